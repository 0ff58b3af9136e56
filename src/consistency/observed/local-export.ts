import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AppError } from '../../platform/errors.js';
import { hostAndPort } from '../../platform/http/guarded-connector.js';
import { openApiCaller } from '../probes/api-caller.js';
import type { ChannelProbe } from '../probes/channel-probe.js';
import { graphqlSource, macrosSource, mailsSource } from '../probes/export-sources.js';
import { graphqlProbe } from '../probes/graphql.js';
import { macrosProbe } from '../probes/macros.js';
import { mailsProbe } from '../probes/mails.js';
import type { LocalChannel } from './local-reader.js';

/** Opens an export of macros or mails at a place: the file itself, or the folder in which it lies by its path. */
export async function openLocalExport(kind: 'macros' | 'mails', source: unknown, place: string): Promise<LocalChannel> {
  const found = await stat(place).catch(() => null);
  if (found === null) throw new AppError('BAD_INPUT', `There is no file or folder ${place}.`);
  return { probe: found.isFile() ? probeOfFile(kind, source, place) : probeOf[kind](source, place), close };
}

/** Opens a GraphQL API on this machine in place of the one that the map names. No token is told to it. */
export function openLocalApi(source: unknown, place: string, userAgent: string): LocalChannel {
  const address = URL.parse(place);
  if (address === null || !['http:', 'https:'].includes(address.protocol))
    throw new AppError('BAD_INPUT', `A GraphQL API is read from its address, such as http://127.0.0.1:3000/graphql.`);
  const observed = { site: address.href, allowedHosts: [hostAndPort(address)], folder: null };
  const api = openApiCaller({ userAgent, observed });
  return { probe: graphqlProbe({ ...graphqlSource(source), url: address.href }, api), close: () => api.close() };
}

const probeOf = { macros: macrosProbe, mails: mailsProbe } as const;

function probeOfFile(kind: 'macros' | 'mails', source: unknown, file: string): ChannelProbe {
  const path = basename(file);
  return kind === 'macros'
    ? macrosProbe({ ...macrosSource(source), path }, dirname(file))
    : mailsProbe({ ...mailsSource(source), path }, dirname(file));
}

async function close(): Promise<void> {}
