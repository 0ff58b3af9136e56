import type { AnswerText } from '../answer.js';
import { malformedEmbeds } from '../embeds.js';
import { type UnitName, unitNames } from './xliff.js';

/** What is wrong with one part of a translation. */
export interface TranslationProblem {
  readonly unit: UnitName;
  readonly message: string;
}

/** The longest that each part of a translation may be, in characters. */
export const translationLimits: Readonly<Record<UnitName, number>> = {
  question: 300,
  title: 160,
  body: 20_000,
  short: 600,
};

/** Why a translation may not stand for its source; empty = it may. It must show the same facts and lead to the same places. */
export function translationProblems(
  source: AnswerText,
  target: AnswerText,
  markdownProblems: (text: string) => readonly string[],
): readonly TranslationProblem[] {
  return unitNames.flatMap((unit) => {
    const marked = unit === 'body' || unit === 'short';
    const messages = [
      ...unstorable(target[unit], translationLimits[unit]),
      ...malformedEmbeds(target[unit]).map((piece) => `${piece} is no fact: write {{fact:key}}.`),
      ...differences('the fact', embedsOf(source[unit]), embedsOf(target[unit])),
      ...(marked ? differences('the link to', linksOf(source[unit]), linksOf(target[unit])) : []),
      ...(marked ? markdownProblems(target[unit]) : []),
    ];
    return messages.map((message) => ({ unit, message }));
  });
}

function unstorable(text: string, limit: number): readonly string[] {
  if (text.trim() === '') return ['It is empty.'];
  if (!text.isWellFormed() || text.includes('\u0000')) return ['It holds a character that cannot be stored.'];
  return text.trim().length > limit ? [`It is too long: at most ${limit} characters.`] : [];
}

function differences(what: string, wanted: ReadonlySet<string>, found: ReadonlySet<string>): readonly string[] {
  const lost = [...wanted]
    .filter((one) => !found.has(one))
    .map((one) => `It lacks ${what} ${one}, which the source has.`);
  const added = [...found]
    .filter((one) => !wanted.has(one))
    .map((one) => `It has ${what} ${one}, which the source has not.`);
  return [...lost, ...added];
}

function embedsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/\{\{fact:[a-z0-9.-]{1,100}(?:#[a-z]{1,20})?\}\}/g) ?? []);
}

function linksOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\]\(([^()\s]{1,400})\)/g)].map(([, target = '']) => target));
}
