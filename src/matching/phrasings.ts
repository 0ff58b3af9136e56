import { createHash } from 'node:crypto';
import { normalise, phrasingKey } from '../platform/normalise.js';
import type { TextVectors } from './embeddings/dense-block.js';
import { seeded, shuffle } from './random.js';

/** One way customers ask an answer; a weight below 1 is for text that is not a customer's (a title, a body). */
export interface Phrasing {
  readonly answerKey: string;
  readonly text: string;
  readonly weight?: number;
}

/**
 * All that a model is a function of, beside `matcherVersion`; `negatives` say which answer a text does *not* ask for, and `log` holds questions that
 * customers asked and nobody labelled.
 */
export interface TrainingInput {
  readonly locale: string;
  readonly phrasings: readonly Phrasing[];
  readonly negatives?: readonly Phrasing[];
  readonly log?: readonly string[];
  /** The vectors of all their texts, where there is an embedding; its version is part of the matcher's. */
  readonly embedding?: TextVectors;
}

/** The input without order and repetition: texts normalised, one row per answer and phrasing key (of the log: per phrasing key), sorted by code unit. */
export interface CanonicalInput {
  readonly locale: string;
  readonly phrasings: readonly Required<Phrasing>[];
  readonly negatives: readonly Required<Phrasing>[];
  readonly log: readonly string[];
}

/** Names the algorithm: to be raised with any change that can move a score by one bit. */
export const matcherVersion = 'words-and-characters-4';

/** Brings an input into the form that does not depend on the order in which it was given. */
export function canonical(input: TrainingInput): CanonicalInput {
  const phrasings = distinct(input.phrasings);
  const known = new Set(phrasings.map(({ answerKey }) => answerKey));
  const asked = new Set(phrasings.map(nameOf));
  const negatives = distinct(input.negatives ?? []).filter(
    (row) => known.has(row.answerKey) && !asked.has(nameOf(row)),
  );
  return { locale: input.locale, phrasings, negatives, log: canonicalLog(input.log ?? []) };
}

/** The name of the model before it is trained (hex SHA-256): the same for the same rows in any order, another with any new `matcherVersion`. */
export function inputHash(input: TrainingInput): string {
  const { locale, phrasings, negatives, log } = canonical(input);
  const rows = (all: readonly Required<Phrasing>[]) =>
    all.map(({ answerKey, text, weight }) => [answerKey, text, weight]);
  return createHash('sha256')
    .update(JSON.stringify([matcherVersion, locale, rows(phrasings), rows(negatives), log]))
    .digest('hex');
}

/** The questions of a log without order, repetition and those without a word; it does not depend on the phrasings, so it can be hashed apart from them. */
export function canonicalLog(log: readonly string[]): readonly string[] {
  const kept = new Map<string, string>();
  for (const question of log) {
    const text = normalise(question.toWellFormed());
    const key = phrasingKey(text);
    const known = kept.get(key);
    if (key !== '' && (known === undefined || text < known)) kept.set(key, text);
  }
  return [...kept.values()].sort();
}

/** A question of the log. */
export interface Unlabelled {
  readonly text: string;
}

/**
 * The questions of a canonical log that no phrasing asks already; of more than training can afford, those that a seeded shuffle puts first, so that
 * they are as mixed as the whole.
 */
export function unknownOf(log: readonly string[], known: readonly Phrasing[]): readonly Unlabelled[] {
  const keys = new Set(known.map(({ text }) => phrasingKey(text)));
  const unknown = log.filter((text) => !keys.has(phrasingKey(text)));
  if (unknown.length > mostUnlabelled) shuffle(unknown, seeded(mostUnlabelled));
  return unknown.slice(0, mostUnlabelled).map((text) => ({ text }));
}

/** More questions than this make training longer and, on the development data, no better. */
const mostUnlabelled = 10_000;

/** Rows without a word in them, or without a positive weight, teach nothing and are left out; of two alike the heavier stays. */
function distinct(rows: readonly Phrasing[]): Required<Phrasing>[] {
  const kept = new Map<string, Required<Phrasing>>();
  for (const { answerKey, text, weight = 1 } of rows) {
    const row = { answerKey, text: normalise(text.toWellFormed()), weight: Math.fround(weight) };
    const name = nameOf(row);
    const known = kept.get(name);
    if (!(row.weight > 0 && row.weight < Infinity) || phrasingKey(row.text) === '') continue;
    if (known === undefined || byAnswerAndText(row, known) < 0 || row.weight > known.weight) {
      kept.set(name, {
        ...row,
        text: known && known.text < row.text ? known.text : row.text,
        weight: Math.max(row.weight, known?.weight ?? 0),
      });
    }
  }
  return [...kept.values()].sort(byAnswerAndText);
}

function nameOf({ answerKey, text }: Phrasing): string {
  return `${answerKey}\n${phrasingKey(text)}`;
}

function byAnswerAndText(a: Phrasing, b: Phrasing): number {
  if (a.answerKey !== b.answerKey) return a.answerKey < b.answerKey ? -1 : 1;
  if (a.text === b.text) return 0;
  return a.text < b.text ? -1 : 1;
}
