import { AppError } from '../../platform/errors.js';
import { type ApiCaller, openApiCaller } from './api-caller.js';
import type { ChannelProbe, ObservedPlaces, ProbeEnvironment } from './channel-probe.js';
import { fileProbe } from './file.js';
import { graphqlProbe } from './graphql.js';
import { macrosProbe } from './macros.js';
import { mailsProbe } from './mails.js';
import { openPageReader, type PageReader, type Reading } from './page-reader.js';
import { webPageProbe } from './web-page.js';

/** The probes of channels that do not ask us, with the connections that they share. */
export interface ObservedProbes {
  /** Throws BAD_INPUT for a kind that is not observed, and for a source that is not understood. */
  of(kind: string, source: unknown): ChannelProbe;
  close(): Promise<void>;
}

/** By what channels of others are read. */
interface ObservedMeans {
  readonly observed: ObservedPlaces;
  readonly pages: PageReader;
  readonly api: ApiCaller;
}

/** Opens them; whoever opens them closes them. */
export function openObservedProbes(
  environment: Pick<ProbeEnvironment, 'userAgent' | 'observed'>,
  reading?: Reading,
): ObservedProbes {
  const pages = openPageReader(environment, reading);
  const api = openApiCaller(environment, reading);
  return {
    of: (kind, source) => observedProbeOf({ observed: environment.observed, pages, api }, kind, source),
    close: async () => {
      await pages.close();
      await api.close();
    },
  };
}

/** How each kind is read. */
function observedProbeOf({ observed, pages, api }: ObservedMeans, kind: string, source: unknown): ChannelProbe {
  switch (kind) {
    case 'web-page':
      return webPageProbe(source, observed, pages);
    case 'file':
      return fileProbe(source, observed.folder);
    case 'macros':
      return macrosProbe(source, observed.folder);
    case 'mails':
      return mailsProbe(source, observed.folder);
    case 'graphql':
      return graphqlProbe(source, api);
    default:
      throw new AppError('BAD_INPUT', `A channel of the kind ${kind} is not one that is only looked at.`);
  }
}
