import type { Audience } from '../access/index.js';
import { type PublishedAnswer, type Snapshot, visibleAnswers } from '../knowledge/index.js';
import type { Phrasing, TrainingInput } from './model.js';

const fewPhrasings = 3;
const bodyWeight = 0.3;

/**
 * What the model of one locale and audience is trained on: only what that audience may see, so that a staff-only phrasing never moves a public score.
 * The canonical question and the title count as phrasings; an answer with few phrasings also learns from its short text, at low weight. An answer
 * that nobody asks for (the bot's own words) has no phrasing and is not learned.
 */
export function trainingInput(snapshot: Snapshot, locale: string, audience: Audience): TrainingInput {
  return {
    locale,
    phrasings: visibleAnswers(snapshot, { audience }).flatMap((answer) => phrasingsLearned(answer, locale)),
    negatives: visibleAnswers(snapshot, { audience }).flatMap((answer) => negativesLearned(answer, locale)),
  };
}

/** What a model learns not to take for an answer. */
export function negativesLearned(answer: PublishedAnswer, locale: string): readonly Phrasing[] {
  return (answer.negatives.get(locale) ?? []).map((text) => ({ answerKey: answer.key, text }));
}

/** What a model learns of one answer. */
export function phrasingsLearned(answer: PublishedAnswer, locale: string): readonly Phrasing[] {
  const own = answer.phrasings.get(locale) ?? [];
  const text = answer.texts.get(locale);
  if (own.length === 0 || !text) return [];
  const texts = new Set([text.question, text.title, ...own]);
  const rows: Phrasing[] = [...texts].map((phrasing) => ({ answerKey: answer.key, text: phrasing }));
  return own.length < fewPhrasings ? [...rows, { answerKey: answer.key, text: text.short, weight: bodyWeight }] : rows;
}

const locales = new WeakMap<Snapshot['answers'], Map<Audience, readonly string[]>>();

/** The locales that have phrasings which an audience may see, in code-unit order: a staff phrasing must not change what customers are matched in. */
export function trainedLocales(snapshot: Snapshot, audience: Audience): readonly string[] {
  const known = locales.get(snapshot.answers) ?? new Map<Audience, readonly string[]>();
  locales.set(snapshot.answers, known);
  const own =
    known.get(audience) ??
    [...new Set(visibleAnswers(snapshot, { audience }).flatMap((answer) => [...answer.phrasings.keys()]))].sort();
  known.set(audience, own);
  return own;
}
