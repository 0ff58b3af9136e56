import { phrasingKey } from '../../platform/normalise.js';
import type { AnswerText } from '../answer.js';

/** The words of an answer that are held against those of another. */
export type ComparedText = Pick<AnswerText, 'question' | 'title' | 'body'>;

/** What two texts have in common. */
export const duplicateReasons = ['SAME_QUESTION', 'LIKE_QUESTION', 'LIKE_TEXT'] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

/** How alike two texts are, 0–1, and in what; null = not enough to mention. */
export interface Likeness {
  readonly similarity: number;
  readonly why: DuplicateReason;
}

/**
 * From here on a person is asked. In the demo bank each answer was written for a question of its own: no two texts for the same people are more than
 * 0.48 alike, and two pairs of questions more than 0.88 (a virtual card and a disposable virtual card), which is what dismissing is for. One small
 * word more or less leaves a question of eight words at 0.9.
 */
const enough = { question: 0.88, text: 0.6 } as const;

/** Holds two texts against each other: their questions word by word, title and body by pairs of words. The same on every machine, and in either order. */
export function likenessOf(one: ComparedText, other: ComparedText): Likeness | null {
  const [a, b] = [profileOf(one), profileOf(other)];
  if (a.question !== '' && a.question === b.question) return { similarity: 1, why: 'SAME_QUESTION' };
  const [question, text] = [cosine(a.words, b.words), cosine(a.pairs, b.pairs)];
  if (text >= enough.text && text >= question) return { similarity: rounded(text), why: 'LIKE_TEXT' };
  if (question >= enough.question) return { similarity: rounded(question), why: 'LIKE_QUESTION' };
  return text >= enough.text ? { similarity: rounded(text), why: 'LIKE_TEXT' } : null;
}

interface Profile {
  readonly question: string;
  readonly words: Counts;
  readonly pairs: Counts;
}

interface Counts {
  readonly of: ReadonlyMap<string, number>;
  readonly length: number;
}

const known = new WeakMap<ComparedText, Profile>();

function profileOf(text: ComparedText): Profile {
  const profile = known.get(text) ?? readProfile(text);
  known.set(text, profile);
  return profile;
}

function readProfile({ question, title, body }: ComparedText): Profile {
  const asked = phrasingKey(question);
  const said = phrasingKey(`${title}\n${body}`).split(' ');
  return {
    question: asked,
    words: counted(asked.split(' ')),
    pairs: counted(said.slice(1).map((word, i) => `${said[i]} ${word}`)),
  };
}

function counted(units: readonly string[]): Counts {
  const of = new Map<string, number>();
  for (const unit of units) of.set(unit, (of.get(unit) ?? 0) + 1);
  return { of, length: Math.sqrt([...of.values()].reduce((sum, count) => sum + count * count, 0)) };
}

function cosine(a: Counts, b: Counts): number {
  const [small, large] = a.of.size <= b.of.size ? [a, b] : [b, a];
  let shared = 0;
  for (const [unit, count] of small.of) shared += count * (large.of.get(unit) ?? 0);
  return shared === 0 ? 0 : shared / (a.length * b.length);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
