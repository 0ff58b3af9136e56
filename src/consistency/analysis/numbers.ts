import { isDigit } from './characters.js';
import { attached, joinsRange, word, type Reader } from './reader.js';

/** A number read from digits or words; `next` is the first token after it. */
export interface ReadNumber {
  readonly value: number;
  readonly next: number;
  readonly spelled: boolean;
}

/** One number or a range of them, from `low` to `high`. */
export interface ReadRange {
  readonly low: number;
  readonly high: number;
  readonly next: number;
  readonly spelled: boolean;
}

/** The value of digits with separators, read by the habits of the language; money never has three decimals. */
export function parseDigits(text: string, decimalComma: boolean, money = false): number {
  if (isWhole(text)) return Number(text);
  const digits = text.replaceAll("'", '');
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  if (comma >= 0 && point >= 0) {
    const decimal = comma > point ? ',' : '.';
    return Number(digits.replaceAll(decimal === ',' ? '.' : ',', '').replace(decimal, '.'));
  }
  const mark = comma >= 0 ? ',' : point >= 0 ? '.' : '';
  if (mark === '') return Number(digits);
  if (digits.indexOf(mark) !== digits.lastIndexOf(mark)) return Number(digits.replaceAll(mark, ''));
  const grouped = digits.length - digits.indexOf(mark) === 4 && digits[0] !== '0' && digits.indexOf(mark) <= 3;
  if (grouped && (money || (mark === ',') !== decimalComma)) return Number(digits.replace(mark, ''));
  return Number(digits.replace(mark, '.'));
}

function isWhole(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

/** Reads "1,200.50", "1 200,50", "twenty-five", "one hundred and five", "1.5 million". */
export function numberAt(reader: Reader, index: number, money = false): ReadNumber | null {
  const token = reader.tokens[index];
  if (token === undefined) return null;
  if (token.kind === 'number') return digitsAt(reader, index, money);
  return token.kind === 'word' ? spelledAt(reader, index) : null;
}

function digitsAt(reader: Reader, index: number, money: boolean): ReadNumber | null {
  const text = word(reader, index);
  if (text.includes(':')) return null;
  const { decimalComma } = reader.lexicon.lexicon;
  let next = index + 1;
  let digits = text;
  if ((decimalComma || money) && /^[1-9]\d{0,2}$/.test(text)) {
    while (next < index + 5 && gapOfOne(reader, next) && /^\d{3}(?:,\d{1,2})?$/.test(word(reader, next))) {
      digits += word(reader, next);
      next += 1;
    }
  }
  const value = parseDigits(digits, decimalComma, money);
  if (!Number.isFinite(value)) return null;
  const multiplier = reader.lexicon.multipliers.get(word(reader, next));
  if (multiplier !== undefined && multiplier >= 1000)
    return { value: value * multiplier, next: next + 1, spelled: false };
  if (word(reader, next) === 'k' && attached(reader, next))
    return { value: value * 1000, next: next + 1, spelled: false };
  return { value, next, spelled: false };
}

function gapOfOne(reader: Reader, index: number): boolean {
  const token = reader.tokens[index];
  return token?.kind === 'number' && token.start - (reader.tokens[index - 1]?.end ?? 0) === 1;
}

function spelledAt(reader: Reader, index: number): ReadNumber | null {
  const first = reader.lexicon.numbers.at(reader.tokens, index);
  if (first === null) return halfAt(reader, index);
  let value = first.meaning;
  let next = index + first.length;
  const hyphenated = word(reader, next) === '-' && value >= 20 && value % 10 === 0 && value < 100;
  const ones = hyphenated ? reader.lexicon.numbers.at(reader.tokens, next + 1) : null;
  if (ones !== null && ones.meaning < 10) {
    value += ones.meaning;
    next += 1 + ones.length;
  }
  return decimals(reader, multiplied(reader, value, next));
}

// "one point seven five"
function decimals(reader: Reader, read: ReadNumber): ReadNumber {
  if (word(reader, read.next) !== reader.lexicon.lexicon.decimalWord) return read;
  let digits = '';
  let next = read.next + 1;
  while (digits.length < 4) {
    const digit = reader.lexicon.numbers.at(reader.tokens, next);
    if (digit === null || digit.meaning > 9) break;
    digits += digit.meaning;
    next += digit.length;
  }
  return digits === '' ? read : { value: Number(`${read.value}.${digits}`), next, spelled: true };
}

// "half a per cent", "half an hour"
function halfAt(reader: Reader, index: number): ReadNumber | null {
  const { half, articles } = reader.lexicon.words;
  return half.has(word(reader, index)) && articles.has(word(reader, index + 1))
    ? { value: 0.5, next: index + 2, spelled: true }
    : null;
}

function multiplied(reader: Reader, start: number, index: number): ReadNumber {
  let value = start;
  let next = index;
  for (let step = 0; step < 4; step += 1) {
    const multiplier = reader.lexicon.multipliers.get(word(reader, next));
    if (multiplier === undefined) break;
    value *= multiplier;
    next += 1;
    const joined = word(reader, next) === reader.lexicon.lexicon.numberJoin ? next + 1 : next;
    const rest = reader.lexicon.numbers.at(reader.tokens, joined);
    if (rest === null || rest.meaning >= multiplier) break;
    value += rest.meaning;
    next = joined + rest.length;
  }
  return { value, next, spelled: true };
}

/** Where a unit stands after (or before) a number. */
export interface UnitRead<Unit> {
  readonly unit: Unit;
  readonly next: number;
}

/** How the unit of a measure is read before or after a number. */
export interface Measure<Unit> {
  readonly prefix?: (reader: Reader, index: number) => UnitRead<Unit> | null;
  readonly suffix: (reader: Reader, index: number) => UnitRead<Unit> | null;
  readonly money?: boolean;
}

/** A number, range or list ("1, 2 or 3") with its unit, which may be written once or at each number. */
export function measureAt<Unit>(
  reader: Reader,
  index: number,
  read: Measure<Unit>,
): (ReadRange & { readonly unit: Unit; readonly unitHigh: Unit }) | null {
  const one = oneMeasure(reader, index, read);
  if (one === null) return null;
  let last = one;
  let unit = one.unit;
  for (let step = 0; step < 4; step += 1) {
    if (!continues(reader, last, index, step > 0)) break;
    const other = oneMeasure(reader, last.next + 1, read);
    if (other === null || (other.unit === null && unit === null && !isList(reader, last.next))) break;
    if (isList(reader, last.next) ? other.value !== last.value + 1 : other.value <= last.value && other.unit === unit)
      break;
    unit ??= other.unit;
    last = other;
    if (last.unit !== null && one.unit === null) break;
  }
  const unitHigh = last.unit ?? unit;
  if (unit === null || unitHigh === null) return null;
  return { low: one.value, high: last.value, unit, unitHigh, next: last.next, spelled: one.spelled };
}

function oneMeasure<Unit>(reader: Reader, index: number, read: Measure<Unit>) {
  const prefix = read.prefix?.(reader, index) ?? null;
  const number = numberAt(reader, prefix?.next ?? index, read.money);
  if (number === null) return null;
  const suffix = prefix === null ? read.suffix(reader, number.next) : null;
  return {
    value: number.value,
    spelled: number.spelled,
    next: suffix?.next ?? number.next,
    unit: prefix?.unit ?? suffix?.unit ?? null,
  };
}

function isList(reader: Reader, index: number): boolean {
  return word(reader, index) === ',' || reader.lexicon.words.or.has(word(reader, index));
}

function continues(reader: Reader, last: { next: number; unit: unknown }, start: number, inList: boolean): boolean {
  if (isList(reader, last.next)) return last.unit === null;
  return !inList && joinsRange(reader, last.next, start);
}
