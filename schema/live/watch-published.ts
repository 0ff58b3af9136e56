import {
  changedAnswers,
  changedFacts,
  maySeeFact,
  type Reader,
  type Snapshot,
  visibleAnswer,
} from '../../src/knowledge/index.js';
import { AppError } from '../../src/platform/errors.js';
import { liveList } from '../../src/platform/live-list.js';
import type { AnswerView, FactView } from '../knowledge/views.js';
import type { LiveContext } from './live-context.js';
import type { LiveEvent } from './run-subscription.js';

/** Which changes are wanted, and the published state that the subscriber knows. */
export interface WatchArguments {
  readonly keys?: readonly string[] | null;
  readonly topics?: readonly string[] | null;
  readonly afterSequence?: number | null;
}

/** An answer that changed, as its reader may see it now. */
export interface AnswerChanged extends LiveEvent {
  readonly key: string;
  readonly answer: AnswerView | null;
}

/** A fact that changed, as its reader may see it now. */
export interface FactChanged extends LiveEvent {
  readonly key: string;
  readonly fact: FactView | null;
}

const mostNames = 100;

/** The answers that change, one event each, from the state the subscriber knows on. */
export function watchAnswers(ctx: LiveContext, args: WatchArguments): Promise<AsyncIterableIterator<AnswerChanged>> {
  const { keys = null, topics = null } = checked(args);
  return watch(ctx, {
    field: 'answerChanged',
    after: ctx.resumeAfter ?? args.afterSequence ?? null,
    changed: (before, now, reader, wasPresent) => changedAnswers(before, now, reader, { keys, topics, wasPresent }),
    show: (key, event) => {
      const { snapshot, actor, sourceLocale } = event.ctx;
      const answer = visibleAnswer(snapshot, actor, key);
      return { ...event, key, answer: answer && { answer, snapshot, locale: sourceLocale, channel: null } };
    },
  });
}

/** The facts that change, one event each, from the state the subscriber knows on. */
export function watchFacts(ctx: LiveContext, args: WatchArguments): Promise<AsyncIterableIterator<FactChanged>> {
  const { keys = null } = checked(args);
  return watch(ctx, {
    field: 'factChanged',
    after: ctx.resumeAfter ?? args.afterSequence ?? null,
    changed: (before, now, reader) => changedFacts(before, now, reader, keys),
    show: (key, event) => {
      const { snapshot, actor } = event.ctx;
      const fact = maySeeFact(snapshot, actor, key) ? snapshot.facts.get(key) : undefined;
      return { ...event, key, fact: fact ? { fact, snapshot } : null };
    },
  });
}

interface Watch<Event> {
  readonly field: string;
  readonly after: number | null;
  readonly changed: (before: Snapshot, now: Snapshot, reader: Reader, wasPresent: boolean) => readonly string[];
  readonly show: (key: string, event: LiveEvent) => Event;
}

async function watch<Event>(ctx: LiveContext, { field, after, changed, show }: Watch<Event>) {
  let seen = after === null ? ctx.snapshot : await stateAt(ctx, after);
  let told = seen.sequence;
  let wasPresent = after === null;
  return liveList<string, Event>({
    subscribe: (wake) => ctx.snapshots.onSwitch(wake),
    read: async () => {
      const { snapshot: now, actor } = await ctx.afresh(field);
      if (now.sequence <= seen.sequence) return [];
      const [before, present] = [seen, wasPresent];
      seen = now;
      wasPresent = true;
      const keys = changed(before, now, actor, present);
      if (keys.length === 0) told = now.sequence;
      return keys;
    },
    // Shown as it is at this moment, not as it was when the change was noticed: meanwhile it may have been taken back.
    show: async (key, isLast) => {
      if (isLast) told = seen.sequence;
      return show(key, { ctx: await ctx.afresh(field), resumeAfter: told });
    },
  });
}

/** The state that a subscriber names by its number; one that this node has not reached is waited for. */
async function stateAt(ctx: LiveContext, sequence: number): Promise<Snapshot> {
  if (sequence < 0) throw new AppError('BAD_INPUT', 'afterSequence must not be negative.');
  const current = await ctx.snapshots.reached(sequence);
  return current.sequence === sequence ? current : ctx.snapshots.published(sequence);
}

function checked(args: WatchArguments): WatchArguments {
  for (const names of [args.keys, args.topics])
    if (names && (names.length === 0 || names.length > mostNames))
      throw new AppError('BAD_INPUT', `keys and topics take 1 to ${mostNames} names.`);
  return args;
}
