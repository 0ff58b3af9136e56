import { setImmediate as breath } from 'node:timers/promises';
import {
  applies,
  type DuplicateReason,
  likenessOf,
  maySee,
  type PublishedAnswer,
  type Reader,
  type Snapshot,
} from '../../knowledge/index.js';
import type { Difference, Tier } from '../comparison.js';
import { aboutTheSame } from '../gate-rules/about-the-same.js';
import { contradictionsBetween } from '../gate-rules/contradictions-between.js';
import { type Said, saidIn } from '../gate-rules/said-in.js';
import { questionsAlike, sharingSentences } from './alike-answers.js';

/** One answer of a pair. */
export interface ConflictSide {
  readonly answer: string;
  readonly title: string;
  /** The sentence that contradicts; for duplicates the question. */
  readonly text: string;
}

/** Two published answers for the same people that contradict each other, or that are one answer written twice. */
export interface PublishedConflict {
  readonly kind: 'CONTRADICTION' | 'DUPLICATE';
  readonly locale: string;
  /** The one whose key comes first. */
  readonly one: ConflictSide;
  readonly other: ConflictSide;
  /** How sure the comparer is; null for duplicates. */
  readonly tier: Tier | null;
  /** `a` is what `one` says, `b` what `other` says. */
  readonly differences: readonly Difference[];
  /** The words that tell what both speak of. */
  readonly shares: readonly string[];
  /** In what duplicates are alike; null for contradictions. */
  readonly why: DuplicateReason | null;
  /** How alike duplicates are, up to 1; null for contradictions. */
  readonly similarity: number | null;
}

// 2026-11-29: reckoned when it is read, once for each published state, and not kept in a table. For the figures see docs/consistency.md.
const known = new WeakMap<Snapshot, Map<string, Promise<readonly Pair[]>>>();

interface Pair extends PublishedConflict {
  readonly answers: readonly [PublishedAnswer, PublishedAnswer];
}

/** What is published in one locale and does not agree with itself, the surest first; a pair of which a reader may not see both is none for that reader. */
export async function publishedConflicts(
  snapshot: Snapshot,
  reader: Reader,
  locale: string,
): Promise<readonly PublishedConflict[]> {
  const byLocale = known.get(snapshot) ?? new Map<string, Promise<readonly Pair[]>>();
  known.set(snapshot, byLocale);
  const pairs = byLocale.get(locale) ?? reckoned(snapshot, locale, byLocale);
  return (await pairs).filter(({ answers }) => answers.every((answer) => maySee(reader, answer)));
}

/** Kept unless it fails: then the next reader tries again. Of a locale in which nothing is published nothing is kept, for anybody may name one. */
function reckoned(snapshot: Snapshot, locale: string, kept: Map<string, Promise<readonly Pair[]>>) {
  if (![...snapshot.answers.values()].some(({ texts }) => texts.has(locale))) return [];
  const pairs = conflictsIn(snapshot, locale);
  kept.set(locale, pairs);
  pairs.catch(() => kept.delete(locale));
  return pairs;
}

const mostPairs = 2_000;
/** Compared before others get their turn. */
const pairsAtOnce = 25;
const told: readonly Tier[] = ['alert', 'possible'];

async function conflictsIn(snapshot: Snapshot, locale: string): Promise<readonly Pair[]> {
  const answers = [...snapshot.answers.values()].filter(({ texts }) => texts.has(locale)).sort(byKey);
  const said = answers.flatMap((answer) => saidIn(snapshot, answer, locale));
  const alike = new Map<string, readonly [PublishedAnswer, PublishedAnswer]>();
  const meet = (one: PublishedAnswer, other: PublishedAnswer) => {
    const pair = inOrder(one, other);
    alike.set(nameOf(pair), pair);
  };
  const contradictions = new Map<string, Pair>();
  const pairs = aboutTheSame(said, snapshot, {
    most: mostPairs,
    wants: ({ answer }, other) => concernTheSame(answer, other),
    met: ({ answer }, other) => meet(answer, other),
    // Each pair once: the last in key order stands for all that say a sentence, so that a pair is lost where one of them says both only the other way.
    pairs: ({ answer }, other) => other.key < answer.key,
  });
  let compared = 0;
  for await (const pair of pairs) {
    compared += 1;
    if (compared % pairsAtOnce === 0) await breath();
    const [one, other] = pair[0].answer.key < pair[1].answer.key ? pair : ([pair[1], pair[0]] as const);
    const name = nameOf([one.answer, other.answer]);
    const found = contradiction(snapshot, [one, other]);
    if (found) contradictions.set(name, merged(contradictions.get(name), found));
  }
  for (const [one, other] of [...questionsAlike(answers, locale), ...sharingSentences(said)])
    if (concernTheSame(one, other)) meet(one, other);
  const duplicates = [...alike.values()].flatMap((pair) => duplicate(pair, locale) ?? []);
  return [...contradictions.values(), ...duplicates].sort(surestFirst);
}

function byKey(one: PublishedAnswer, other: PublishedAnswer): number {
  return one.key < other.key ? -1 : 1;
}

/** Whether the same people may be told both; an answer is no pair with itself. */
function concernTheSame(one: PublishedAnswer, other: PublishedAnswer): boolean {
  return one.key !== other.key && one.audience === other.audience && applies(one, other.scope);
}

function contradiction(snapshot: Snapshot, [one, other]: readonly [Said, Said]): Pair | null {
  const differences = contradictionsBetween(snapshot, [one, other], told);
  if (differences.length === 0) return null;
  return {
    kind: 'CONTRADICTION',
    locale: one.locale,
    answers: [one.answer, other.answer],
    one: sideOf(one),
    other: sideOf(other),
    tier: differences.some(({ tier }) => tier === 'alert') ? 'alert' : 'possible',
    differences,
    shares: [...one.statement.words].filter((word) => other.statement.words.has(word)).sort(),
    why: null,
    similarity: null,
  };
}

/** Two answers are one pair, however many of their sentences contradict: the surest are quoted, and all differences listed. */
function merged(earlier: Pair | undefined, found: Pair): Pair {
  if (!earlier) return found;
  const [first, second] = earlier.tier === 'alert' || found.tier !== 'alert' ? [earlier, found] : [found, earlier];
  const all = [...first.differences, ...second.differences.map(elsewhere)];
  return { ...first, differences: [...new Map(all.map((one) => [one.signature, one] as const)).values()] };
}

/** Its words stand in a sentence that is not quoted: they have no place in the one that is. */
function elsewhere({ a, b, ...told }: Difference): Difference {
  const unplaced = (quote: Difference['a']) => quote && { ...quote, span: { start: 0, end: 0 } };
  return { ...told, a: unplaced(a), b: unplaced(b) };
}

function duplicate(answers: readonly [PublishedAnswer, PublishedAnswer], locale: string): Pair | null {
  const [one, other] = answers.map(({ texts }) => texts.get(locale));
  const likeness = one && other ? likenessOf(one, other) : null;
  if (!one || !other || !likeness) return null;
  const side = (i: 0 | 1, { title, question }: typeof one): ConflictSide => ({
    answer: answers[i].key,
    title,
    text: question,
  });
  return {
    kind: 'DUPLICATE',
    locale,
    answers,
    one: side(0, one),
    other: side(1, other),
    tier: null,
    differences: [],
    shares: [],
    ...likeness,
  };
}

function sideOf({ answer, locale, text }: Said): ConflictSide {
  return { answer: answer.key, title: answer.texts.get(locale)?.title ?? '', text };
}

function inOrder(one: PublishedAnswer, other: PublishedAnswer): readonly [PublishedAnswer, PublishedAnswer] {
  return one.key < other.key ? [one, other] : [other, one];
}

function nameOf([one, other]: readonly [PublishedAnswer, PublishedAnswer]): string {
  return `${one.key}\n${other.key}`;
}

/** What is sure, then what is written twice, then what a person should look at. */
function surestFirst(a: Pair, b: Pair): number {
  return (
    rankOf(a) - rankOf(b) ||
    (b.similarity ?? 0) - (a.similarity ?? 0) ||
    (nameOf(a.answers) < nameOf(b.answers) ? -1 : 1)
  );
}

function rankOf({ kind, tier }: Pair): number {
  return tier === 'alert' ? 0 : kind === 'DUPLICATE' ? 1 : 2;
}
