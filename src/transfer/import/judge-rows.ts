import { audiences } from '../../access/index.js';
import { malformedEmbeds, personPolicies, type Standing, type StandingKnowledge } from '../../knowledge/index.js';
import { isAppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { type CompleteAnswer, completeAnswer, keyOf } from './complete-answer.js';
import type { ImportedAnswer, ImportMapping, ImportNote } from './imported-answer.js';

/** What one row would do; a row with problems would do nothing. */
export type Fate = 'NEW' | 'CHANGED' | 'UNCHANGED' | 'REFUSED';

/** A row with what it would do. */
export interface JudgedRow {
  readonly fate: Fate;
  readonly answer: CompleteAnswer;
  /** Whether it has words that the answer has not. */
  readonly isDrafted: boolean;
  readonly basedOn: number | null;
  /** Phrasings that the answer has not. */
  readonly phrasings: readonly string[];
  readonly negativePhrasings: readonly string[];
  readonly problems: readonly ImportNote[];
  readonly remarks: readonly ImportNote[];
}

/** What the rows are judged by. */
export interface Grounds {
  readonly mapping: ImportMapping;
  readonly sourceLocale: string;
  readonly standing: StandingKnowledge;
  readonly markdownProblems: (text: string) => readonly string[];
}

const limits = { question: 300, title: 120, body: 20_000, short: 600 } as const;
const texts = ['question', 'title', 'body', 'short'] as const;
const keyForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const longestKey = 100;
const longestPhrasing = 300;
const longestClause = 500;

/** Says of every row what it would do. Pure. */
export function judgeRows(rows: readonly ImportedAnswer[], grounds: Grounds): readonly JudgedRow[] {
  const seen = new Map<string, string>();
  return rows.map((row) => {
    const name = `${keyOf(row)}/${row.locale ?? grounds.mapping.locale}`;
    const before = seen.get(name);
    seen.set(name, before ?? row.source);
    return judge(row, grounds, before ?? null);
  });
}

function judge(row: ImportedAnswer, grounds: Grounds, before: string | null): JudgedRow {
  const standing = grounds.standing.answers.get(keyOf(row));
  const { answer, remarks } = completeAnswer(row, { ...grounds.mapping, ...grounds }, standing);
  const note = (field: string, message: string): ImportNote => ({ source: row.source, field, message });
  const isTranslation = answer.locale !== grounds.sourceLocale;
  const added = newAmong(answer.phrasings, standing?.phrasings.get(answer.locale));
  const ruledOut = newAmong(answer.negativePhrasings, standing?.negatives.get(answer.locale));
  const there = isTranslation ? [standing?.translations.get(answer.locale)] : (standing?.texts ?? []);
  const isDrafted =
    !there.some((text) => sameWords(answer, text)) || (!isTranslation && !!standing && !sameClauses(answer, standing));
  const problems = [
    ...(before === null ? [] : [note('key', `${before} has the key ${answer.key} too: give each a key of its own.`)]),
    ...fieldProblems(row, answer, grounds).map(([field, message]) => note(field, message)),
    ...(standing
      ? standingProblems(answer, standing, isDrafted && !isTranslation).map(([field, message]) => note(field, message))
      : []),
    ...(isTranslation && isDrafted
      ? [
          note(
            'locale',
            `The answers are written in ${grounds.sourceLocale}: a new translation into ${answer.locale.slice(0, 40)} comes in as XLIFF.`,
          ),
        ]
      : []),
  ];
  const odd = malformedEmbeds([answer.question, answer.title, answer.body, answer.short].join('\n'));
  return {
    answer,
    isDrafted,
    basedOn: standing?.version ?? null,
    phrasings: added,
    negativePhrasings: ruledOut,
    problems,
    fate:
      problems.length > 0
        ? 'REFUSED'
        : !standing
          ? 'NEW'
          : isDrafted || added.length + ruledOut.length > 0
            ? 'CHANGED'
            : 'UNCHANGED',
    remarks: [
      ...remarks,
      ...odd.slice(0, 5).map((piece) => note('body', `${piece} is no fact: it must go before this can be published.`)),
    ],
  };
}

type Problem = readonly [field: string, message: string];

function fieldProblems(row: ImportedAnswer, answer: CompleteAnswer, grounds: Grounds): readonly Problem[] {
  const { key, topic } = answer;
  const problems: Problem[] = [];
  if (!keyForm.test(key) || key.length > longestKey)
    problems.push(['key', `It must be lower-case words joined by hyphens, at most ${longestKey} characters.`]);
  if (!grounds.standing.topics.has(topic))
    problems.push(['topic', topic === '' ? 'It is not given.' : `There is no topic named ${topic.slice(0, 100)}.`]);
  if (row.audience !== null && !audiences.some((audience) => audience === row.audience?.trim().toUpperCase()))
    problems.push(['audience', `It must be one of ${audiences.join(', ')}.`]);
  if (row.personPolicy !== null && !personPolicies.some((policy) => policy === row.personPolicy?.trim().toUpperCase()))
    problems.push(['personPolicy', `It must be one of ${personPolicies.join(', ')}.`]);
  // A short form that was made from the body has no faults of its own.
  const given = texts.filter((field) => field !== 'short' || row.short !== null);
  for (const field of given) problems.push(...textProblem(field, answer[field], limits[field]));
  for (const text of answer.phrasings) problems.push(...textProblem('phrasings', text, longestPhrasing));
  for (const text of answer.negativePhrasings)
    problems.push(...textProblem('negativePhrasings', text, longestPhrasing));
  for (const text of answer.mustSay) problems.push(...textProblem('mustSay', text, longestClause));
  for (const field of given.filter((one) => one === 'body' || one === 'short'))
    if (answer[field].length <= limits.body)
      problems.push(...grounds.markdownProblems(answer[field]).map((message): Problem => [field, message]));
  const related = answer.related.filter((other) => !keyForm.test(other));
  if (related.length > 0)
    problems.push(['related', `It must hold keys of answers, not "${related[0]?.slice(0, 60)}".`]);
  if (new Set(Object.values(answer.scope)).has('')) problems.push(['scope', 'Each dimension needs a value.']);
  return problems;
}

function textProblem(field: string, text: string, max: number): readonly Problem[] {
  try {
    requireText(field, text, { max });
    return [];
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [[field, error.message]];
  }
}

/** What an answer is and whom it is for is not changed by an import, and nobody's draft is overwritten. */
function standingProblems(answer: CompleteAnswer, standing: Standing, writes: boolean): readonly Problem[] {
  if (standing.isRetired) return [['key', `The answer ${answer.key} is retired.`]];
  const fixed = (['topic', 'audience', 'scope'] as const).flatMap((field): readonly Problem[] =>
    sameValue(answer[field], standing[field])
      ? []
      : [[field, `The answer ${answer.key} has another one: an import does not change it.`]],
  );
  return writes && standing.draft
    ? [...fixed, ['row', `${standing.draft.author} has a draft of ${answer.key}: publish it first.`]]
    : fixed;
}

/** What must be said, what is related and what is done about people change with a text, by review. */
function sameClauses(answer: CompleteAnswer, standing: Standing): boolean {
  return (['mustSay', 'related', 'personPolicy'] as const).every((field) => sameValue(answer[field], standing[field]));
}

function sameValue(a: unknown, b: unknown): boolean {
  const ordered = (value: unknown) =>
    JSON.stringify(Array.isArray(value) || typeof value !== 'object' ? value : Object.entries(value ?? {}).sort());
  return ordered(a) === ordered(b);
}

function sameWords(a: Pick<CompleteAnswer, (typeof texts)[number]>, b: typeof a | undefined | null): boolean {
  return b ? texts.every((field) => a[field] === b[field]) : false;
}

function newAmong(texts: readonly string[], there: readonly string[] | undefined): readonly string[] {
  return texts.filter((text) => !there?.includes(text));
}
