import type { LexiconIndex } from '../../lexicon/lexicon-index.js';
import type { KnownWord, Token } from '../model.js';
import type { Extractor } from '../reader.js';
import { address, phone } from './contact.js';
import { code, count, quantity, reference, unlimited } from './count.js';
import { date, dayOfMonth, year } from './date.js';
import { duration, frequency } from './duration.js';
import { hours, time } from './hours.js';
import { charged, free, money, moneyWords } from './money.js';
import { half, percentage } from './percentage.js';

/** A kind of fact with what it can begin with besides digits. */
interface Kind {
  readonly extract: Extractor;
  /** Words and signs. */
  readonly begins?: (lexicon: LexiconIndex) => Iterable<string>;
  /** Whether it may begin with a number in digits. */
  readonly digits?: true;
}

const spelled = ({ numbers, words }: LexiconIndex) => [...numbers.first, ...words.half];

/** Every kind of fact, the more specific before the more general: the first that fits takes the tokens. */
const kinds: readonly Kind[] = [
  { extract: address },
  { extract: phone, digits: true, begins: () => ['+', '('] },
  { extract: date, digits: true, begins: ({ months }) => months.keys() },
  { extract: dayOfMonth, digits: true, begins: ({ ordinals }) => ordinals.keys() },
  { extract: hours, digits: true, begins: hoursWords },
  { extract: money, digits: true, begins: (lexicon) => [...moneyWords, ...spelled(lexicon)] },
  { extract: percentage, digits: true, begins: spelled },
  { extract: half, begins: ({ words }) => [...words.half, ...words.full] },
  {
    extract: frequency,
    begins: ({ frequencies, times, words }) => [...frequencies.keys(), ...times.keys(), ...words.every],
  },
  { extract: time, digits: true, begins: ({ words }) => [...words.noon, ...words.midnight] },
  { extract: duration, digits: true, begins: (lexicon) => [...spelled(lexicon), ...lexicon.words.articles] },
  { extract: quantity, digits: true, begins: spelled },
  { extract: reference, digits: true },
  { extract: code, digits: true },
  { extract: year, digits: true },
  { extract: charged, digits: true, begins: ({ phrases }) => phrases.charged.first },
  { extract: free, digits: true, begins: ({ phrases }) => phrases.free.first },
  { extract: unlimited, digits: true, begins: ({ phrases }) => phrases.unlimited.first },
  { extract: count, digits: true, begins: (lexicon) => [...lexicon.times.keys(), ...spelled(lexicon)] },
];

/** The extractors that may find a fact at the token, in their order: none for most words, so that only values cost time. */
export function extractorsAt({ known }: Token, lexicon: LexiconIndex): readonly Extractor[] {
  known.extractors ??= extractorsOf(known, lexicon);
  return known.extractors;
}

function extractorsOf({ kind, text, folded }: KnownWord, lexicon: LexiconIndex): readonly Extractor[] {
  if (kind === 'number') return ofDigits;
  if (kind === 'email' || kind === 'url') return ofAddress;
  const listed = beginningsOf(lexicon).get(folded) ?? none;
  return mayBeCode.test(text) ? withCode(listed) : listed;
}

const none: readonly Extractor[] = [];
const ofAddress: readonly Extractor[] = [address];
const ofDigits = kinds.filter(({ digits }) => digits).map(({ extract }) => extract);
const order = kinds.map(({ extract }) => extract);
const mayBeCode = /^[A-Z].*\d/;

function hoursWords({ phrases, dayGroups, weekdays, words }: LexiconIndex): string[] {
  const times = [...words.between, ...words.noon, ...words.midnight, ...words.closed];
  return [...phrases.allHours.first, ...dayGroups.first, ...weekdays.keys(), ...times];
}

function withCode(listed: readonly Extractor[]): readonly Extractor[] {
  return listed.length === 0 ? [code] : order.filter((extract) => extract === code || listed.includes(extract));
}

const beginnings = new WeakMap<LexiconIndex, ReadonlyMap<string, readonly Extractor[]>>();

function beginningsOf(lexicon: LexiconIndex): ReadonlyMap<string, readonly Extractor[]> {
  const known = beginnings.get(lexicon);
  if (known !== undefined) return known;
  const found = new Map<string, Extractor[]>();
  for (const { extract, begins } of kinds)
    for (const word of new Set(begins?.(lexicon))) found.set(word, [...(found.get(word) ?? []), extract]);
  beginnings.set(lexicon, found);
  return found;
}
