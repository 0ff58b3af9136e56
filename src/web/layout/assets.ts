import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../platform/errors.js';
import { projectRoot } from '../../platform/paths.js';
import { sendTagged } from './send.js';

/** A file that pages load, kept in memory with the hash of its content. */
export interface Asset {
  readonly body: Buffer;
  readonly type: string;
  readonly hash: string;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const names = ['univocal.css', 'copy.js', 'verify-receipt.js', 'suggestions.js', 'mark.svg'] as const;
const folder = join(projectRoot, 'src', 'web', 'assets');
const assets: ReadonlyMap<string, Asset> = new Map(names.map((name) => [name, readAsset(join(folder, name))]));

/** The address of one of our own files; it changes with the content, so that it may be kept for a year. */
export function assetPath(name: (typeof names)[number]): string {
  return `/assets/${name}?v=${assets.get(name)?.hash ?? ''}`;
}

/** Serves the pages' own stylesheet, script and icon. */
export function assetRoutes(): (server: FastifyInstance) => Promise<void> {
  return async (server) => serveAssets(server, '/assets', assets);
}

/** Serves exactly the named files below `path`: no folder is opened, so nothing else can be reached. */
export function serveAssets(server: FastifyInstance, path: string, files: ReadonlyMap<string, Asset>): void {
  for (const [name, asset] of files) {
    server.get<{ Querystring: { v?: string } }>(`${path}/${name}`, async (request, reply) => {
      const kept = request.query.v === asset.hash;
      reply.type(asset.type).header('cache-control', kept ? 'public, max-age=31536000, immutable' : 'no-cache');
      return sendTagged(request, reply, `"${asset.hash}"`, asset.body);
    });
  }
}

/** Reads a file that will be served; throws UNAVAILABLE naming it when it is not there. */
export function readAsset(path: string): Asset {
  try {
    const body = readFileSync(path);
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
    return { body, hash, type: types[extname(path)] ?? 'application/octet-stream' };
  } catch (error) {
    throw new AppError('UNAVAILABLE', `The file ${path} cannot be read.`, {}, { cause: error });
  }
}
