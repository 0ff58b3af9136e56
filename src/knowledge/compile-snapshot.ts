import type { Audience } from '../access/index.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { Significance } from './answer.js';
import { compileFacts } from './facts/compile-facts.js';
import type { PersonPolicy } from './person-policy.js';
import type {
  CurrentVersion,
  LocalText,
  PublishedAnswer,
  RetiredAnswer,
  Snapshot,
  Topic,
  WithdrawnAnswer,
} from './snapshot.js';
import {
  type AnswerRows,
  type Instants,
  readSnapshotRows,
  type SnapshotRows,
  snapshotRowsWithin,
  type TopicRows,
} from './snapshot.store.js';
import { compileUpkeep } from './verification/compile-upkeep.js';
import { isOverdueUnder, nextDues } from './verification/verification.js';
import type { CheckRow } from './verification/verification.store.js';
import { isOutdated } from './translations/translation-status.js';

/** The published state at two instants: what held at `validAt`, as far as it was known at `knownAt`. Exact, from the database. */
export async function readSnapshot(
  db: Database,
  at: Instants,
  naming: { readonly sequence: number; readonly sourceLocale: string },
): Promise<Snapshot> {
  return compileSnapshot(await readSnapshotRows(db, at), at, naming);
}

/** The same within a transaction, with what it has itself written. */
export async function readSnapshotWithin(
  tx: DatabaseTransaction,
  at: Instants,
  naming: { readonly sequence: number; readonly sourceLocale: string },
): Promise<Snapshot> {
  return compileSnapshot(await snapshotRowsWithin(tx, at), at, naming);
}

/** Compiles rows into the immutable snapshot; pure, so that equal rows give equal snapshots on every node. */
export function compileSnapshot(
  rows: SnapshotRows,
  at: Instants,
  naming: { readonly sequence: number; readonly sourceLocale: string },
): Snapshot {
  const answers = compileAnswers(rows, at, naming.sourceLocale);
  return {
    ...naming,
    ...at,
    ...compileTopics(rows),
    ...answers,
    facts: compileFacts(rows),
    thresholds: rows.thresholds,
    learned: rows.learned,
    ...nextChanges(answers.answers, at, rows.nextChangeAt),
  };
}

/** When the state changes next: `recorded` is the next date of anything but the days by which answers are to be confirmed. */
export function nextChanges(
  answers: Snapshot['answers'],
  { validAt }: Instants,
  recorded: Date | null,
): Pick<Snapshot, 'nextChangeAt' | 'nextDueAt'> {
  const due = nextDues(
    [...answers.values()].map(({ upkeep }) => upkeep),
    validAt,
  );
  return { nextChangeAt: sooner(recorded, due.forCustomers), nextDueAt: due.forStaff };
}

function sooner(one: Date | null, other: Date | null): Date | null {
  return one && other ? (one < other ? one : other) : (one ?? other);
}

/** Compiles the rows of teams and topics. */
export function compileTopics(rows: TopicRows): Pick<Snapshot, 'teams' | 'topics'> {
  return {
    teams: new Map(rows.teams.map((row) => [row.key, { key: row.key, name: row.name }])),
    topics: new Map(rows.topics.map((row) => [row.key, topic(row)])),
  };
}

/** Compiles the rows of answers, of all or of some. */
export function compileAnswers(
  rows: AnswerRows,
  at: Instants,
  sourceLocale: string,
): Pick<Snapshot, 'answers' | 'withheld' | 'retired' | 'withdrawn'> {
  const published = publishedAnswers(withoutRedacted(rows, at), at, sourceLocale);
  const isWithheld = ({ upkeep }: PublishedAnswer) => isOverdueUnder(upkeep, 'WITHDRAW', at.validAt);
  return {
    answers: new Map(published.filter((answer) => !isWithheld(answer)).map((answer) => [answer.key, answer])),
    withheld: new Map(published.filter(isWithheld).map((answer) => [answer.key, answer])),
    retired: new Map(rows.retired.map((row) => [row.key, retiredAnswer(row)])),
    withdrawn: new Map(rows.withdrawn.map((row) => [row.key, withdrawnAnswer(row)])),
  };
}

function topic(row: SnapshotRows['topics'][number]): Topic {
  return {
    key: row.key,
    name: row.name,
    parentKey: row.parent,
    ownerTeam: row.owner,
    authorityTeam: row.authority,
    demandClass: row.demand_class as Topic['demandClass'],
    serviceLevelHours: row.service_level_hours,
  };
}

function retiredAnswer(row: SnapshotRows['retired'][number]): RetiredAnswer {
  return {
    key: row.key,
    audience: row.audience as Audience,
    redirectTo: row.redirectTo,
    retiredAt: row.retired_at,
  };
}

function withdrawnAnswer({ key, audience, since }: SnapshotRows['withdrawn'][number]): WithdrawnAnswer {
  return { key, audience: audience as Audience, since };
}

/**
 * The rows that still say something. Read at an instant before its redaction, a text is there with its marker in the place of its words; from the
 * redaction on there is nothing to say, whatever would bring the version back into force.
 */
function withoutRedacted(rows: AnswerRows, { validAt }: Instants): AnswerRows {
  const says = ({ redacted_at }: { readonly redacted_at: Date | null }) => !redacted_at || redacted_at > validAt;
  return { ...rows, versions: rows.versions.filter(says), translations: rows.translations.filter(says) };
}

function publishedAnswers(rows: AnswerRows, { validAt }: Instants, sourceLocale: string): readonly PublishedAnswer[] {
  const versions = new Map(rows.versions.map((row) => [row.answer_id, row]));
  const translations = Map.groupBy(rows.translations, (row) => row.answer_id);
  const majors = Map.groupBy(rows.majorVersions, (row) => row.answer_id);
  const phrasings = Map.groupBy(rows.phrasings, (row) => row.answer_id);
  const negatives = Map.groupBy(rows.negatives, (row) => row.answer_id);
  const checks = new Map(rows.checks.map((row) => [row.answer_id, row]));
  const plans = new Map(rows.plans.map((row) => [row.answer_id, row]));
  const published: PublishedAnswer[] = [];
  for (const row of rows.answers) {
    const version = versions.get(row.id);
    if (!version) continue;
    const check = checks.get(row.id) ?? confirmedBy(version);
    const kept = compileUpkeep(row, check, plans.get(row.id), validAt);
    published.push({
      key: row.key,
      topicKey: row.topic,
      ownerTeam: row.owner,
      audience: row.audience as Audience,
      scope: row.scope,
      mustSay: version.must_say,
      related: version.related,
      personPolicy: version.person_policy as PersonPolicy,
      reviewEveryDays: kept.upkeep.plan.everyDays,
      ...kept,
      version: currentVersion(version),
      texts: localTexts(version, translations.get(row.id) ?? [], {
        sourceLocale,
        majors: (majors.get(row.id) ?? []).map(({ number }) => number),
      }),
      phrasings: textsByLocale(phrasings.get(row.id) ?? []),
      negatives: textsByLocale(negatives.get(row.id) ?? []),
    });
  }
  return published;
}

/** A version that is in effect before the first one was: it was approved by a second person, as that was. */
function confirmedBy(version: SnapshotRows['versions'][number]): CheckRow {
  return { answer_id: version.answer_id, at: version.effective_from, by: version.reviewer ?? version.author };
}

function currentVersion(row: SnapshotRows['versions'][number]): CurrentVersion {
  return {
    id: row.id,
    number: row.number,
    hash: row.hash,
    significance: row.significance as Significance,
    changeNote: row.change_note,
    author: row.author,
    reviewer: row.reviewer,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    recordedAt: row.recorded_at,
  };
}

function localTexts(
  version: SnapshotRows['versions'][number],
  translations: SnapshotRows['translations'],
  { sourceLocale, majors }: { readonly sourceLocale: string; readonly majors: readonly number[] },
): ReadonlyMap<string, LocalText> {
  const source: LocalText = {
    locale: sourceLocale,
    hash: version.hash,
    sourceVersion: version.number,
    outdated: false,
    machine: false,
    redacted: version.redacted_at !== null,
    reviewer: version.reviewer,
    question: version.question,
    title: version.title,
    body: version.body,
    short: version.short,
  };
  const others = translations.map((row): [string, LocalText] => [
    row.locale,
    {
      locale: row.locale,
      hash: row.hash,
      sourceVersion: row.sourceNumber,
      outdated: isOutdated(row.sourceNumber, version.number, majors),
      machine: row.machine && row.reviewer === null,
      redacted: row.redacted_at !== null,
      reviewer: row.reviewer,
      question: row.question,
      title: row.title,
      body: row.body,
      short: row.short,
    },
  ]);
  return new Map([[sourceLocale, source], ...others]);
}

function textsByLocale(rows: SnapshotRows['phrasings']): ReadonlyMap<string, readonly string[]> {
  const byLocale = Map.groupBy(rows, (row) => row.locale);
  return new Map([...byLocale].map(([locale, group]) => [locale, group.map((row) => row.text)]));
}
