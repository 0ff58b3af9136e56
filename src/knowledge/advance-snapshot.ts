import { isDeepStrictEqual } from 'node:util';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import { compileAnswers, compileTopics, nextChanges } from './compile-snapshot.js';
import { compileFacts } from './facts/compile-facts.js';
import type { Snapshot } from './snapshot.js';
import { type Instants, nextChange, readAnswerRows, readFactRows, readTopicRows } from './snapshot.store.js';
import { learnedAt } from './question-sample.store.js';
import { thresholdsAt } from './threshold.store.js';
import { countFacts, factsTouched, touchedAnswers } from './touched.store.js';

type Naming = Pick<Snapshot, 'sequence' | 'sourceLocale'>;

/**
 * The published state at other instants, equal to what a full read would give, but read and compiled only where it differs from `previous`.
 * Whatever is the same keeps its identity (answers, facts, and whole maps of them), so that what is known of an object is known on. The instants
 * may lie before those of `previous`; its source locale must be the same.
 */
export function advanceSnapshot(db: Database, previous: Snapshot, at: Instants, naming: Naming): Promise<Snapshot> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => advanceSnapshotWithin(tx, previous, at, naming));
}

/** The same within a transaction, with what it has itself written. */
export async function advanceSnapshotWithin(
  tx: DatabaseTransaction,
  previous: Snapshot,
  at: Instants,
  naming: Naming,
): Promise<Snapshot> {
  const { teams, topics } = compileTopics(await readTopicRows(tx, at));
  const answers = await advanceAnswers(tx, previous, at);
  return {
    ...naming,
    ...at,
    teams: keepEqual(previous.teams, teams),
    topics: keepEqual(previous.topics, topics),
    ...answers,
    facts: await advanceFacts(tx, previous, at),
    thresholds: keepEqual(previous.thresholds, await thresholdsAt(tx, at.knownAt)),
    learned: keepEqual(previous.learned, await learnedAt(tx, at.knownAt, previous.learned)),
    ...nextChanges(answers.answers, at, await nextChange(tx, at)),
  };
}

async function advanceAnswers(
  tx: DatabaseTransaction,
  previous: Snapshot,
  at: Instants,
): Promise<Pick<Snapshot, 'answers' | 'withheld' | 'retired' | 'withdrawn'>> {
  const touched = await touchedAnswers(tx, previous, at, dueBetween(previous, at));
  const { answers, withheld, retired, withdrawn } = previous;
  if (touched.length === 0) return { answers, withheld, retired, withdrawn };
  const among = touched.map(({ id }) => id);
  const now = compileAnswers(await readAnswerRows(tx, at, among), at, previous.sourceLocale);
  const keys = touched.map(({ key }) => key);
  return {
    answers: merge(answers, keys, now.answers),
    withheld: merge(withheld, keys, now.withheld),
    retired: merge(retired, keys, now.retired),
    withdrawn: merge(withdrawn, keys, now.withdrawn),
  };
}

/** The answers whose day to be confirmed lies between two readings; the day itself stands in no table, for it follows from others that do. */
function dueBetween({ answers, withheld, validAt }: Snapshot, at: Instants): readonly string[] {
  const [after, until] = validAt < at.validAt ? [validAt, at.validAt] : [at.validAt, validAt];
  return [...answers.values(), ...withheld.values()]
    .filter(({ upkeep: { dueAt } }) => dueAt > after && dueAt <= until)
    .map(({ key }) => key);
}

async function advanceFacts(tx: DatabaseTransaction, previous: Snapshot, at: Instants): Promise<Snapshot['facts']> {
  const unchanged = (await countFacts(tx, at)) === previous.facts.size && !(await factsTouched(tx, previous, at));
  return unchanged ? previous.facts : keepEqual(previous.facts, compileFacts(await readFactRows(tx, at)));
}

/** Everything as before but the touched keys, which are as they are now or gone; in key order, as a full read has it. */
function merge<T>(
  before: ReadonlyMap<string, T>,
  touched: readonly string[],
  now: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  const changed = touched.filter((key) => !isDeepStrictEqual(before.get(key), now.get(key)));
  if (changed.length === 0) return before;
  const merged = new Map(before);
  for (const key of changed) {
    const value = now.get(key);
    if (value === undefined) merged.delete(key);
    else merged.set(key, value);
  }
  if (changed.every((key) => before.has(key))) return merged;
  return new Map([...merged].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is now, with the objects of before where they are equal; the whole of before when all are. */
function keepEqual<T>(before: ReadonlyMap<string, T>, now: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  let same = before.size === now.size;
  const kept = new Map<string, T>();
  for (const [key, value] of now) {
    const old = before.get(key);
    const isEqual = old !== undefined && isDeepStrictEqual(old, value);
    kept.set(key, isEqual ? old : value);
    same &&= isEqual;
  }
  return same ? before : kept;
}
