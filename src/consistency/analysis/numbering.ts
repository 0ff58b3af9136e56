import type { Analysis, Fact, FactType, Token } from './model.js';
import { forEachUnit } from './units.js';

/** How many keys a numbering may give a number: where a text might take it past that, a new one is begun. */
export const mostKeys: number = 65_536;

/** A word that remembers its number, so that it is looked up once and not in every text. */
export interface Numbered {
  /** What the number belongs to; null while it has none. */
  numbering: Numbering | null;
  number: number;
}

/** Small numbers for the keys of units, so that sentences are compared without looking at letters. */
export class Numbering {
  readonly #numbers = new Map<string, number>();
  readonly #types = new Map<FactType, number>();

  /** Whether so many more keys surely have a number here. */
  hasRoomFor(keys: number): boolean {
    return this.#numbers.size + keys <= mostKeys;
  }

  /** Equal numbers for what counts as equal words, or for values of one type. */
  numbersOf(tokens: readonly Token[], facts: readonly Fact[]): number[] {
    const numbers: number[] = [];
    forEachUnit(tokens, facts, (token, fact) =>
      numbers.push(fact === null ? this.#numberOfWord(token) : this.#numberOfType(fact)),
    );
    // Cut to size, for they are kept with the text.
    return numbers.slice();
  }

  #numberOfWord({ known, stem, folded }: Token): number {
    if (known.numbering === this) return known.number;
    const number = this.#numberOf(stem ?? folded);
    // A numbering for two texts only is not worth remembering, nor keeping.
    if (this === current) {
      known.numbering = this;
      known.number = number;
    }
    return number;
  }

  #numberOfType({ type }: Fact): number {
    const known = this.#types.get(type);
    if (known !== undefined) return known;
    // The mark keeps a kind of value apart from the word for it.
    const number = this.#numberOf(`‹${type}›`);
    this.#types.set(type, number);
    return number;
  }

  #numberOf(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

let current = new Numbering();

/** The numbering for a text of at most so many units. */
export function numberingFor(units: number): Numbering {
  if (!current.hasRoomFor(units)) current = new Numbering();
  return current;
}

/** Two texts read at very different times in one numbering, so that they can be compared. */
export function numberedAlike(a: Analysis, b: Analysis): readonly [Analysis, Analysis] {
  const numbering = new Numbering();
  const renumbered = (analysis: Analysis): Analysis => ({
    ...analysis,
    numbering,
    sentences: analysis.sentences.map((sentence) => ({
      ...sentence,
      keys: numbering.numbersOf(sentence.tokens, sentence.facts),
    })),
  });
  return [renumbered(a), renumbered(b)];
}
