import type { Channel } from '../../channels/index.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { withoutKeeping } from '../pages/page-memory.js';
import { databaseMemory } from '../pages/page.store.js';
import type { ObservedPlaces } from '../probes/channel-probe.js';
import { probeOf } from '../plan-probes.js';
import { openObservedProbes } from '../probes/observed-probes.js';
import { checkTexts, type TextCheck, type TextCheckContext } from './check-texts.js';
import { mappedAnswers } from './mapped-answers.js';
import { readObserved, unread } from './read-observed.js';

/** What reading a channel of other people needs. */
export interface TryContext extends TextCheckContext {
  readonly db: Database;
  readonly observed: ObservedPlaces;
  readonly userAgent: string;
}

const mostTried = 20;

/**
 * Reads a channel that is not registered yet, or not so, and shows what a sweep would hold of it; keeps nothing. The first answers of its map are read,
 * at most twenty. Throws BAD_INPUT for a map that is not understood, and for an answer that there is not.
 */
export async function tryChannel(
  ctx: TryContext,
  channel: Channel,
  source: unknown,
  first: number,
): Promise<TextCheck> {
  if (!Number.isInteger(first) || first < 1 || first > mostTried)
    throw new AppError('BAD_INPUT', `first must be from 1 to ${mostTried}.`);
  const answers = mappedAnswers(channel.kind, source);
  const unknown = answers.find((key) => !ctx.snapshot.answers.has(key));
  if (unknown !== undefined)
    throw new AppError(
      'BAD_INPUT',
      `The channel’s source names ${JSON.stringify(unknown.slice(0, 100))}, which is no answer.`,
    );
  const { snapshot, clock } = ctx;
  // The question of an answer that is not for everybody must not reach a server of others.
  const isPublic = (key: string) => snapshot.answers.get(key)?.audience === 'PUBLIC';
  const questionOf = (key: string) => {
    const answer = snapshot.answers.get(key);
    return answer ? probeOf(snapshot, answer).question : key;
  };
  const memory = withoutKeeping(databaseMemory(ctx.db));
  const probes = openObservedProbes(ctx, { memory, clock, startedAt: clock.now(), trustsFresh: false });
  try {
    const tried = answers.slice(0, first);
    const asked = { answers: tried.filter(isPublic), locale: snapshot.sourceLocale, questionOf };
    const read = await readObserved(probes.of(channel.kind, source), asked);
    const unasked = tried.filter((key) => !isPublic(key));
    return checkTexts(ctx, channel, [...read, ...unasked.map(unread)]);
  } finally {
    await probes.close();
  }
}
