import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { allowOrigins } from '../transports/direct-line/origins.js';
import { refuseInProtocolForm } from '../transports/refusal.js';
import { type AnswerDoor, answerRoute } from './answer-route.js';
import { DemoPage } from './demo-page.js';
import { demoStyle, type ElementFile, elementFiles, entryScript, fileOf } from './element-files.js';
import { elementLocale } from './words.js';

/** What the elements stand on: where their answers come from, and who may hold them. */
export interface ElementDependencies extends AnswerDoor {
  readonly allowedOrigins: readonly string[];
  /** Where other sites reach the service, when that is not the host they asked. */
  readonly publicUrl?: string | null;
}

const forGood = 'public, max-age=31536000, immutable';
const shortly = 'public, max-age=300';

/** `<univocal-chat>` and `<univocal-answer>`: their script under a short address and one for good, the answers they show, and a page that shows both. */
export function elementRoutes(dependencies: ElementDependencies): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    refuseInProtocolForm(server);
    scriptRoutes(server);
    demoRoutes(server, dependencies);
    await server.register(async (scope) => {
      allowOrigins(scope, dependencies.allowedOrigins);
      answerRoute(scope, dependencies);
    });
  };
}

/** Anybody may read the scripts: there is nothing in them that is not in every page which holds them. */
function scriptRoutes(server: FastifyInstance): void {
  const { build, scripts } = elementFiles;
  const short = fileOf(entryScript(`./elements/${build}/`));
  server.get('/univocal.js', async (request, reply) => sendScript(request, reply, short, shortly));
  server.get<{ Params: { build: string; name: string } }>('/elements/:build/:name', async (request, reply) => {
    const script = scripts.get(request.params.name);
    if (!script) return reply.code(404).send({ error: { code: 'NotFound', message: 'There is no such script.' } });
    // A page that holds the address of an earlier build still works, with the scripts of today.
    return sendScript(request, reply, script, request.params.build === build ? forGood : shortly);
  });
}

function sendScript(request: FastifyRequest, reply: FastifyReply, script: ElementFile, keep: string): FastifyReply {
  const isZipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  reply
    .type('text/javascript; charset=utf-8')
    .header('cache-control', keep)
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('vary', 'accept-encoding');
  if (isZipped) reply.header('content-encoding', 'gzip');
  return reply.send(isZipped ? script.zipped : script.body);
}

function demoRoutes(server: FastifyInstance, { publicUrl = null, ...door }: ElementDependencies): void {
  server.get('/elements/demo.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(demoStyle),
  );
  server.get<{ Querystring: { locale?: string; answer?: string } }>('/elements', async (request, reply) => {
    const { locale: asked, answer } = request.query;
    const locale = elementLocale(typeof asked === 'string' ? asked : null);
    const key = typeof answer === 'string' ? answer : await firstAnswer(door, locale);
    const nonce = randomBytes(16).toString('base64');
    const origin = publicUrl ?? `${request.protocol}://${request.host}`;
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
    reply.header('content-security-policy', strictPolicy(nonce));
    const page = <DemoPage locale={locale} answer={key} nonce={nonce} origin={origin} />;
    return reply.send(`<!doctype html>\n${page.toString()}`);
  });
}

/** As strict as a page's own policy can be: the elements must work under it. */
function strictPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** Something to show on the demo page: the first answer that customers ask for. */
async function firstAnswer({ run, helpKey }: AnswerDoor, locale: string): Promise<string> {
  const { topics } = await run('HelpHome', { locale }, helpKey);
  const keys = topics.flatMap(({ answers }) => answers.map(({ key }) => key));
  return keys.find((key) => !key.startsWith('bot-')) ?? '';
}
