import {
  type FactType,
  parseFactContent,
  type PublishedAnswer,
  type Snapshot,
  writeFactContent,
} from '../../knowledge/index.js';
import type { Claim } from '../compare.js';
import { claimOf, type EqualFact, factsEqualTo, factTypeOf } from './fact-for-literal.js';
import { literalPlaces, passageAt } from './literal-place.js';

/** A fact to create where none has the value: as `createFact` and `stateFact` take it. */
export interface NewFact {
  readonly key: string;
  readonly type: FactType;
  readonly value: string;
}

/** A value that an answer says in its own words, and the fact that it could take it from: then one change mends every place. */
export interface FactBinding {
  /** The answer's key. */
  readonly answer: string;
  /** The value as it stands in the answer. */
  readonly literal: string;
  /** The passage of the answer in which it stands, as it was written. */
  readonly within: string;
  /** The facts that have this value, the likeliest first; at most five. */
  readonly facts: readonly EqualFact[];
  /** What to create where there is none; null where there is one, or the value is of no type of fact. */
  readonly newFact: NewFact | null;
}

/** What an answer says in a finding. */
export interface DisputedValue {
  /** Null where it says nothing. */
  readonly canonical: string | null;
  /** The answer's key. */
  readonly expects: string;
  readonly locale: string;
}

const mostFacts = 5;

/**
 * What to bind so that a disagreement about a value cannot come again. Null where the answer has the value from a fact already, where nothing but
 * words differs, and for what is said in a translation, whose embeds are those of its source. Pure.
 */
export function factBinding(
  snapshot: Snapshot,
  { canonical, expects, locale: asked }: DisputedValue,
): FactBinding | null {
  const answer = snapshot.answers.get(expects);
  const locale = snapshot.sourceLocale;
  const text = answer?.texts.get(locale);
  if (!answer || !text || canonical === null || asked !== locale) return null;
  const claim = claimOf(canonical, locale);
  if (!claim) return null;
  const literal = claim.text;
  const source = [text.body, text.short].find((words) => literalPlaces(words, literal).length > 0);
  const [place] = source === undefined ? [] : literalPlaces(source, literal);
  if (source === undefined || !place) return null;
  const within = passageAt(source, place);
  const facts = factsEqualTo({ snapshot, answer, locale, claim, within }).slice(0, mostFacts);
  return { answer: answer.key, literal, within, facts, newFact: facts.length > 0 ? null : newFact(answer, claim) };
}

function newFact({ key }: PublishedAnswer, claim: Claim): NewFact | null {
  const type = factTypeOf(claim);
  const value = type && written(type, claim);
  return type && value ? { key: `${key}.${claim.type}`, type, value } : null;
}

/** The value as an editor writes a fact's: the comparer's own notation put into its form. Null where there is none for it. */
function written(type: FactType, { value, text }: Claim): string | null {
  const bare = value.replace(/^[a-z]+:/, '');
  const forms = [
    text,
    bare.replace('workday', 'working day').replace('/', ' per '),
    bare.replaceAll(/-(\d)(?!\d)/g, '-0$1'),
    bare.replace(/ .*/, ''),
  ];
  for (const form of forms) {
    try {
      return writeFactContent(parseFactContent(type, form));
    } catch {
      continue;
    }
  }
  return null;
}
