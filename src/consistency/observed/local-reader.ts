import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AppError } from '../../platform/errors.js';
import { hostAndPort } from '../../platform/http/guarded-connector.js';
import type { ChannelProbe } from '../probes/channel-probe.js';
import type { ReadPage } from '../pages/read-page.js';
import { fileProbe } from '../probes/file.js';
import { fileSource, webPageSource } from '../probes/observed-source.js';
import { openPageReader, type PageReader } from '../probes/page-reader.js';
import { webPageProbe } from '../probes/web-page.js';
import { openLocalApi, openLocalExport } from './local-export.js';

/** A channel as it will be: read from a server on this machine or from a folder, where its map says. */
export interface LocalChannel {
  readonly probe: ChannelProbe;
  close(): Promise<void>;
}

/** Opens a channel at a place: the address of a server, or a folder that holds the pages or the file. Throws BAD_INPUT for a map that is not understood. */
export async function openLocalChannel(
  channel: { readonly kind: string; readonly source: unknown },
  place: string,
  userAgent: string,
): Promise<LocalChannel> {
  if (channel.kind === 'macros' || channel.kind === 'mails')
    return openLocalExport(channel.kind, channel.source, place);
  if (channel.kind === 'graphql') return openLocalApi(channel.source, place, userAgent);
  if (channel.kind === 'file')
    return { probe: fileProbe(fileSource(channel.source), place), close: async () => undefined };
  const address = URL.parse(place);
  const isServer = address !== null && (address.protocol === 'http:' || address.protocol === 'https:');
  const reader = isServer
    ? openPageReader({
        userAgent,
        observed: { site: address.href, allowedHosts: [hostAndPort(address)], folder: null },
      })
    : folderReader(place);
  const base = isServer ? address.href : `${pathToFileURL(place).href}/`;
  const source = webPageSource(channel.source);
  return { probe: webPageProbe({ ...source, base: '' }, { site: base }, reader), close: reader.close };
}

/** The pages of a site as files: an address that ends in a slash or names a folder is its index.html, as servers have it. */
function folderReader(folder: string): PageReader {
  return {
    read: async (url) => {
      const path = fileURLToPath(url);
      const content = await readInside(folder, url.endsWith('/') ? join(path, 'index.html') : path);
      return { mediaType: 'text/html', readAt: null, ...content };
    },
    close: async () => undefined,
  };
}

async function readInside(folder: string, path: string): Promise<Pick<ReadPage, 'status' | 'content' | 'text'>> {
  const root = await realpath(folder).catch(() => {
    throw new AppError('BAD_INPUT', `There is no folder ${folder}.`);
  });
  for (const candidate of [path, `${path}.html`, join(path, 'index.html')]) {
    const file = await realpath(candidate).catch(() => null);
    if (file === null) continue;
    if (!file.startsWith(root + sep)) throw new AppError('FORBIDDEN', `${candidate} lies outside of ${folder}.`);
    const content = await readFile(file).catch(() => null);
    if (content) return { status: 200, content, text: content.toString('utf8') };
  }
  return { status: 404, content: Buffer.alloc(0), text: '' };
}
