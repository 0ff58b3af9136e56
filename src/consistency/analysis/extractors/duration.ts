import { measureAt, numberAt } from '../numbers.js';
import { rounded, word, type Extractor, type Reader } from '../reader.js';
import { perAround } from './per.js';
import { baseOf, durationUnitAt, type DurationUnit } from './units-of-time.js';

/** "3 to 5 working days", "48h", "two weeks", "a month", "2-year". */
export const duration: Extractor = (reader, index) => {
  const read = measureAt(reader, index, { suffix: durationUnitAt });
  if (read === null) return ofOne(reader, index);
  const { base, factor } = baseOf[read.unit.time];
  const other = baseOf[read.unitHigh.time];
  if (other.base !== base) return null;
  const days = read.unitHigh.days === 'any' ? read.unit.days : read.unitHigh.days;
  const unit = unitName(base, days);
  const low = rounded(
    read.low * (read.low === read.high ? other.factor : read.unit === read.unitHigh ? other.factor : factor),
  );
  const high = rounded(read.high * other.factor);
  const { per, next } = perAround(reader, read.next, read.next);
  return { type: 'duration', key: keyOf(low, high, unit), low, high, unit, per, from: index, to: next };
};

/** "weekly", "every two weeks", "once a month", "every 24 hours". */
export const frequency: Extractor = (reader, index) => {
  const { lexicon } = reader;
  const adverb = lexicon.frequencies.get(word(reader, index));
  if (adverb !== undefined) return found(index, index + 1, adverb[0], adverb[1]);
  const once = lexicon.times.get(word(reader, index)) === 1 ? index + 1 : index;
  if (lexicon.words.every.has(word(reader, once))) {
    const unit = durationUnitAt(reader, once + 1);
    if (unit !== null && unit.unit.days === 'any') return found(index, unit.next, 1, unit.unit.time);
    const number = numberAt(reader, once + 1);
    const counted = number === null ? null : durationUnitAt(reader, number.next);
    if (number !== null && counted !== null) return found(index, counted.next, number.value, counted.unit.time);
  }
  if (once > index && lexicon.words.per.has(word(reader, once))) {
    const unit = durationUnitAt(reader, once + 1);
    if (unit !== null) return found(index, unit.next, 1, unit.unit.time);
  }
  return null;
};

function found(from: number, to: number, count: number, time: DurationUnit['time']) {
  const { base, factor } = baseOf[time];
  const low = rounded(count * factor);
  return { type: 'frequency' as const, key: `frequency:${low} ${base}`, low, high: low, unit: base, per: '', from, to };
}

function ofOne(reader: Reader, index: number) {
  if (!reader.lexicon.words.articles.has(word(reader, index))) return null;
  const unit = durationUnitAt(reader, index + 1);
  // "£5 a month" counts by the month; only "within a month" lasts one.
  if (unit === null || reader.lexicon.before.endingAt(reader.tokens, index - 1) === null) return null;
  const { base, factor } = baseOf[unit.unit.time];
  const name = unitName(base, unit.unit.days);
  return {
    type: 'duration' as const,
    key: keyOf(factor, factor, name),
    low: factor,
    high: factor,
    unit: name,
    per: '',
    from: index,
    to: unit.next,
  };
}

function unitName(base: 'minute' | 'day' | 'month', days: DurationUnit['days']): string {
  if (base !== 'day') return base;
  return days === 'working' ? 'workday' : days === 'calendar' ? 'calendar-day' : 'day';
}

function keyOf(low: number, high: number, unit: string): string {
  return `duration:${low === high ? low : `${low}-${high}`} ${unit}`;
}
