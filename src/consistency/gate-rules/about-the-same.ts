import { setImmediate as breath } from 'node:timers/promises';
import { scopeKey, type Snapshot } from '../../knowledge/index.js';
import { filled, type Said } from './said-in.js';
import { type Statement, statementsIn } from './statement.js';

// A change of a fact that a thousand answers show must be through the gate within the two seconds in which it is to be live. Beyond this many pairs
// the least alike are left to the sweeps.
const mostPairs = 500;
/** Read before others get their turn: some ten milliseconds' work. */
const answersAtOnce = 200;
const leastAlike = 0.5;
const fewestShared = 2;

interface Candidate {
  readonly said: Said;
  readonly other: () => Said | null;
  readonly likeness: number;
}

/**
 * Pairs of a changed sentence and a published one that have most of their words in common, the most alike first. Looks each sentence's words up in an
 * index of the changed ones alone, so that it costs one pass over what is published, however much that is.
 */
export async function* aboutTheSame(
  changes: readonly Said[],
  published: Snapshot,
): AsyncGenerator<readonly [Said, Said]> {
  const index = indexOf(distinct(changes));
  const candidates: Candidate[] = [];
  const seen = new Set<string>();
  let read = 0;
  for (const answer of published.answers.values()) {
    read += 1;
    if (read % answersAtOnce === 0) await breath();
    for (const [locale, text] of answer.texts) {
      const changed = index.get(locale);
      if (!changed) continue;
      for (const statement of statementsIn(text)) {
        for (const [said, likeness] of alike(changed, statement)) {
          const isItself = said.answer.key === answer.key && said.statement.form === statement.form;
          if (isItself || said.statement.template === statement.template) continue;
          const name = `${said.text}\n${statement.template}\n${scopeKey(answer.scope)}`;
          if (seen.has(name)) continue;
          seen.add(name);
          candidates.push({ said, likeness, other: () => filled(published, answer, locale, statement) });
        }
      }
    }
  }
  for (const { said, other } of candidates.sort((a, b) => b.likeness - a.likeness).slice(0, mostPairs)) {
    const found = other();
    if (found) yield [said, found];
  }
}

/** The same sentence of a thousand answers is held against others once. */
function distinct(changes: readonly Said[]): readonly Said[] {
  return [...new Map(changes.map((said) => [nameOf(said), said])).values()];
}

function nameOf({ locale, text, values, answer }: Said): string {
  return [locale, scopeKey(answer.scope), text, ...values].join('\n');
}

/** The changed sentences of one language, and in which of them each word stands. */
interface WordIndex {
  readonly changes: readonly Said[];
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  /** How many words each has in common with the sentence that is looked up; all zero between two of them. */
  readonly shared: Uint16Array;
}

function indexOf(changes: readonly Said[]): ReadonlyMap<string, WordIndex> {
  return new Map(
    [...Map.groupBy(changes, ({ locale }) => locale)].map(([locale, group]) => [locale, indexOfLocale(group)]),
  );
}

function indexOfLocale(changes: readonly Said[]): WordIndex {
  const byWord = new Map<string, number[]>();
  changes.forEach(({ statement }, at) => {
    for (const word of statement.words) {
      const standing = byWord.get(word);
      if (standing) standing.push(at);
      else byWord.set(word, [at]);
    }
  });
  return { changes, byWord, shared: new Uint16Array(changes.length) };
}

/** The least number of words that a sentence of that many must share: were the other made of nothing but these, it would be just alike enough. */
function fewestInCommon(size: number): number {
  return Math.max(fewestShared, Math.ceil((size * leastAlike) / (2 - leastAlike)));
}

/** Counts the words in common with all changed sentences at once: going through them pair by pair took ten times as long. */
function alike({ changes, byWord, shared }: WordIndex, { words }: Statement): readonly (readonly [Said, number])[] {
  const fewest = fewestInCommon(words.size);
  const known = [...words].flatMap((word) => [byWord.get(word) ?? []]).filter((standing) => standing.length > 0);
  if (known.length < fewest) return [];
  // What is alike shares a word even when each leaves out its commonest ones, all but one fewer than it must share (prefix filtering, Chaudhuri et
  // al. 2006): the commonest words bring nobody together, they only count for those who have met.
  const rarestFirst = known.sort((a, b) => a.length - b.length);
  const met: number[] = [];
  rarestFirst.forEach((standing, rank) => {
    const isRare = rank <= known.length - fewest;
    for (const at of standing) {
      if (shared[at] === 0) {
        if (!isRare) continue;
        met.push(at);
      }
      shared[at] = (shared[at] as number) + 1;
    }
  });
  const found: (readonly [Said, number])[] = [];
  for (const at of met) {
    const count = shared[at] as number;
    shared[at] = 0;
    if (count < fewest) continue;
    const said = changes[at] as Said;
    const likeness = (2 * count) / (words.size + said.statement.words.size);
    if (likeness >= leastAlike) found.push([said, likeness]);
  }
  return found;
}
