import type { Assertion, Fact, StatementScope, Token } from './model.js';
import type { PlainText } from './plain-text.js';
import { isListed, mayHave, word, type Reader } from './reader.js';

/** Where a sentence stands and what is known of it already. */
export interface AssertionPlace {
  readonly facts: readonly Fact[];
  readonly sentence: number;
  readonly plain: PlainText;
  readonly scopeOf: (from: number, to: number) => StatementScope;
}

/** The yes-or-no statements of a sentence: "cats are not allowed", "you must be 18", "a visa is required". A question states nothing. */
export function assertionsIn(reader: Reader, place: AssertionPlace): Assertion[] {
  if (reader.tokens.at(-1)?.folded === '?') return [];
  const found: Assertion[] = [];
  for (const clause of clausesOf(reader).slice(0, 12)) {
    const signs = polarSigns(reader, clause);
    const negated = countNegations(reader, clause, place.facts, signs.size === 0) % 2 === 1;
    if (forbids(reader, clause) && negated) {
      signs.delete('need');
      signs.set('can', true);
    }
    if (
      signs.size === 0 &&
      clause[0] === 0 &&
      isStatement(reader) &&
      reader.lexicon.phrases.negators.at(reader.tokens, 0) === null
    )
      signs.set('', true);
    const supposed = isSupposed(reader, clause);
    for (const [concept, positive] of signs)
      found.push(assertion(reader, clause, { concept, positive: positive !== negated, supposed }, place));
  }
  return found.filter(({ stems }) => stems.size > 0).slice(0, 12);
}

// A title or an item of a list names something; without a predicate word it says nothing of it.
function isStatement(reader: Reader): boolean {
  return /^[.!…]$/.test(reader.tokens.at(-1)?.folded ?? '') || reader.lexicon.words.finite.has(word(reader, 0));
}

// "If the app does not accept the card" does not say that it refuses the card.
function isSupposed(reader: Reader, [start]: readonly [number, number]): boolean {
  const { conditions } = reader.lexicon.words;
  return conditions.has(word(reader, start)) || conditions.has(word(reader, start - 1));
}

// "Must not be left alone" says that they may not be.
function forbids(reader: Reader, [start, end]: readonly [number, number]): boolean {
  if (!reader.lexicon.phrases.forbidding.mayBegin(reader.begins)) return false;
  for (let index = start; index < end; index += 1)
    if (reader.lexicon.phrases.forbidding.at(reader.tokens, index) !== null) return true;
  return false;
}

function polarSigns(reader: Reader, [start, end]: readonly [number, number]): Map<string, boolean> {
  const signs = new Map<string, boolean>();
  // "Bring your passport" says that it is needed.
  if (start === 0 && reader.lexicon.words.bringing.has(word(reader, start))) signs.set('bring', true);
  if (!mayHave(reader, 'polar')) return signs;
  for (let index = start; index < end; index += 1) {
    if (!isListed(reader.tokens[index] as Token, 'polar')) continue;
    const said = reader.lexicon.polar.get(word(reader, index));
    if (said === undefined || isAttribute(reader, index, end)) continue;
    for (const { concept, positive } of said) signs.set(concept, positive);
  }
  return signs;
}

// "prohibited uses" names the uses, "uses are prohibited" says something of them.
function isAttribute(reader: Reader, index: number, end: number): boolean {
  const next = index + 1 < end ? reader.tokens[index + 1] : undefined;
  return (
    next?.kind === 'word' &&
    next.stem !== null &&
    word(reader, index).length > 4 &&
    reader.lexicon.lexicon.adjectiveEndings.some((ending) => word(reader, index).endsWith(ending))
  );
}

function assertion(
  reader: Reader,
  [start, end]: readonly [number, number],
  said: { concept: string; positive: boolean; supposed: boolean },
  place: AssertionPlace,
): Assertion {
  const { phrases, polar } = reader.lexicon;
  const stems = new Set<string>();
  const frame: string[] = [];
  let only = false;
  for (let index = start; index < end; index += 1) {
    const token = reader.tokens[index];
    if (token === undefined || token.kind === 'mark') continue;
    only ||= phrases.only.mayBegin(token.begins) && phrases.only.has(token.folded);
    const negator = phrases.negators.at(reader.tokens, index);
    if (negator !== null) {
      index += negator.length - 1;
      continue;
    }
    if (isListed(token, 'polar') && polar.get(token.folded)?.some(({ concept }) => concept === said.concept)) continue;
    if (!isListed(token, 'unstressed')) frame.push(token.stem ?? token.folded);
    if (isListed(token, 'lightVerbs')) continue;
    if (token.stem !== null && !isInFact(place.facts, index)) stems.add(token.stem);
  }
  const from = reader.tokens[start]?.start ?? 0;
  const to = reader.tokens[end - 1]?.end ?? from;
  const { plain, sentence } = place;
  return {
    concept: said.concept,
    positive: said.positive,
    supposed: said.supposed,
    only,
    stems,
    frame: frame.join(' '),
    sentence,
    from: start,
    to: end,
    span: plain.spanOf(from, to),
    text: plain.text.slice(from, to),
    scope: place.scopeOf(start, end),
  };
}

function isInFact(facts: readonly Fact[], index: number): boolean {
  for (const { from, to } of facts) if (index >= from && index < to) return true;
  return false;
}

function countNegations(
  reader: Reader,
  [start, end]: readonly [number, number],
  facts: readonly Fact[],
  plain: boolean,
): number {
  if (!reader.lexicon.phrases.negators.mayBegin(reader.begins)) return 0;
  let negations = 0;
  let denied = start;
  for (let index = start; index < end; index += 1) {
    const phrase = reader.lexicon.phrases.negators.at(reader.tokens, index);
    if (
      phrase === null ||
      word(reader, index + 1) === 'only' ||
      reader.lexicon.before.at(reader.tokens, index) !== null ||
      (index > start && namesOnly(reader, index, plain))
    )
      continue;
    if (isInFact(facts, index)) continue;
    // French "ne … pas" is one negation.
    if (
      reader.lexicon.lexicon.language === 'fr' &&
      /^(?:pas|jamais|aucun|aucune)$/.test(word(reader, index)) &&
      negations > 0
    )
      continue;
    negations += 1;
    denied = index;
    index += phrase.length - 1;
  }
  // "No bag may weigh more than 23 kg" denies the excess, not the bag.
  const first = facts.find(({ from }) => from >= denied && from < end)?.comparator;
  return negations === 1 && (first === 'more-than' || first === 'less-than') ? 0 : negations;
}

// "Tap Card not here" and the "Do Not Track" setting name something; "we do not send it" denies.
function namesOnly(reader: Reader, index: number, plain: boolean): boolean {
  if (!reader.lexicon.words.lateNegators.has(word(reader, index))) return false;
  const before = reader.tokens[index - 1];
  const titled = /^\p{Lu}\p{Ll}/u.test(reader.tokens[index]?.text ?? '');
  return titled || (plain && before?.stem !== null && /^\p{Lu}/u.test(before?.text ?? ''));
}

const clauseMarks = new Set([',', ';', ':', '(', ')', '—']);

function clausesOf(reader: Reader): readonly (readonly [number, number])[] {
  const clauses: [number, number][] = [];
  let start = 0;
  const { tokens } = reader;
  for (let index = 0; index <= tokens.length; index += 1) {
    const token = tokens[index];
    if (token !== undefined && !isJoint(reader, token, index)) continue;
    if (index > start) clauses.push([start, index]);
    start = index + 1;
  }
  return clauses;
}

function isJoint(reader: Reader, token: Token, index: number): boolean {
  const { kind, folded } = token;
  if (kind === 'mark') return clauseMarks.has(folded) && !(folded === ',' && continuesList(reader, index));
  return isListed(token, 'clauseWords') && !isListed(token, 'and') && !isListed(token, 'or');
}

const longestItem = 6;

// "online, in the app or by phone": between the commas of a list stands nothing that could be a clause.
function continuesList(reader: Reader, comma: number): boolean {
  const { words } = reader.lexicon;
  for (let index = comma + 1; index <= comma + longestItem + 1; index += 1) {
    const text = word(reader, index);
    const joined = words.and.has(text) || words.or.has(text);
    if (index > comma + 1 && (text === ',' || joined))
      return text === ',' ? continuesList(reader, index) : !opensClause(reader, index + 1);
    if (text === '' || /^[.;:()]$/.test(text) || words.finite.has(text) || (words.clauseWords.has(text) && !joined))
      return false;
  }
  return false;
}

function opensClause(reader: Reader, index: number): boolean {
  const { words } = reader.lexicon;
  return words.finite.has(word(reader, index)) || words.finite.has(word(reader, index + 1));
}
