import type { Row } from '../../platform/database/tables.js';
import { contentHash } from '../answer.js';
import { chooseText } from '../choose-text.js';
import { compileSnapshot } from '../compile-snapshot.js';
import { embedsIn } from '../embeds.js';
import { factValue, type CurrentFactValue, type LocalText, type PublishedAnswer, type Snapshot } from '../snapshot.js';
import type { Instants } from '../snapshot.store.js';
import type { AnswerRows } from './answer-rows.store.js';

/** What a customer reads of an answer in one locale, before any channel gives it a form. */
export interface Reading {
  readonly version: number;
  readonly text: LocalText;
  /** The value of each fact that the text shows; null where none holds, and then nobody is shown the answer. */
  readonly facts: ReadonlyMap<string, CurrentFactValue | null>;
  /** Null when a fact has no value. */
  readonly contentHash: string | null;
}

/** The state at two instants with this one answer in it, compiled from its rows as every snapshot is. */
export function stateOf(rows: AnswerRows, at: Instants, sourceLocale: string): Snapshot {
  const version = versionAt(rows, at);
  return compileSnapshot(
    {
      teams: [],
      topics: [],
      answers: isRetired(rows, at.knownAt) || isWithdrawn(rows, at) ? [] : [rows.answer],
      versions: version ? [version] : [],
      translations: translationsAt(rows, at),
      majorVersions: rows.versions.filter(
        ({ significance, number, recorded_at }) => significance === 'MAJOR' && number > 1 && recorded_at <= at.knownAt,
      ),
      phrasings: [],
      negatives: [],
      retired: [],
      checks: rows.checks.filter((row) => row.at <= at.validAt).slice(-1),
      plans: rows.plans.filter(({ recorded_at }) => recorded_at <= at.validAt && recorded_at <= at.knownAt).slice(-1),
      withdrawn: [],
      facts: rows.facts,
      formulas: formulasAt(rows, at),
      values: rows.values.filter(
        (value) =>
          value.recorded_at <= at.knownAt &&
          !(value.retracted_at && value.retracted_at <= at.knownAt) &&
          value.valid_from <= at.validAt &&
          !(value.valid_to && value.valid_to <= at.validAt),
      ),
      thresholds: new Map(),
      learned: new Map(),
      nextChangeAt: null,
    },
    at,
    { sequence: 0, sourceLocale },
  );
}

/** What is read of an answer in a state; null when the answer is not there. */
export function readingOf(snapshot: Snapshot, answer: PublishedAnswer | undefined, locale: string): Reading | null {
  if (!answer) return null;
  const { text } = chooseText(answer, locale, snapshot.sourceLocale);
  const words = [text.question, text.title, text.body, text.short].join('\n');
  const facts = new Map(embedsIn(words).map(({ key }) => [key, factValue(snapshot, key, answer.scope)]));
  const ids = [...facts.values()].flatMap((value) => (value ? [value.id] : []));
  const complete = ids.length === facts.size;
  return {
    version: answer.version.number,
    text,
    facts,
    contentHash: complete ? contentHash(text.hash, text.locale, ids) : null,
  };
}

/** Whether the answer had been retired by then. */
export function isRetired({ answer }: AnswerRows, knownAt: Date): boolean {
  return answer.retired_at !== null && answer.retired_at <= knownAt;
}

/** Whether the answer was not given for a while; an end that was known counts from the day on which it is given again. */
export function isWithdrawn({ withdrawals }: AnswerRows, { validAt, knownAt }: Instants): boolean {
  return withdrawals.some(
    ({ begun_at, ended_at, given_from }) =>
      begun_at <= knownAt && !(ended_at && ended_at <= knownAt && given_from && given_from <= validAt),
  );
}

function versionAt({ versions }: AnswerRows, { validAt, knownAt }: Instants): Row<'answer_version'> | undefined {
  return versions.findLast(
    (version) =>
      version.recorded_at <= knownAt &&
      version.effective_from <= validAt &&
      !(version.effective_to && version.effective_to <= validAt),
  );
}

/** Of each derived fact the highest formula that has begun; rows come in the order of their numbers. */
function formulasAt({ formulas }: AnswerRows, { validAt, knownAt }: Instants) {
  const known = formulas.filter((row) => row.recorded_at <= knownAt && row.valid_from <= validAt);
  return [...new Map(known.map((row) => [row.fact_id, row])).values()];
}

function translationsAt({ translations, versions }: AnswerRows, { validAt, knownAt }: Instants) {
  const began = new Map(versions.map((version) => [version.id, version.effective_from]));
  const known = translations.filter(
    (row) =>
      row.recorded_at <= knownAt &&
      !(row.removedAt && row.removedAt <= knownAt) &&
      (began.get(row.source_version_id) ?? validAt) <= validAt,
  );
  return [...new Map(known.map((row) => [row.locale, row])).values()];
}
