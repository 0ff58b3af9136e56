import { compare, type Comparison } from '../../src/consistency/compare.js';
import { mutationsOf } from './mutations.js';

/** Two versions of a text of which nobody has said what they are. */
export interface UnlabelledPair {
  readonly canonical: string;
  readonly observed: string;
}

/** How many were looked at, how many were not as they must be, and examples of those. */
export interface Count {
  readonly whole: number;
  readonly part: number;
  readonly examples: readonly string[];
}

/** Other ways to write a text down, after which it says the same. */
const formats: Readonly<Record<string, (text: string) => string>> = {
  'doubled blanks': (text) => text.replaceAll(' ', '  '),
  'non-breaking blanks': (text) => text.replaceAll(' ', ' '),
  'typographic apostrophes': (text) => text.replaceAll(/(?<=\p{L})'(?=\p{L})/gu, '’'),
  'a paragraph of HTML': (text) => `<p>${text}</p>`,
  'an emoji at the end': (text) => `${text} 🙂`,
};

/** A text contradicts itself, or differs from itself. */
export function selfViolations(pairs: readonly UnlabelledPair[]): Count {
  return count(pairs, ({ canonical }) => {
    // One blank more keeps the texts from being equal before they are read.
    const { verdict } = compare({ canonical, observed: `${canonical} ` });
    return verdict === 'same' ? null : `${verdict}: ${canonical}`;
  });
}

/** The verdict changes with the way in which one text is written down. */
export function formatViolations(pairs: readonly UnlabelledPair[]): Count {
  return count(pairs, ({ canonical, observed }) => {
    const before = compare({ canonical, observed });
    for (const [name, written] of Object.entries(formats)) {
      const after = compare({ canonical, observed: written(observed) });
      if (said(after) !== said(before))
        return `${name}: ${said(before)} became ${said(after)}: ${canonical} | ${observed}`;
    }
    return null;
  });
}

/** There is an alarm in one direction only. */
export function symmetryViolations(pairs: readonly UnlabelledPair[]): Count {
  return count(pairs, ({ canonical, observed }) => {
    const [there, back] = [compare({ canonical, observed }), compare({ canonical: observed, observed: canonical })];
    return (there.tier === 'alert') === (back.tier === 'alert')
      ? null
      : `${said(there)}, back ${said(back)}: ${canonical} | ${observed}`;
  });
}

/** Of each kind of fact said wrongly, how many were not flagged as a contradiction. */
export function missedMutations(texts: readonly string[]): ReadonlyMap<string, Count> {
  const found = new Map<string, { whole: number; part: number; examples: string[] }>();
  texts.forEach((canonical, index) => {
    for (const { kind, text } of mutationsOf(canonical, index)) {
      const entry = found.get(kind) ?? { whole: 0, part: 0, examples: [] };
      found.set(kind, entry);
      entry.whole += 1;
      if (compare({ canonical, observed: text }).verdict === 'contradicts') continue;
      entry.part += 1;
      entry.examples.push(`${kind}: ${canonical} | ${text}`);
    }
  });
  return found;
}

function count(pairs: readonly UnlabelledPair[], wrong: (pair: UnlabelledPair) => string | null): Count {
  const examples = pairs.flatMap((pair) => wrong(pair) ?? []);
  return { whole: pairs.length, part: examples.length, examples };
}

function said({ verdict, tier }: Comparison): string {
  return `${verdict}${tier === null ? '' : ` ${tier}`}`;
}
