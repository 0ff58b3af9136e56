import { measureAt, numberAt, type UnitRead } from '../numbers.js';
import { attached, rounded, word, type Extractor, type Reader } from '../reader.js';
import { perAround } from './per.js';

interface Currency {
  readonly code: string;
  readonly minor: boolean;
}

const symbols: Readonly<Record<string, string>> = {
  '£': 'GBP',
  '€': 'EUR',
  $: 'USD',
  '¥': 'JPY',
  '₹': 'INR',
  '₽': 'RUB',
  '₺': 'TRY',
  '₪': 'ILS',
};
const codes = new Set('gbp eur usd chf jpy sek nok dkk pln czk huf aud cad nzd inr aed sar cny mxn brl zar'.split(' '));

const dollarCountries = ['us', 'a', 'c', 'nz', 'au', 'ca'];

/** What may stand before an amount: signs, codes, and the "US" of "US$". */
export const moneyWords: readonly string[] = [...Object.keys(symbols), ...codes, ...dollarCountries];

/** "£3.95", "3,95 GBP", "EUR 5–10", "20p", "4 dollars a month". */
export const money: Extractor = (reader, index) => {
  const read = measureAt(reader, index, { prefix: prefixAt, suffix: suffixAt, money: true });
  if (read === null) return null;
  const change = changeAfter(reader, read.next, read.spelled && read.low === read.high && !read.unit.minor);
  const low = rounded(change.amount + (read.unit.minor ? read.low / 100 : read.low));
  const high = rounded(change.amount + (read.unitHigh.minor ? read.high / 100 : read.high));
  const { per, next } = perAround(reader, index, change.next);
  return {
    type: 'money',
    key: keyOf(read.unit.code, low, high, per),
    low,
    high,
    unit: read.unit.code,
    per,
    from: index,
    to: next,
  };
};

/** "free of charge", "kostenlos", "no fee": zero in any currency. */
export const free: Extractor = (reader, index) => {
  const phrase = reader.lexicon.phrases.free.at(reader.tokens, index);
  if (phrase === null || reader.lexicon.words.notFree.has(word(reader, index - 1)) || word(reader, index - 1) === '-')
    return null;
  if (
    word(reader, index) === 'free' &&
    phrase.length === 1 &&
    /^(?:to|up|time|plan|trial)$/.test(word(reader, index + 1))
  )
    return null;
  if (reader.lexicon.phrases.charged.endingAt(reader.tokens, index) !== null) return null;
  const properName =
    index > 0 &&
    /^\p{Lu}/u.test(reader.tokens[index]?.text ?? '') &&
    reader.lexicon.lexicon.language === 'en' &&
    phrase.length === 1;
  if (properName && /[,a-z]/.test(word(reader, index - 1).slice(-1)) && !/^[.:!?]$/.test(word(reader, index - 1)))
    return null;
  return {
    type: 'money',
    key: 'money:* 0',
    low: 0,
    high: 0,
    unit: '*',
    per: '',
    from: index,
    to: index + phrase.length,
  };
};

/** "You pay the return postage": more than nothing, without an amount beside it. */
export const charged: Extractor = (reader, index) => {
  const phrase = reader.lexicon.phrases.charged.at(reader.tokens, index);
  if (phrase === null || asks.test(word(reader, index - 1))) return null;
  const to = index + phrase.length;
  for (let at = Math.max(0, index - 3); at < to + 8; at += 1)
    if (numberAt(reader, at) !== null || reader.lexicon.phrases.free.at(reader.tokens, at) !== null) return null;
  return {
    type: 'money',
    key: 'money:* some',
    low: 0.01,
    high: Number.MAX_SAFE_INTEGER,
    unit: '*',
    per: '',
    from: index,
    to,
  };
};

function keyOf(code: string, low: number, high: number, per: string): string {
  return `money:${code} ${low === high ? low : `${low}-${high}`}${per === '' ? '' : `/${per}`}`;
}

// "what you pay", "if you pay" ask or suppose, they do not say that something is paid.
const asks = /^(?:what|how|if|when|was|wie|wenn|que|cuanto|si|combien|wat|hoe|als)$/;

// "one pound fifty", "thirteen euros and forty-five cents"
function changeAfter(reader: Reader, index: number, spelled: boolean): { amount: number; next: number } {
  const none = { amount: 0, next: index };
  if (!spelled) return none;
  const joined = reader.lexicon.words.and.has(word(reader, index)) ? index + 1 : index;
  const number = numberAt(reader, joined);
  if (number === null || !number.spelled || number.value >= 100 || number.value < 1) return none;
  if (reader.lexicon.minor.has(word(reader, number.next))) return { amount: number.value / 100, next: number.next + 1 };
  const alone =
    joined === index &&
    number.value >= 5 &&
    (reader.tokens[number.next]?.stem ?? null) === null &&
    !reader.lexicon.timeUnits.has(word(reader, number.next));
  return alone ? { amount: number.value / 100, next: number.next } : none;
}

function prefixAt(reader: Reader, index: number): UnitRead<Currency> | null {
  const here = word(reader, index);
  const symbol = symbols[here];
  if (symbol !== undefined) return { unit: { code: symbol, minor: false }, next: index + 1 };
  if (codes.has(here)) return { unit: { code: here.toUpperCase(), minor: false }, next: index + 1 };
  if (dollarCountries.includes(here) && word(reader, index + 1) === '$')
    return {
      unit: {
        code:
          here === 'us'
            ? 'USD'
            : here === 'nz'
              ? 'NZD'
              : `${here[0]?.toUpperCase()}${here.startsWith('a') ? 'U' : 'A'}D`,
        minor: false,
      },
      next: index + 2,
    };
  return null;
}

function suffixAt(reader: Reader, index: number): UnitRead<Currency> | null {
  const { currencies, minor } = reader.lexicon;
  const here = word(reader, index);
  const symbol = symbols[here];
  if (symbol !== undefined && !startsNumber(reader, index))
    return { unit: { code: symbol, minor: false }, next: index + 1 };
  if (codes.has(here)) return { unit: { code: here.toUpperCase(), minor: false }, next: index + 1 };
  // Arabic writes "5,000 UK£", as the Unicode locale data have it.
  if ((here === 'uk' && word(reader, index + 1) === '£') || (here === 'us' && word(reader, index + 1) === '$'))
    return { unit: { code: here === 'uk' ? 'GBP' : 'USD', minor: false }, next: index + 2 };
  const major = currencies.get(here);
  if (major !== undefined) return { unit: { code: major, minor: false }, next: index + 1 };
  const small = minor.get(here);
  if (small === undefined || (here === 'p' && !attached(reader, index))) return null;
  return { unit: { code: small, minor: true }, next: index + 1 };
}

// In "5 £10" the sign belongs to the number that follows it.
function startsNumber(reader: Reader, index: number): boolean {
  return reader.tokens[index + 1]?.kind === 'number' && attached(reader, index + 1) && !attached(reader, index);
}
