import type { Fact, Unit } from '../analysis/model.js';
import { fold } from '../analysis/fold.js';
import { unitsOf } from '../analysis/units.js';
import type { Difference } from '../comparison.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import type { AlignedSentences, Hunk } from './alignment.js';
import { difference, type Reading, type Rule } from './reading.js';

/** Near-equal sentences that differ in one telling word: a negation, two opposites, must for may, "only", a name. */
export const wording: Rule = (reading) => {
  const lexicon = lexiconNamed(reading.a.language);
  if (lexicon === undefined || !reading.sameLanguage) return [];
  return reading.changed.flatMap((pair) => (pair.likeness >= 0.6 ? differencesOf(reading, pair, lexicon) : []));
};

function differencesOf(_reading: Reading, pair: AlignedSentences, lexicon: LexiconIndex): Difference[] {
  const found: Difference[] = [];
  const quote = (side: 'a' | 'b', value: string) => ({ text: pair[side].text, span: pair[side].span, value });
  const say = (kind: string, confidence: number, a: string, b: string) =>
    found.push(difference(kind, confidence, quote('a', a), quote('b', b)));
  const negated = (side: 'a' | 'b') => negationsIn(pair[side], lexicon);
  const simple = () => pair.hunks.length <= 3 && pair.likeness >= 0.7 && !conditionDiffers(pair);
  if (negated('a') + negated('b') === 1 && !isBounded(pair) && onlyNegationDiffers(pair, lexicon))
    say('polarity', simple() ? 0.93 : 0.7, polarityWord(negated('a')), polarityWord(negated('b')));
  const begins = pair.a.begins | pair.b.begins;
  const mayAllow = lexicon.phrases.may.mayBegin(begins);
  const mayFree = lexicon.phrases.anyTime.mayBegin(begins);
  for (const hunk of pair.hunks) {
    const opposite = oppositeIn(hunk, lexicon);
    if (opposite !== null && !factBeside(hunk)) say('opposite', simple() ? 0.92 : 0.7, opposite[0], opposite[1]);
    const modality = mayAllow ? modalityIn(hunk, lexicon) : null;
    if (modality !== null) say('modality', onlyModality(pair) ? 0.91 : 0.6, modality[0], modality[1]);
    if (pair.likeness >= 0.7 && bareOnly(hunk) && onlyIn(hunk.a, lexicon) !== onlyIn(hunk.b, lexicon))
      say('only', 0.6, String(onlyIn(hunk.a, lexicon)), String(onlyIn(hunk.b, lexicon)));
    const freed = mayFree ? deadlineFreed(hunk, lexicon) : null;
    if (freed !== null) say('duration', pair.hunks.length === 1 ? 0.91 : 0.6, freed[0], freed[1]);
    const names = namesIn(hunk, pair);
    if (names !== null && pair.likeness >= 0.7) say('entity', 0.6, names[0], names[1]);
  }
  return found;
}

// "… unless it is cancelled" on one side only may make both true.
function conditionDiffers({ a, b }: AlignedSentences): boolean {
  const conditions = ({ tokens }: AlignedSentences['a']) =>
    tokens.filter(({ folded }) =>
      /^(?:if|unless|except|wenn|falls|ausser|si|salvo|excepto|sauf|als|tenzij)$/.test(folded),
    ).length;
  return conditions(a) !== conditions(b);
}

function isBounded({ factPairs }: AlignedSentences): boolean {
  return factPairs.some(([one, other]) => one.comparator !== other.comparator && exceeds(one) !== exceeds(other));
}

function exceeds({ comparator }: Fact): boolean {
  return comparator === 'more-than' || comparator === 'less-than';
}

function negationsIn(sentence: AlignedSentences['a'], { lexicon, phrases, before }: LexiconIndex): number {
  if (!phrases.negators.mayBegin(sentence.begins)) return 0;
  const tokens = unitsOf(sentence)
    .filter(({ fact }) => fact === null)
    .map(({ token }) => token);
  const count = tokens.filter(
    (_, index) => phrases.negators.at(tokens, index) !== null && before.at(tokens, index) === null,
  ).length;
  return lexicon.language === 'fr' ? Math.min(count, 1) : count;
}

function polarityWord(negations: number): string {
  return negations % 2 === 0 ? 'yes' : 'no';
}

// The negation comes or goes alone: "not available" against "unavailable" changes the predicate too and is left to
// the assertions, and a dropped "without delay" or "not the parts that work" is only missing.
function onlyNegationDiffers({ a, b, hunks }: AlignedSentences, lexicon: LexiconIndex): boolean {
  const negators = new Set(lexicon.lexicon.negators.map(fold));
  const negates = ({ token }: Unit) => negators.has(token.folded);
  const content = (units: readonly Unit[]) =>
    units.filter((unit) => (unit.fact !== null || unit.token.stem !== null) && !negates(unit));
  const changed = hunks.filter((hunk) => [...hunk.a, ...hunk.b].some(negates));
  if (changed.some((hunk) => [...hunk.a, ...hunk.b].some(({ fact }) => fact?.key === 'money:* 0'))) return false;
  // "Not with a debit card" is half of an answer, not a statement.
  if (
    changed.some((hunk) =>
      [...hunk.a, ...hunk.b].some(
        (unit) =>
          negates(unit) &&
          (unit.token === a.tokens[0] || unit.token === b.tokens[0]) &&
          unit.token.folded === lexicon.lexicon.negators[0],
      ),
    )
  )
    return false;
  return changed.every((hunk) => {
    const [denying, other] = hunk.a.some(negates)
      ? [content(hunk.a), content(hunk.b)]
      : [content(hunk.b), content(hunk.a)];
    return (
      denying.length === 0 &&
      other.length <= 1 &&
      !other.some(({ token }) => lexicon.polar.get(token.folded)?.some(({ positive }) => !positive))
    );
  });
}

function oppositeIn(hunk: Hunk, { opposites }: LexiconIndex): readonly [string, string] | null {
  if (hunk.a.length > 4 || hunk.b.length > 4) return null;
  for (const one of hunk.a) {
    for (const other of hunk.b)
      if (opposites.has(`${one.token.folded} ${other.token.folded}`)) return [one.token.folded, other.token.folded];
  }
  return null;
}

function factBeside(hunk: Hunk): boolean {
  return hunk.a.some(({ fact }) => fact !== null) || hunk.b.some(({ fact }) => fact !== null);
}

function modalityIn(hunk: Hunk, { phrases }: LexiconIndex): readonly [string, string] | null {
  const [a, b] = [hunk.a.map(({ token }) => token), hunk.b.map(({ token }) => token)];
  if (a.length > 4 || b.length > 4 || a.length === 0 || b.length === 0) return null;
  const said = (table: typeof phrases.must) => (tokens: typeof a) =>
    tokens.some((_, index) => table.at(tokens, index) !== null);
  const [must, may, sure] = [said(phrases.must), said(phrases.may), said(phrases.assured)];
  if (must(a) && may(b) && !may(a)) return ['must', 'may'];
  if (sure(a) && may(b) && !may(a) && !sure(b)) return ['will', 'may'];
  if (may(a) && sure(b) && !may(b) && !sure(a)) return ['may', 'will'];
  return may(a) && must(b) && !may(b) ? ['may', 'must'] : null;
}

// Nothing but the modal verb differs. A rough term is no surer for "will", and a question states nothing.
function onlyModality({ a, b, hunks }: AlignedSentences): boolean {
  const rough = [...a.facts, ...b.facts].some(({ comparator, vague, type }) =>
    type === 'duration' ? true : vague || comparator === 'about',
  );
  const functional = hunks.every((hunk) => [...hunk.a, ...hunk.b].every(({ token }) => token.stem === null));
  const possible = [a, b].some(({ tokens }) => tokens.some(({ folded }) => folded === 'can' || folded === 'could'));
  return hunks.length === 1 && functional && !rough && !possible && a.tokens.at(-1)?.text !== '?';
}

// "Within 30 days of purchase" against "at any time".
function deadlineFreed(hunk: Hunk, { phrases }: LexiconIndex): readonly [string, string] | null {
  const deadline = (units: readonly Unit[]) =>
    units.find(({ fact }) => fact?.type === 'duration' && fact.comparator === 'at-most')?.fact?.key ?? null;
  const free = (units: readonly Unit[]) => {
    const tokens = units.map(({ token }) => token);
    return tokens.some((_, index) => phrases.anyTime.at(tokens, index) !== null) ? 'any time' : null;
  };
  const [boundA, boundB, freeA, freeB] = [deadline(hunk.a), deadline(hunk.b), free(hunk.a), free(hunk.b)];
  if (boundA !== null && boundB === null && freeB !== null) return [boundA, freeB];
  return boundB !== null && boundA === null && freeA !== null ? [freeA, boundB] : null;
}

function onlyIn(units: readonly Unit[], { phrases }: LexiconIndex): boolean {
  return units.some(({ token }) => phrases.only.has(token.folded));
}

// "only" as a clause of its own says something further, not less.
function bareOnly({ a, b }: Hunk): boolean {
  return a.length + b.length <= 3;
}

// The first word of a sentence has a capital without being a name.
function namesIn(hunk: Hunk, { a: left, b: right }: AlignedSentences): readonly [string, string] | null {
  if (hunk.a.length === 0 || hunk.b.length === 0 || hunk.a.length > 4 || hunk.b.length > 4) return null;
  const name = (units: readonly Unit[]) =>
    units
      .filter(
        ({ token, fact }) =>
          fact === null &&
          /^\p{Lu}/u.test(token.text) &&
          token.stem !== null &&
          token !== left.tokens[0] &&
          token !== right.tokens[0],
      )
      .map(({ token }) => token.folded);
  const [a, b] = [name(hunk.a), name(hunk.b)];
  return a.length > 0 && b.length > 0 && !a.some((word) => b.includes(word)) ? [a.join(' '), b.join(' ')] : null;
}
