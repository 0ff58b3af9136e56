import { fold } from '../analysis/fold.js';
import { isDigit, isLetter } from '../analysis/characters.js';
import type { Comparator, KnownWord, TokenKind } from '../analysis/model.js';
import type { Lexicon, TimeUnit } from './lexicon.js';
import { phraseSet, phraseTable, type PhraseTable } from './phrase-table.js';
import { wordTable } from './word-table.js';

/** A predicate word: which concept it asserts or denies. */
export interface PolarWord {
  readonly concept: string;
  readonly positive: boolean;
}

/** A lexicon made ready for look-up; built once for each language. */
export interface LexiconIndex {
  readonly lexicon: Lexicon;
  readonly stopwords: ReadonlySet<string>;
  readonly numbers: PhraseTable<number>;
  readonly multipliers: ReadonlyMap<string, number>;
  readonly ordinals: ReadonlyMap<string, number>;
  readonly times: ReadonlyMap<string, number>;
  readonly timeUnits: ReadonlyMap<string, TimeUnit>;
  readonly frequencies: ReadonlyMap<string, readonly [number, TimeUnit]>;
  readonly measures: ReadonlyMap<string, string>;
  readonly currencies: ReadonlyMap<string, string>;
  readonly minor: ReadonlyMap<string, string>;
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlyMap<string, number>;
  readonly dayGroups: PhraseTable<number>;
  readonly before: PhraseTable<Comparator>;
  readonly after: PhraseTable<Comparator>;
  readonly scopes: ReadonlyMap<string, string>;
  readonly events: ReadonlyMap<string, string>;
  readonly polar: ReadonlyMap<string, readonly PolarWord[]>;
  readonly opposites: ReadonlySet<string>;
  readonly words: { readonly [list in WordList]: ReadonlySet<string> };
  readonly phrases: { readonly [list in PhraseList]: PhraseTable<true> };
  /** One look-up for all that is known of a word, number or mark as it is written there in a text. */
  wordAt(text: string, start: number, end: number): KnownWord;
  /** What is known of a mail or web address. */
  address(kind: 'email' | 'url', text: string): KnownWord;
}

// biome-ignore format: a list
const wordLists = [
  'articles', 'workingDays', 'working', 'calendar', 'every', 'per', 'notFree', 'half', 'full', 'through', 'between', 'and', 'or', 'clock', 'noon',
  'midnight', 'closed', 'vague', 'phone', 'references', 'clauseWords', 'conditions', 'everyone', 'determiners', 'generic', 'closes', 'bringing', 'eligibility', 'lateNegators', 'finite', 'lightVerbs', 'unstressed', 'askers', 'wasVerbs',
] as const;
const phraseLists = [
  'free',
  'charged',
  'percent',
  'allHours',
  'negators',
  'assured',
  'onlyIf',
  'evenIf',
  'unlimited',
  'anyTime',
  'forbidding',
  'yes',
  'no',
  'must',
  'may',
  'example',
  'past',
  'future',
  'from',
  'until',
  'courtesies',
  'fullAnswer',
  'mayNeed',
  'surelyNeed',
  'endless',
  'someOf',
  'allOf',
  'countedFrom',
  'notUntil',
  'always',
  'only',
] as const;
type WordList = (typeof wordLists)[number];

/** The lists that are looked up at every word, each with its bit in what is known of a word. */
export const listBits = {
  polar: 1,
  scopes: 2,
  clauseWords: 4,
  and: 8,
  or: 16,
  wasVerbs: 32,
  vague: 64,
  unstressed: 128,
  lightVerbs: 256,
} as const;
type PhraseList = (typeof phraseLists)[number];

if (phraseLists.length > 31)
  throw new Error(
    `A lexicon can have 31 lists of phrases, one for each bit of an integer; there are ${phraseLists.length}.`,
  );

/** Compiles a language file. */
export function indexLexicon(lexicon: Lexicon): LexiconIndex {
  const stopwords = new Set(lexicon.stopwords.map(fold));
  const phrases = Object.fromEntries(
    phraseLists.map((list, place) => [list, phraseSet(lexicon[list], 1 << place)]),
  ) as unknown as LexiconIndex['phrases'];
  const words = Object.fromEntries(
    wordLists.map((list) => [list, new Set(lexicon[list].map(fold))]),
  ) as unknown as LexiconIndex['words'];
  const scopes = inverted(lexicon.scopes);
  const polar = polarWords(lexicon);
  const read: WordReading = {
    stemOf: stemmer(lexicon, stopwords),
    beginsOf: beginnings(phrases),
    listsOf: bitsOfLists({ ...words, scopes, polar }),
  };
  return {
    lexicon,
    stopwords,
    numbers: phraseTable(Object.entries(lexicon.numbers)),
    multipliers: folded(Object.entries(lexicon.multipliers)),
    ordinals: folded(Object.entries(lexicon.ordinals)),
    times: folded(Object.entries(lexicon.times)),
    timeUnits: inverted(lexicon.timeUnits) as Map<string, TimeUnit>,
    frequencies: folded(Object.entries(lexicon.frequencies)),
    measures: inverted(lexicon.measures),
    currencies: inverted(lexicon.currencies),
    minor: inverted(lexicon.minor),
    months: numbered(lexicon.months, 1),
    weekdays: numbered(lexicon.weekdays, 0),
    dayGroups: phraseTable(Object.entries(lexicon.dayGroups)),
    before: phraseTable(Object.entries(lexicon.before)),
    after: phraseTable(Object.entries(lexicon.after)),
    scopes,
    events: inverted(lexicon.events),
    polar,
    opposites: oppositePairs(lexicon),
    words,
    phrases,
    wordAt: wordTable((text) => knownWord(kindOf(text), text, read)),
    address: (kind, text) => knownWord(kind, text, read),
  };
}

function beginnings(phrases: LexiconIndex['phrases']): (folded: string) => number {
  const bits = new Map<string, number>();
  phraseLists.forEach((list, place) => {
    for (const word of phrases[list].first) bits.set(word, (bits.get(word) ?? 0) | (1 << place));
  });
  return (folded) => bits.get(folded) ?? 0;
}

function bitsOfLists(lists: Readonly<Record<keyof typeof listBits, { has(word: string): boolean }>>) {
  const names = Object.keys(listBits) as (keyof typeof listBits)[];
  return (folded: string) => names.reduce((bits, name) => (lists[name].has(folded) ? bits | listBits[name] : bits), 0);
}

interface WordReading {
  readonly stemOf: (folded: string) => string | null;
  readonly beginsOf: (folded: string) => number;
  readonly listsOf: (folded: string) => number;
}

function knownWord(kind: TokenKind, text: string, { stemOf, beginsOf, listsOf }: WordReading): KnownWord {
  const folded = kind === 'number' || kind === 'mark' ? text : fold(text);
  return {
    kind,
    text,
    folded,
    stem: kind === 'word' ? stemOf(folded) : null,
    begins: beginsOf(folded),
    lists: listsOf(folded),
    numbering: null,
    number: 0,
    extractors: null,
  };
}

// The tokeniser cuts words from a letter on, numbers from a digit on, and all else one by one.
function kindOf(text: string): TokenKind {
  const code = text.charCodeAt(0);
  if (isLetter(code)) return 'word';
  if (isDigit(code)) return 'number';
  return text === '\n' ? 'break' : 'mark';
}

function stemmer(lexicon: Lexicon, stopwords: ReadonlySet<string>): (folded: string) => string | null {
  const concepts = inverted(lexicon.concepts, '§');
  const endings = lexicon.endings.map(fold);
  return (word) => {
    if (stopwords.has(word)) return null;
    const bare = word
      .replace(/^(?:[dlnsmtjc]|qu)'/, '')
      .replace(/'s?$/, '')
      .replace(/'(?:ll|re|ve|d)$/, '');
    if (bare === '' || stopwords.has(bare)) return null;
    const concept = concepts.get(word) ?? concepts.get(bare);
    if (concept !== undefined) return concept;
    const ending = endings.find((end) => bare.endsWith(end) && bare.length - end.length >= 3);
    return ending === undefined ? bare : bare.slice(0, -ending.length);
  };
}

function folded<Value>(entries: Iterable<readonly [string, Value]>): Map<string, Value> {
  return new Map([...entries].map(([word, value]) => [fold(word), value]));
}

function inverted(lists: Readonly<Record<string, readonly string[]>>, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, list] of Object.entries(lists))
    for (const word of list) if (!found.has(fold(word))) found.set(fold(word), prefix + name);
  return found;
}

function numbered(lists: readonly (readonly string[])[], first: number): Map<string, number> {
  const found = new Map<string, number>();
  lists.forEach((list, index) => {
    for (const word of list) found.set(fold(word), index + first);
  });
  return found;
}

function polarWords(lexicon: Lexicon): Map<string, PolarWord[]> {
  const found = new Map<string, PolarWord[]>();
  const add = (word: string, entry: PolarWord) => found.set(fold(word), [...(found.get(fold(word)) ?? []), entry]);
  for (const [concept, { positive, negative }] of Object.entries(lexicon.polar)) {
    for (const word of positive) add(word, { concept, positive: true });
    for (const word of negative) add(word, { concept, positive: false });
  }
  return found;
}

function oppositePairs(lexicon: Lexicon): Set<string> {
  const found = new Set<string>();
  for (const [one, other] of lexicon.opposites) {
    found.add(`${fold(one)} ${fold(other)}`);
    found.add(`${fold(other)} ${fold(one)}`);
  }
  return found;
}
