import { measureAt, numberAt, type UnitRead } from '../numbers.js';
import { attached, rounded, word, type Extractor, type Reader } from '../reader.js';
import { perAround } from './per.js';
import { baseOf } from './units-of-time.js';

const symbols: Readonly<Record<string, readonly [string, number]>> = {
  kg: ['g', 1000],
  g: ['g', 1],
  mg: ['g', 0.001],
  km: ['m', 1000],
  m: ['m', 1],
  cm: ['m', 0.01],
  mm: ['m', 0.001],
  l: ['l', 1],
  ml: ['l', 0.001],
  kb: ['byte', 1e3],
  mb: ['byte', 1e6],
  gb: ['byte', 1e9],
  tb: ['byte', 1e12],
  kwh: ['kwh', 1],
  kw: ['kw', 1],
  w: ['kw', 0.001],
  mile: ['m', 1609.344],
  foot: ['m', 0.3048],
  inch: ['m', 0.0254],
  lb: ['g', 453.592],
};

/** "8 kg", "10 metres", "32 kilograms", "25 MB". */
export const quantity: Extractor = (reader, index) => {
  const read = measureAt(reader, index, { suffix: measureUnitAt });
  if (read === null) return null;
  const low = rounded(read.low * read.unit.factor);
  const high = rounded(read.high * read.unitHigh.factor);
  if (read.unit.base === 'byte' && fileBefore(reader, index)) return found('reference', 'file size', index, read.next);
  const { per, next } = perAround(reader, read.next, read.next);
  return {
    type: 'quantity',
    key: `quantity:${low === high ? low : `${low}-${high}`} ${read.unit.base}`,
    low,
    high,
    unit: read.unit.base,
    per,
    from: index,
    to: next,
  };
};

/** A mixed code such as "P059", "A4" or "8286A". */
export const code: Extractor = (reader, index) => {
  const token = reader.tokens[index];
  if (token === undefined) return null;
  const next = reader.tokens[index + 1];
  if (token.kind === 'word' && /\d/.test(token.text) && /^[A-Z]/.test(token.text))
    return found('code', token.folded, index, index + 1);
  const suffixed =
    token.kind === 'number' && next?.kind === 'word' && attached(reader, index + 1) && /^[A-Z]{1,3}$/.test(next.text);
  return suffixed ? found('code', token.folded + next.folded, index, index + 2) : null;
};

/** A number that only names a place in a document: "Section 5.3", "Form 21-0958", "3." before a sentence. */
export const reference: Extractor = (reader, index) => {
  const token = reader.tokens[index];
  if (token?.kind !== 'number') return null;
  const named = reader.lexicon.words.references.has(word(reader, index - 1)) || word(reader, index - 1) === '#';
  const next = reader.tokens[index + 1];
  const numbered =
    index === 0 &&
    (/^[.)]$/.test(next?.folded ?? '') ||
      (/^\d+\.\d/.test(token.text) && /^[\p{Lu}"]/u.test(next?.text ?? '') && !attached(reader, 1)));
  const bracketed = word(reader, index - 1) === '(' && next?.folded === ')' && token.text.length <= 2;
  if (!named && !numbered && !bracketed) return null;
  let to = index + 1;
  while (to < index + 6 && word(reader, to) === '-' && reader.tokens[to + 1]?.kind === 'number' && attached(reader, to))
    to += 2;
  return found('reference', token.text, index, to);
};

/** "12 books", "two renewals", "twice", or a number without a noun. */
export const count: Extractor = (reader, index) => {
  const times = reader.lexicon.times.get(word(reader, index));
  if (times !== undefined && times > 1) return counted(times, times, '§times', index, index + 1);
  const read = countedRange(reader, index);
  if (read === null) return null;
  const { noun, next } = nounAfter(reader, read.next);
  // "one" and "a" are pronouns and articles more often than numbers.
  if (read.spelled && (noun === '' || (read.high < 2 && reader.lexicon.words.articles.has(word(reader, index)))))
    return null;
  const per = countedBy(reader, next);
  const value = counted(read.low, read.high, noun, index, read.next);
  return per === '' ? value : { ...value, per, key: `${value.key}/${per}` };
};

/** "as many books as you like", "unlimited transfers": more than any number. */
export const unlimited: Extractor = (reader, index) => {
  const phrase = reader.lexicon.phrases.unlimited.at(reader.tokens, index);
  if (phrase === null) return null;
  const next = index + phrase.length;
  const { noun } = nounAfter(reader, next);
  const most = Number.MAX_SAFE_INTEGER;
  return noun === '' ? null : { ...counted(most, most, noun, index, next), key: `count:unlimited ${noun}` };
};

// "(PDF, 472KB)" tells how big a file is, which is no claim of the answer.
function fileBefore(reader: Reader, index: number): boolean {
  return [1, 2, 3].some((back) =>
    /^(?:pdf|csv|xlsx?|docx?|odt|ods|zip|epub|jpg|png|file)$/.test(word(reader, index - back)),
  );
}

function countedRange(reader: Reader, index: number) {
  const one = numberAt(reader, index);
  if (one === null) return null;
  const ranged = measureAt(reader, index, { suffix: unitless });
  return ranged ?? { low: one.value, high: one.value, next: one.next, spelled: one.spelled };
}

function unitless(_reader: Reader, next: number): UnitRead<true> {
  return { unit: true, next };
}

function nounAfter(reader: Reader, index: number): { noun: string; next: number } {
  const nouns: string[] = [];
  let at = word(reader, index) === '-' ? index + 1 : index;
  for (const last = index + 3; at < last; at += 1) {
    const token = reader.tokens[at];
    if (token?.kind !== 'word' || token.stem === null) break;
    // "a new one free of charge": the word belongs to another value.
    if (reader.lexicon.phrases.free.at(reader.tokens, at) !== null) break;
    nouns.push(token.stem);
  }
  return { noun: nouns.join('+'), next: at };
}

// "5 cards a day": a period only, for "2 cards per account" may be said as "2 cards".
function countedBy(reader: Reader, next: number): string {
  const { per } = perAround(reader, next, next);
  return per in baseOf ? per : '';
}

function counted(low: number, high: number, unit: string, from: number, to: number) {
  return {
    type: 'count' as const,
    key: `count:${low === high ? low : `${low}-${high}`} ${unit}`,
    low,
    high,
    unit,
    per: '',
    from,
    to,
  };
}

function found(type: 'code' | 'reference', key: string, from: number, to: number) {
  return { type, key: `${type}:${key}`, low: 0, high: 0, unit: '', per: '', from, to };
}

function measureUnitAt(reader: Reader, at: number): UnitRead<{ base: string; factor: number }> | null {
  const index = word(reader, at) === '-' ? at + 1 : at;
  const here = word(reader, index);
  const name = reader.lexicon.measures.get(here) ?? here;
  const unit = symbols[name];
  if (unit === undefined || (name === here && here.length === 1 && reader.tokens[index]?.text !== here && here !== 'w'))
    return null;
  return { unit: { base: unit[0], factor: unit[1] }, next: index + 1 };
}
