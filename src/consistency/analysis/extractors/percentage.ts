import { measureAt, type UnitRead } from '../numbers.js';
import { word, type Extractor, type Reader } from '../reader.js';
import { perAround } from './per.js';

/** "1.5%", "1,5 Prozent", "half fare". */
export const percentage: Extractor = (reader, index) => {
  const read = measureAt(reader, index, { suffix: percentAt });
  if (read === null) return null;
  const { per, next } = perAround(reader, index, read.next);
  return {
    type: 'percentage',
    key: `percentage:${read.low === read.high ? read.low : `${read.low}-${read.high}`}`,
    low: read.low,
    high: read.high,
    unit: '%',
    per,
    from: index,
    to: next,
  };
};

/** "half price" is fifty per cent, "full fare" a hundred. */
export const half: Extractor = (reader, index) => {
  const here = word(reader, index);
  const share = reader.lexicon.words.half.has(here) ? 50 : reader.lexicon.words.full.has(here) ? 100 : 0;
  if (share === 0) return null;
  const next = reader.tokens[index + 1];
  if (next?.stem !== '§cost' && next?.folded !== 'fare') return null;
  return {
    type: 'percentage',
    key: `percentage:${share}`,
    low: share,
    high: share,
    unit: '%',
    per: '',
    from: index,
    to: index + 1,
  };
};

function percentAt(reader: Reader, index: number): UnitRead<true> | null {
  if (word(reader, index) === '%') return { unit: true, next: index + 1 };
  if (word(reader, index) === 'per' && word(reader, index + 1) === 'cent') return { unit: true, next: index + 2 };
  const phrase = reader.lexicon.phrases.percent.at(reader.tokens, index);
  return phrase === null ? null : { unit: true, next: index + phrase.length };
}
