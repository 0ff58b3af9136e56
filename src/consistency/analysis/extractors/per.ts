import { word, type Reader } from '../reader.js';

/** What a value is counted by, read after it ("a month", "/night", "monthly") or just before it ("daily limit: 500"). */
export function perAround(reader: Reader, from: number, next: number): { readonly per: string; readonly next: number } {
  return perAfter(reader, next) ?? { per: perBefore(reader, from), next };
}

function perAfter(reader: Reader, index: number): { per: string; next: number } | null {
  const { lexicon } = reader;
  const here = word(reader, index);
  const frequency = lexicon.frequencies.get(here);
  if (frequency !== undefined) return { per: perKey(frequency[1], frequency[0]), next: index + 1 };
  const slash = here === '/';
  if (!slash && !lexicon.words.per.has(here)) return null;
  const counted = word(reader, index + 1);
  const unit = lexicon.timeUnits.get(counted);
  if (unit !== undefined) return { per: perKey(unit, 1), next: index + 2 };
  const strict = slash || here === lexicon.lexicon.per[0];
  const stem = reader.tokens[index + 1]?.stem ?? null;
  return strict && stem !== null ? { per: stem, next: index + 2 } : null;
}

const clauseEnds = new Set(['.', ';', '!', '?', ',']);

function perBefore(reader: Reader, from: number): string {
  for (let index = from - 1; index >= Math.max(0, from - 4); index -= 1) {
    const here = word(reader, index);
    if (clauseEnds.has(here)) return '';
    const frequency = reader.lexicon.frequencies.get(here);
    if (frequency !== undefined) return perKey(frequency[1], frequency[0]);
  }
  return '';
}

function perKey(unit: string, count: number): string {
  return count === 1 ? unit : `${count} ${unit}`;
}
