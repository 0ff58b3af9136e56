import type { FastifyInstance } from 'fastify';
import { AppError } from '../../platform/errors.js';
import { htmlPage } from '../layout/html.js';
import { queryText } from '../layout/input.js';
import { localPath, pageLocale } from '../layout/locales.js';
import { sendPage } from '../layout/send.js';
import { AnswerPage } from './answer-page.js';
import { entityTag } from './entity-tag.js';
import { originOf } from './origin.js';
import type { HelpDependencies } from './routes.js';

/** `GET /help/:key/versions/:number`: an answer as it was when that version took effect. What was quoted from it can be read there as long as the answer is published. */
export function versionRoute(server: FastifyInstance, dependencies: HelpDependencies): void {
  const { run, credential, publicUrl, timeZone } = dependencies;
  server.get<{ Params: { key: string; number: string } }>('/help/:key/versions/:number', async (request, reply) => {
    const { key, number } = request.params;
    const locale = pageLocale(queryText(request, 'locale', 35));
    const { answer: current } = isAddress(request.params)
      ? await run('HelpVersions', { key }, credential)
      : { answer: null };
    const version = current?.versions.nodes.find((one) => one.number === Number(number));
    if (!current || !version) throw new AppError('NOT_FOUND', 'There is no such version.');
    if (version.number === current.version.number) return reply.redirect(localPath(`/help/${key}`, locale), 302);
    const { effectiveFrom, recordedAt, supersededAt } = version;
    const moment = effectiveFrom > recordedAt ? effectiveFrom : recordedAt;
    const asOf = { validAt: moment, knownAt: moment };
    const { answer } = await run('HelpAnswerAsOf', { key, locale, asOf }, credential);
    if (answer?.version.number !== version.number) throw new AppError('NOT_FOUND', 'There is no such version.');
    const origin = originOf(request, publicUrl);
    const held = { from: effectiveFrom, to: supersededAt };
    const html = htmlPage(reply, AnswerPage({ answer, locale, origin, timeZone, held }));
    return sendPage(request, reply, html, entityTag([answer.rendition.contentHash, locale], html));
  });
}

function isAddress({ key, number }: { readonly key: string; readonly number: string }): boolean {
  return /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(key) && /^[1-9]\d{0,5}$/.test(number);
}
