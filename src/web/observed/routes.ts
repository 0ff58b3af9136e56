import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** What the demo's observed site needs: the folder that holds its files. */
export interface ObservedSite {
  readonly folder: string;
}

/** Serves the channels that do not ask the API, as they stand: the old FAQ site, the leaflet, the phone script. */
export function observedSiteRoutes({ folder }: ObservedSite): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.get('/faq', async (_request, reply) => reply.redirect('/faq/', 301));
    server.get('/faq/', async (_request, reply) => sendFile(reply, join(folder, 'faq', 'index.html')));
    server.get<{ Params: { file: string } }>('/faq/:file', async (request, reply) =>
      plainName.test(request.params.file)
        ? sendFile(reply, join(folder, 'faq', request.params.file))
        : reply.callNotFound(),
    );
    server.get('/robots.txt', async (_request, reply) => reply.type('text/plain; charset=utf-8').send(robots));
    for (const file of ['leaflet.html', 'phone-script.md']) {
      server.get(`/${file}`, async (_request, reply) => sendFile(reply, join(folder, file)));
    }
  };
}

/** The demo's observed channels let themselves be read: the checker keeps to what a site asks of robots. */
const robots = 'User-agent: *\nAllow: /\n';

/** One name of one page or stylesheet: without a slash or a leading dot in it no path leads out of the folder. */
const plainName = /^[a-z0-9]+(?:-[a-z0-9]+)*\.(?:html|css)$/;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

async function sendFile(reply: FastifyReply, path: string): Promise<FastifyReply> {
  const body = await readFile(path).catch(absentAsNull);
  if (body === null) return reply.callNotFound() as unknown as FastifyReply;
  return reply
    .type(types[extname(path)] ?? 'text/plain; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(body);
}

function absentAsNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
