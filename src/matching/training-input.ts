import { setImmediate as giveWay } from 'node:timers/promises';
import type { Audience } from '../access/index.js';
import { maySee, type PublishedAnswer, type Snapshot, visibleAnswers } from '../knowledge/index.js';
import type { Phrasing, TrainingInput } from './model.js';

const fewPhrasings = 3;
const bodyWeight = 0.3;

/**
 * What the model of one locale and audience is trained on: only what that audience may see, so that a staff-only phrasing never moves a public score.
 * The canonical question and the title count as phrasings; an answer with few phrasings also learns from its short text, at low weight. An answer
 * that nobody asks for (the bot's own words) has no phrasing and is not learned.
 */
export async function trainingInputInTurns(
  snapshot: Snapshot,
  locale: string,
  audience: Audience,
): Promise<TrainingInput> {
  const phrasings: Phrasing[] = [];
  const negatives: Phrasing[] = [];
  for (const [i, answer] of visibleAnswers(snapshot, { audience }).entries()) {
    if (i % answersAtOnce === answersAtOnce - 1) await giveWay();
    phrasings.push(...phrasingsLearned(answer, locale));
    negatives.push(...negativesLearned(answer, locale));
  }
  return { locale, phrasings, negatives, log: questionsLearned(snapshot, locale, audience) };
}

/** After so many, other work is let in: thousands of answers must not hold up whoever asks meanwhile. */
const answersAtOnce = 200;

/** The questions of the log that a model learns from: those that somebody of its audience, or of one that sees less, has asked. */
export function questionsLearned(snapshot: Snapshot, locale: string, audience: Audience): readonly string[] {
  const sample = snapshot.learned.get(locale);
  return (sample?.questions ?? []).flatMap((question) => (maySee({ audience }, question) ? [question.text] : []));
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
  const own = known.get(audience) ?? localesOf(snapshot, audience);
  known.set(audience, own);
  return own;
}

function localesOf(snapshot: Snapshot, audience: Audience): readonly string[] {
  const found = new Set<string>();
  for (const answer of snapshot.answers.values())
    if (maySee({ audience }, answer)) for (const locale of answer.phrasings.keys()) found.add(locale);
  return [...found].sort();
}
