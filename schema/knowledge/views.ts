import { type Actor, may } from '../../src/access/index.js';
import {
  type CurrentFact,
  holdsUntil,
  type PublishedAnswer,
  type Snapshot,
  type Topic,
} from '../../src/knowledge/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { RequestContext } from '../context.js';

/** An answer with the snapshot it is read from and the locale and channel its parent field was asked in. */
export interface AnswerView {
  readonly answer: PublishedAnswer;
  readonly snapshot: Snapshot;
  readonly locale: string;
  /** Every locale that was asked for, the one liked best first; `locale` alone when not given. */
  readonly locales?: readonly string[];
  readonly channel: string | null;
}

/** The locales that an answer was asked in, the one liked best first. */
export function localesOf({ locale, locales = [locale] }: Pick<AnswerView, 'locale' | 'locales'>): readonly string[] {
  return locales;
}

/** A fact with the snapshot it is read from. */
export interface FactView {
  readonly fact: CurrentFact;
  readonly snapshot: Snapshot;
}

/** A topic with the snapshot it is read from. */
export interface TopicView {
  readonly topic: Topic;
  readonly snapshot: Snapshot;
}

/** The instants of an as-of read. */
export interface AsOf {
  readonly validAt?: Date | null;
  readonly knownAt?: Date | null;
}

/** So many different states of the past may be asked for in one request: each may have to be read from the database as a whole. */
const mostPastStates = 8;

/** The snapshot of this request, the one at the instants asked for, or what a release would make of it. Reading the future needs a permission. */
export async function snapshotAt(
  ctx: RequestContext,
  asOf: AsOf | null | undefined,
  release?: string | null,
): Promise<Snapshot> {
  if (release != null) return previewOf(ctx, release, asOf);
  if (!asOf || (!asOf.validAt && !asOf.knownAt)) return ctx.snapshot;
  const { validAt, knownAt } = instantsOf(ctx, asOf);
  if (validAt > ctx.now && !may(ctx.actor, 'read the past and the future'))
    throw new AppError('FORBIDDEN', 'asOf.validAt must not lie in the future: what is planned is for editors.');
  if (isCurrent(ctx.snapshot, { validAt, knownAt }, ctx.now)) return ctx.snapshot;
  const then = await pastState(ctx, { validAt, knownAt });
  return may(ctx.actor, 'read the past and the future') ? then : stillPublished(then, ctx.snapshot);
}

/** Whether there is such a release is told to nobody who may not read it. */
function previewOf(ctx: RequestContext, release: string, asOf: AsOf | null | undefined): Promise<Snapshot> {
  if (!may(ctx.actor, 'read the past and the future'))
    throw new AppError('FORBIDDEN', 'release must not be given: what is planned is for editors.');
  if (asOf) throw new AppError('BAD_INPUT', 'Give asOf or release, not both: a release is read as of its own day.');
  return stateNamed(ctx, `release ${release}`, () => ctx.releasePreviews.state(release));
}

/** The instants that an argument means: truth follows knowledge, and this request knows nothing later than its own snapshot. */
export function instantsOf(ctx: RequestContext, asOf: AsOf): { readonly validAt: Date; readonly knownAt: Date } {
  const asked = asOf.knownAt ?? ctx.now;
  return {
    validAt: asOf.validAt ?? (asked < ctx.now ? asked : ctx.now),
    knownAt: asked < ctx.snapshot.knownAt ? asked : ctx.snapshot.knownAt,
  };
}

/** Whether the state of today, as it is read now, is also what was asked for. */
function isCurrent(
  snapshot: Snapshot,
  { validAt, knownAt }: { readonly validAt: Date; readonly knownAt: Date },
  now: Date,
) {
  const until = holdsUntil(snapshot);
  return (
    knownAt.getTime() === snapshot.knownAt.getTime() &&
    validAt >= snapshot.validAt &&
    (until === null || (validAt < until && now < until))
  );
}

function pastState(ctx: RequestContext, at: { readonly validAt: Date; readonly knownAt: Date }): Promise<Snapshot> {
  return stateNamed(ctx, `${at.validAt.getTime()} ${at.knownAt.getTime()}`, () => ctx.snapshots.at(at));
}

function stateNamed(ctx: RequestContext, name: string, read: () => Promise<Snapshot>): Promise<Snapshot> {
  const known = ctx.past.get(name);
  if (!known && ctx.past.size >= mostPastStates)
    throw new AppError(
      'TOO_COSTLY',
      `One request may ask for at most ${mostPastStates} different states by asOf and release.`,
    );
  const state = known ?? read();
  ctx.past.set(name, state);
  return state;
}

const stillThere = new WeakMap<Snapshot, WeakMap<Snapshot, Snapshot>>();

/** What was taken back is not found again by asking for the time before: only editors see an answer that is no longer published. */
function stillPublished(then: Snapshot, now: Snapshot): Snapshot {
  const made = stillThere.get(then) ?? new WeakMap<Snapshot, Snapshot>();
  stillThere.set(then, made);
  const answers = () => new Map([...then.answers].filter(([key]) => now.answers.has(key)));
  const state = made.get(now) ?? { ...then, answers: answers() };
  made.set(now, state);
  return state;
}

/** What staff may see of names and sources; null for everyone else. */
export function forStaff<T>(actor: Actor, value: T): T | null {
  return actor.audience === 'STAFF' ? value : null;
}
