import { embedsIn } from '../embeds.js';
import { scopeKey } from '../scope.js';
import { answersShowing, type LocalText, type PublishedAnswer, type Snapshot } from '../snapshot.js';
import { type FactChange, type Replacement, replacementIn } from './fact-change.js';

/** A published answer that would be other words, and where. */
export interface TouchedAnswer {
  readonly answer: PublishedAnswer;
  readonly locales: readonly string[];
  /** How often a changed value stands in its texts. */
  readonly embeds: number;
}

/** What changes of facts do to the published answers. */
export interface FactReach {
  readonly touched: readonly TouchedAnswer[];
  /** The values that would no longer be told, and the answers in whose scope they still hold. */
  readonly replaced: readonly { readonly ids: readonly number[]; readonly except: readonly string[] }[];
}

/** Follows changed facts into the texts that show them, from the published state in memory; an answer in whose scope nothing changes is not touched. */
export function reachOfFacts(snapshot: Snapshot, changes: readonly FactChange[]): FactReach {
  const touched = new Map<string, { answer: PublishedAnswer; keys: Set<string> }>();
  const exceptions = new Map<number, string[]>();
  for (const change of changes) {
    const inScopeOf = replacements(change);
    const showing = answersShowing(snapshot, change.key);
    const replaced = new Set(showing.flatMap((answer) => inScopeOf(answer).replaced));
    // What nobody is shown today may have been told before; asking for the widest scope finds it.
    if (showing.length === 0) for (const id of replacementIn(change, {}).replaced) replaced.add(id);
    for (const id of replaced)
      exceptions.set(
        id,
        showing.filter((answer) => !inScopeOf(answer).replaced.includes(id)).map(({ key }) => key),
      );
    for (const answer of showing.filter((one) => inScopeOf(one).differs)) {
      const known = touched.get(answer.key) ?? { answer, keys: new Set() };
      touched.set(answer.key, { answer, keys: known.keys.add(change.key) });
    }
  }
  const byExceptions = Map.groupBy([...exceptions], ([, except]) => except.join(' '));
  return {
    touched: [...touched.values()].map(({ answer, keys }) => touchedBy(answer, keys)),
    replaced: [...byExceptions.values()].map((group) => ({
      ids: group.map(([id]) => id),
      except: group[0]?.[1] ?? [],
    })),
  };
}

/** Answers have few different scopes: each is compared once. */
function replacements(change: FactChange): (answer: PublishedAnswer) => Replacement {
  const known = new Map<string, Replacement>();
  return ({ scope }) => {
    const name = scopeKey(scope);
    const found = known.get(name) ?? replacementIn(change, scope);
    known.set(name, found);
    return found;
  };
}

function touchedBy(answer: PublishedAnswer, keys: ReadonlySet<string>): TouchedAnswer {
  const counts = [...answer.texts.values()].map((text) => ({ locale: text.locale, count: embedsOf(text, keys) }));
  const showing = counts.filter(({ count }) => count > 0);
  return {
    answer,
    locales: showing.map(({ locale }) => locale),
    embeds: showing.reduce((sum, { count }) => sum + count, 0),
  };
}

function embedsOf({ question, title, body, short }: LocalText, keys: ReadonlySet<string>): number {
  return embedsIn([question, title, body, short].join('\n')).filter(({ key }) => keys.has(key)).length;
}
