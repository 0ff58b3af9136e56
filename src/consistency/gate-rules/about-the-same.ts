import { setImmediate as breath } from 'node:timers/promises';
import { type PublishedAnswer, scopeKey, type Snapshot } from '../../knowledge/index.js';
import { filled, type Said } from './said-in.js';
import { type Statement, statementsIn } from './statement.js';
import { findAlike, indexByWords } from './word-index.js';

// A change of a fact that a thousand answers show must be through the gate within the two seconds in which it is to be live. Beyond this many pairs
// the least alike are left to the sweeps.
const mostPairs = 500;
/** Sorted out when so many times the wanted are kept: rarely, and early enough to spare most of the looking up. */
const room = 4;
/** Read before others get their turn: some ten milliseconds' work. */
const answersAtOnce = 200;
const leastAlike = 0.5;

interface Candidate {
  readonly said: Said;
  readonly other: () => Said | null;
  readonly likeness: number;
}

/** Which pairs are looked for, where not all. */
export interface PairsWanted {
  /** How many at most: those that are most alike. */
  readonly most?: number;
  readonly wants?: (said: Said, other: PublishedAnswer) => boolean;
  /** Told of every wanted pair of answers that have such sentences, also where the two are the same word for word. */
  readonly met?: (said: Said, other: PublishedAnswer) => void;
  /** Which of those that are met are pairs, where not all: of two sentences that are both among the changed ones, each is met from the other. */
  readonly pairs?: (said: Said, other: PublishedAnswer) => boolean;
}

/**
 * Pairs of a changed sentence and a published one that have most of their words in common, the most alike first. Looks each sentence's words up in an
 * index of the changed ones alone, so that it costs one pass over what is published, however much that is.
 */
export async function* aboutTheSame(
  changes: readonly Said[],
  published: Snapshot,
  { most = mostPairs, wants = () => true, met = () => undefined, pairs = () => true }: PairsWanted = {},
): AsyncGenerator<readonly [Said, Said]> {
  const index = indexByWords(distinct(changes));
  const candidates = new MostAlike(most);
  let read = 0;
  for (const answer of published.answers.values()) {
    read += 1;
    if (read % answersAtOnce === 0) await breath();
    for (const [locale, text] of answer.texts) {
      const changed = index.get(locale);
      if (!changed) continue;
      for (const statement of statementsIn(text)) {
        findAlike(changed, statement, candidates.least, (said, likeness) => {
          if (isItself(said, answer, statement) || !wants(said, answer)) return;
          met(said, answer);
          if (said.statement.template === statement.template || !pairs(said, answer)) return;
          candidates.add([said.text, statement.template, readersOf(answer)].join('\n'), {
            said,
            likeness,
            other: () => filled(published, answer, locale, statement),
          });
        });
      }
    }
  }
  for (const { said, other } of candidates.take()) {
    const found = other();
    if (found) yield [said, found];
  }
}

function isItself({ answer, statement }: Said, { key }: PublishedAnswer, { form }: Statement): boolean {
  return answer.key === key && statement.form === form;
}

/** Keeps the candidates that are most alike; of equals, those that came first. */
class MostAlike {
  /** What is less alike than this cannot be among them any more. */
  least = leastAlike;
  #kept = new Map<string, Candidate>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(name: string, candidate: Candidate): void {
    if (this.#kept.has(name)) return;
    this.#kept.set(name, candidate);
    if (this.#kept.size < room * this.#most) return;
    const kept = this.#best();
    this.#kept = new Map(kept);
    this.least = kept.at(-1)?.[1].likeness ?? leastAlike;
  }

  take(): readonly Candidate[] {
    return this.#best().map(([, candidate]) => candidate);
  }

  #best(): readonly (readonly [string, Candidate])[] {
    return [...this.#kept].sort(([, a], [, b]) => b.likeness - a.likeness).slice(0, this.#most);
  }
}

/** The same sentence of a thousand answers for the same readers is held against others once; the last of them stands for all. */
function distinct(changes: readonly Said[]): readonly Said[] {
  return [...new Map(changes.map((said) => [nameOf(said), said])).values()];
}

function nameOf({ locale, text, values, answer }: Said): string {
  return [locale, readersOf(answer), text, ...values].join('\n');
}

function readersOf({ audience, scope }: PublishedAnswer): string {
  return `${audience} ${scopeKey(scope)}`;
}
