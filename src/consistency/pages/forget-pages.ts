import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { isAppError } from '../../platform/errors.js';
import type { ProbeEnvironment } from '../probes/channel-probe.js';
import type { ProbedChannel } from '../probes/open-probes.js';
import { pagesNamed } from '../probes/web-page.js';
import { forgetPagesBut } from './page.store.js';

/** Forgets the pages that no channel names any more, so that what is remembered stays as small as the maps of the channels. */
export async function forgetPages(
  ctx: { readonly db: Database; readonly clock: Clock; readonly environment: Pick<ProbeEnvironment, 'observed'> },
  channels: readonly ProbedChannel[],
): Promise<void> {
  const pages = channels
    .filter(({ kind }) => kind === 'web-page')
    .flatMap(({ source }) => named(source, ctx.environment.observed.site));
  const robots = pages.map((address) => new URL('/robots.txt', address).href);
  await forgetPagesBut(ctx.db, [...new Set([...pages, ...robots])], ctx.clock.now());
}

/** A source that is not understood names no page. */
function named(source: unknown, site: string | null): readonly string[] {
  try {
    return pagesNamed(source, { site });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [];
  }
}
