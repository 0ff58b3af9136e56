import { type Actor, may } from '../../src/access/index.js';
import type { CurrentFact, PublishedAnswer, Snapshot } from '../../src/knowledge/index.js';
import { AppError } from '../../src/platform/errors.js';
import { readSnapshot } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';

/** An answer with the snapshot it is read from and the locale and channel its parent field was asked in. */
export interface AnswerView {
  readonly answer: PublishedAnswer;
  readonly snapshot: Snapshot;
  readonly locale: string;
  readonly channel: string | null;
}

/** A fact with the snapshot it is read from. */
export interface FactView {
  readonly fact: CurrentFact;
  readonly snapshot: Snapshot;
}

/** The instants of an as-of read. */
export interface AsOf {
  readonly validAt?: Date | null;
  readonly knownAt?: Date | null;
}

/** The snapshot of this request, or the one at the instants asked for. Reading the future needs a permission. */
export async function snapshotAt(ctx: RequestContext, asOf: AsOf | null | undefined): Promise<Snapshot> {
  if (!asOf || (!asOf.validAt && !asOf.knownAt)) return ctx.snapshot;
  const now = ctx.clock.now();
  const knownAt = asOf.knownAt ?? now;
  const validAt = asOf.validAt ?? (knownAt < now ? knownAt : now);
  if (validAt > now && !may(ctx.actor, 'read the past and the future'))
    throw new AppError('FORBIDDEN', 'asOf.validAt must not lie in the future: what is planned is for editors.');
  const then = await readSnapshot(
    ctx.db,
    { validAt, knownAt },
    { sequence: ctx.snapshot.sequence, sourceLocale: ctx.sourceLocale },
  );
  return may(ctx.actor, 'read the past and the future') ? then : stillPublished(then, ctx.snapshot);
}

/** What was taken back is not found again by asking for the time before: only editors see an answer that is no longer published. */
function stillPublished(then: Snapshot, now: Snapshot): Snapshot {
  return { ...then, answers: new Map([...then.answers].filter(([key]) => now.answers.has(key))) };
}

/** What staff may see of names and sources; null for everyone else. */
export function forStaff<T>(actor: Actor, value: T): T | null {
  return actor.audience === 'STAFF' ? value : null;
}
