import type { Sentence, Token, Unit } from '../analysis/model.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import type { Difference } from '../comparison.js';
import type { AlignedSentences, Hunk } from './alignment.js';
import { sameName } from './same-name.js';
import { difference, type Reading, type Rule } from './reading.js';

/** Near-equal sentences in which another proper name stands: another town, firm, site, office or menu. */
export const names: Rule = (reading) => {
  const lexicon = lexiconNamed(reading.a.language);
  if (lexicon === undefined || !reading.sameLanguage) return [];
  return reading.changed.flatMap((pair) => (isNear(pair) ? swapsIn(reading, pair, lexicon) : []));
};

const mostUnits = 6;

// Another name may bring an article or a shorter verb along, but not another sentence.
function isNear({ likeness, hunks, a, b }: AlignedSentences): boolean {
  const changed = Math.max(...[a, b].map(({ keys }, side) => changedUnits(hunks, side) / Math.max(1, keys.length)));
  return hunks.length === 1 ? likeness >= 0.6 : likeness >= 0.8 && changed <= 0.3;
}

function changedUnits(hunks: readonly Hunk[], side: number): number {
  return hunks.reduce((sum, { a, b }) => sum + (side === 0 ? a : b).length, 0);
}

function swapsIn(reading: Reading, pair: AlignedSentences, lexicon: LexiconIndex): Difference[] {
  return pair.hunks.flatMap((hunk) => {
    if (hunk.a.length > mostUnits || hunk.b.length > mostUnits) return [];
    const a = namedBy(hunk.a, pair.a, lexicon);
    const b = namedBy(hunk.b, pair.b, lexicon);
    if (a === null || b === null || a.path !== b.path) return [];
    const elsewhere = mentions(reading.a, b) || mentions(reading.b, a);
    if (elsewhere || sameName(a.words, b.words)) return [];
    return [difference('entity', 0.91, quote(pair.a, a), quote(pair.b, b))];
  });
}

interface Named {
  readonly words: readonly string[];
  /** Steps through menus: "Settings > Billing". */
  readonly path: boolean;
}

// The one name among the changed words, where it surely is one.
function namedBy(units: readonly Unit[], sentence: Sentence, lexicon: LexiconIndex): Named | null {
  const places = units
    .filter(({ fact, token }) => fact === null && isCapitalised(token, lexicon))
    .map(({ token }) => sentence.tokens.indexOf(token));
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined || last - first > 2 * mostUnits) return null;
  const tokens = places.map((index) => sentence.tokens[index] as Token);
  if (isListed(sentence, first, last, units, lexicon) || modifies(units, tokens)) return null;
  const titled = isTitled(sentence, tokens, lexicon);
  const path = sentence.tokens.slice(first, last).some(({ text }) => text === '>');
  const sure =
    tokens.some(({ text }) => /\p{Ll}\p{Lu}/u.test(text)) ||
    (!titled &&
      tokens.some(({ folded }) => !lexicon.words.generic.has(folded)) &&
      (tokens.length > 1 ? first > 0 || path : isBare(sentence, first, lexicon)));
  return sure ? { words: tokens.map(({ folded }) => folded), path } : null;
}

// German writes every noun as others write names.
function isCapitalised({ text, stem, kind }: Token, { lexicon }: LexiconIndex): boolean {
  if (kind !== 'word' || stem === null) return false;
  return lexicon.language === 'de' ? /\p{Ll}\p{Lu}/u.test(text) : /\p{Lu}/u.test(text);
}

// A single word is a name where nothing determines it: "in Istanbul", "Stripe will pay", but not "the Service", "Section K".
function isBare({ tokens }: Sentence, at: number, { words, stopwords }: LexiconIndex): boolean {
  const [before, here] = [tokens[at - 1], tokens[at]];
  if (before === undefined || here === undefined || !/^\p{Lu}\p{Ll}{2}/u.test(here.text)) return false;
  if (before.kind === 'mark') return before.text === ',';
  return stopwords.has(before.folded) && !words.determiners.has(before.folded) && !words.references.has(before.folded);
}

// In a heading every word has a capital.
function isTitled({ tokens }: Sentence, name: readonly Token[], lexicon: LexiconIndex): boolean {
  const content = tokens.filter(
    (token, index) =>
      index > 0 && token.kind === 'word' && token.stem !== null && token.text.length > 2 && !name.includes(token),
  );
  return 2 * content.filter((token) => isCapitalised(token, lexicon)).length >= content.length;
}

// "GitHub customers" are customers: the name is not what the sentence speaks of.
function modifies(units: readonly Unit[], name: readonly Token[]): boolean {
  const last = units.findLastIndex(({ token }) => name.includes(token));
  return units.slice(last + 1).some(({ token, fact }) => fact !== null || token.stem !== null);
}

// Of a list of names one may be left out and another added without a contradiction.
function isListed(
  { tokens }: Sentence,
  first: number,
  last: number,
  changed: readonly Unit[],
  lexicon: LexiconIndex,
): boolean {
  const joins = (index: number) => {
    const text = tokens[index]?.folded ?? '';
    return text === ',' || lexicon.words.and.has(text) || lexicon.words.or.has(text);
  };
  const kept = (index: number) => {
    const token = tokens[index];
    return token !== undefined && isCapitalised(token, lexicon) && !changed.some((unit) => unit.token === token);
  };
  return (joins(first - 1) && kept(first - 2)) || (joins(last + 1) && (kept(last + 2) || joins(last + 2)));
}

function mentions({ stems, plain }: Reading['a'], { words }: Named): boolean {
  return words.some((word) => stems.has(word) || plain.toLowerCase().includes(word));
}

function quote({ text, span }: Sentence, { words }: Named) {
  return { text, span, value: words.join(' ') };
}
