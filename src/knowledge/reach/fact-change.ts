import type { Database } from '../../platform/database/database.js';
import { valuesOverTime } from '../facts/fact-timeline.js';
import { mostSpecific, type Scope } from '../scope.js';
import type { CurrentFactValue } from '../snapshot.js';

/** All values of one fact, past, present and planned, as they were known before a change and are known after it. */
export interface FactChange {
  readonly key: string;
  readonly before: readonly CurrentFactValue[];
  readonly after: readonly CurrentFactValue[];
}

/** What a change does to those who are in one situation. */
export interface Replacement {
  /** Whether anything is different for them, at any instant. */
  readonly differs: boolean;
  /** The values that they are told no more at some instant at which they were told them before. */
  readonly replaced: readonly number[];
}

/** Reads how facts changed between two instants of knowing. */
export function factChanges(
  db: Database,
  keys: readonly string[],
  known: { readonly before: Date; readonly after: Date },
): Promise<readonly FactChange[]> {
  return inTurn(keys, async (key) => ({
    key,
    before: await valuesOverTime(db, key, known.before),
    after: await valuesOverTime(db, key, known.after),
  }));
}

/** Compares what holds in a situation before and after, at every instant at which either begins or ends; pure. */
export function replacementIn({ before, after }: FactChange, situation: Scope): Replacement {
  const replaced = new Set<number>();
  let differs = false;
  for (const at of boundaries([...before, ...after])) {
    const told = mostSpecific(before.filter(holdsAt(at)), situation);
    if (told?.id === mostSpecific(after.filter(holdsAt(at)), situation)?.id) continue;
    differs = true;
    if (told) replaced.add(told.id);
  }
  return { differs, replaced: [...replaced] };
}

function boundaries(values: readonly CurrentFactValue[]): readonly number[] {
  const instants = values.flatMap(({ validFrom, validTo }) => (validTo ? [validFrom, validTo] : [validFrom]));
  return [...new Set(instants.map((at) => at.getTime()))];
}

function holdsAt(at: number): (value: CurrentFactValue) => boolean {
  return ({ validFrom, validTo }) => validFrom.getTime() <= at && (validTo === null || validTo.getTime() > at);
}

/** One after another: a transaction has one connection. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const done: R[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}
