import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Operations } from '../../schema/operations/operations.js';
import type { RunOperation } from '../../schema/operations/run-operation.js';
import { AppError } from '../../src/platform/errors.js';
import { localeFrom } from '../conversation/locale.js';
import { within } from '../within.js';

const keyForm = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;
const patienceMs = 10_000;

/** The API, asked with the help pages' key: what the element shows is what they show. */
export interface AnswerDoor {
  readonly run: RunOperation;
  readonly helpKey: string;
}

/** `GET /elements/answer/:key?locale=`: an answer as the help pages show it, with its whole receipt; the same bytes for every reader. */
export function answerRoute(server: FastifyInstance, { run, helpKey }: AnswerDoor): void {
  server.get<{ Params: { key: string }; Querystring: { locale?: unknown } }>(
    '/elements/answer/:key',
    async (request, reply) => {
      const { key } = request.params;
      const locale = localeFrom(request.query.locale);
      const { answer, redirect, withdrawal } = keyForm.test(key)
        ? await within(patienceMs, run('ElementAnswer', { key, locale }, helpKey))
        : { answer: null, redirect: null, withdrawal: null };
      reply.header('cache-control', 'no-cache');
      if (!answer && redirect) return reply.redirect(addressOf(redirect.key, locale), 301);
      if (!answer && withdrawal)
        return reply.code(503).send({ error: { code: 'Withdrawn', message: 'The answer is being checked.' } });
      if (!answer) throw new AppError('NOT_FOUND', 'There is no such answer.');
      const body = JSON.stringify(shownAnswer(answer));
      const tag = `"${createHash('sha256').update(body).digest('hex').slice(0, 24)}"`;
      reply.type('application/json; charset=utf-8').header('etag', tag);
      return request.headers['if-none-match'] === tag ? reply.code(304).send() : reply.send(body);
    },
  );
}

function addressOf(key: string, locale: string | null): string {
  return `/elements/answer/${key}${locale === null ? '' : `?${new URLSearchParams({ locale })}`}`;
}

function shownAnswer({ key, rendition }: NonNullable<Operations['ElementAnswer']['result']['answer']>): object {
  return { key, ...rendition };
}
