import { type Actor, allow, system } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { readQuery } from '../query/read-query.js';
import { editsAllowed, editsBetween } from '../words/edits.js';
import { insertProposal, type Reformulation, reformulations } from './synonym.store.js';

/** In so many sessions must the same words have been taken for the same others. */
const leastSessions = 3;
const mostWords = 3;
const daysRead = 90;

/** A pair of words that people took for each other. */
export interface MinedPair {
  readonly locale: string;
  readonly from: string;
  readonly to: string;
  readonly sessions: number;
}

/** Proposes what people's second tries tell: whoever found nothing by some words and then something by others meant the same. Gives how many are new. */
export async function mineSynonyms(ctx: {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
}): Promise<number> {
  allow(ctx.actor, 'write phrasings');
  const at = ctx.clock.now();
  const since = new Date(at.getTime() - daysRead * 86_400_000);
  const pairs = minedPairs(await reformulations(ctx.db, since));
  return ctx.db.transaction().execute(async (tx) => {
    let added = 0;
    for (const { locale, from, to, sessions } of pairs) {
      const proposal = await insertProposal(
        tx,
        { locale, from, to, twoWay: false },
        { name: system.name, at, sessions },
      );
      if (proposal) added += 1;
    }
    // Nothing found is worth an entry only where a person looked.
    if (added > 0 || ctx.actor.role !== 'SYSTEM')
      await record(tx, {
        actor: ctx.actor,
        at,
        action: 'synonyms.mined',
        subject: 'synonyms',
        details: { proposed: added },
      });
    return added;
  });
}

/** What differs between the tries, where it is a few words on both sides that are no misspelling of each other; most sessions first. */
export function minedPairs(tries: readonly Reformulation[]): readonly MinedPair[] {
  const found = new Map<string, MinedPair & { readonly by: Set<string> }>();
  for (const { locale, before, after, sessions } of tries) {
    const [left, right] = [readQuery(before, locale).words, readQuery(after, locale).words];
    const from = left.filter(({ stem }) => !right.some((other) => other.stem === stem)).map(({ word }) => word);
    const to = right.filter(({ stem }) => !left.some((other) => other.stem === stem)).map(({ word }) => word);
    if (!fewWords(from) || !fewWords(to) || misspelt(from, to)) continue;
    const pair = { locale, from: from.join(' '), to: to.join(' ') };
    const key = JSON.stringify(pair);
    const known = found.get(key) ?? { ...pair, sessions: 0, by: new Set<string>() };
    for (const session of sessions) known.by.add(session);
    found.set(key, known);
  }
  return [...found.values()]
    .map(({ by, ...pair }) => ({ ...pair, sessions: by.size }))
    .filter(({ sessions }) => sessions >= leastSessions)
    .sort((a, b) => b.sessions - a.sessions || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function fewWords(words: readonly string[]): boolean {
  return words.length > 0 && words.length <= mostWords;
}

function misspelt(from: readonly string[], to: readonly string[]): boolean {
  const [left, right] = [from.join(''), to.join('')];
  return editsBetween(left, right, 2) <= Math.max(1, editsAllowed(left));
}
