import {
  type CurrentFact,
  type CurrentFactValue,
  type FactType,
  factsShownBy,
  factValue,
  formatFact,
  type PublishedAnswer,
  type Snapshot,
} from '../../knowledge/index.js';
import { type Claim, claimsOf } from '../compare.js';

/** A fact whose value says what a literal says. */
export interface EqualFact {
  readonly key: string;
  readonly name: string;
  /** What to write in the place of the literal. */
  readonly embed: string;
}

/** In which language and for whom a literal stands. */
export interface LiteralPlace {
  readonly snapshot: Snapshot;
  readonly answer: PublishedAnswer;
  readonly locale: string;
  /** What the literal states. */
  readonly claim: Claim;
  /** The words around it: they tell which of two facts of the same value is meant. */
  readonly within: string;
}

/** The facts that have this value for the answer's readers: first those that it shows already, then by the words that they share with the passage. */
export function factsEqualTo(place: LiteralPlace): readonly EqualFact[] {
  const { snapshot, answer } = place;
  const shown = new Set(factsShownBy(answer));
  const said = wordsOf(`${place.within} ${answer.key}`);
  const likeness = ({ key, name, ownerTeam }: CurrentFact) =>
    [...wordsOf(`${key} ${name}`)].filter((word) => said.has(word)).length +
    (ownerTeam === answer.ownerTeam ? 0.5 : 0) +
    (shown.has(key) ? 10 : 0);
  const type = factTypeOf(place.claim);
  return [...snapshot.facts.values()]
    .filter((fact) => fact.type === type)
    .flatMap((fact) => {
      const value = factValue(snapshot, fact.key, answer.scope);
      const embed = value && embedSaying({ locale: place.locale, literal: place.claim.text }, fact.key, value);
      return embed ? [{ key: fact.key, name: fact.name, embed, likeness: likeness(fact) }] : [];
    })
    .sort((a, b) => b.likeness - a.likeness || (a.key < b.key ? -1 : 1))
    .map(({ key, name, embed }) => ({ key, name, embed }));
}

/** The embed of a fact that says what the literal says, in its very words where a format gives them; null where its value is another. */
export function embedSaying(
  { locale, literal }: { readonly locale: string; readonly literal: string },
  key: string,
  { content }: CurrentFactValue,
): string | null {
  if (formatFact(content, locale) === literal) return `{{fact:${key}}}`;
  if (content.type === 'MONEY' && formatFact(content, locale, 'exact') === literal) return `{{fact:${key}#exact}}`;
  const [own, other] = [claimOf(literal, locale), claimOf(formatFact(content, locale), locale)];
  return own && other && own.type === other.type && own.value === other.value ? `{{fact:${key}}}` : null;
}

/** The one value that a text states; null where it states none, or several. */
export function claimOf(text: string, locale: string): Claim | null {
  const values = claimsOf(text, locale).filter(({ modality }) => modality === 'says');
  return values.length === 1 ? (values[0] ?? null) : null;
}

const types: Readonly<Record<string, FactType>> = {
  money: 'MONEY',
  percentage: 'PERCENTAGE',
  duration: 'DURATION',
  date: 'DATE',
  hours: 'HOURS',
  phone: 'PHONE',
  email: 'EMAIL',
  url: 'URL',
  count: 'COUNT',
};

/** The type of a fact that could hold what a claim states; null where there is none. */
export function factTypeOf({ type }: Claim): FactType | null {
  return types[type] ?? null;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/\p{L}[\p{L}\p{M}]{2,}/gu));
}
