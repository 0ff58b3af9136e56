import type { CanonicalInput } from '../phrasings.js';
import { stemmerOf } from '../stems.js';
import { type LargeVocabulary, readTexts, type TextTable } from './text-table.js';

/** What a large model is trained on, as numbers. Phrasings stand answer by answer, negative phrasings after all of them. */
export interface Bank {
  readonly locale: string;
  readonly answerKeys: readonly string[];
  readonly texts: TextTable;
  readonly vocabulary: LargeVocabulary;
  /** The phrasings of answer a are the texts `first[a]` up to `first[a + 1]`; the last entry is the number of phrasings. */
  readonly first: Int32Array;
  readonly answerOf: Int32Array;
  /** What it costs when a text's own answer scores too low, and when another scores too high (1 is usual). */
  readonly ownCost: Float32Array;
  readonly otherCost: Float32Array;
  /** Whether calibration may ask a phrasing: a title or body only where there is nothing else. */
  readonly asks: Uint8Array;
}

/** Reads the canonical input, whose phrasings are sorted by answer, in one pass over the texts. */
export function readBank({ locale, phrasings, negatives }: CanonicalInput): Bank {
  const rows = [...phrasings, ...negatives];
  const answerKeys: string[] = [];
  const starts: number[] = [];
  phrasings.forEach(({ answerKey }, t) => {
    if (answerKey === answerKeys.at(-1)) return;
    answerKeys.push(answerKey);
    starts.push(t);
  });
  const numbers = new Map(answerKeys.map((key, at) => [key, at]));
  const answerOf = Int32Array.from(rows, ({ answerKey }) => numbers.get(answerKey) ?? 0);
  const customers = phrasings.some(({ weight }) => weight >= 1);
  const texts = rows.map(({ text }) => text);
  const { table, vocabulary } = readTexts(texts, phrasings.length, stemmerOf(locale));
  return {
    locale,
    answerKeys,
    texts: table,
    vocabulary,
    first: Int32Array.from([...starts, phrasings.length]),
    answerOf,
    ...costs(rows, answerOf, answerKeys.length, phrasings.length),
    asks: Uint8Array.from(phrasings, ({ weight }) => (!customers || weight >= 1 ? 1 : 0)),
  };
}

/** As for few answers: phrasings of an answer that has few cost more, by the square root of the imbalance. */
function costs(
  rows: CanonicalInput['phrasings'],
  answerOf: Int32Array,
  answers: number,
  phrasings: number,
): Pick<Bank, 'ownCost' | 'otherCost'> {
  const mass = new Float64Array(answers);
  let usual = 0;
  for (let t = 0; t < phrasings; t++) {
    const { weight } = rows[t] as { readonly weight: number };
    mass[answerOf[t] as number] = (mass[answerOf[t] as number] as number) + weight;
    usual += weight / answers;
  }
  return {
    ownCost: Float32Array.from(
      rows,
      ({ weight }, t) => weight * Math.sqrt(usual / (mass[answerOf[t] as number] as number)),
    ),
    otherCost: Float32Array.from(rows, ({ weight }) => weight),
  };
}
