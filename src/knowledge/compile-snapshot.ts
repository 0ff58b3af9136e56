import type { Audience } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import type { Significance } from './answer.js';
import { compileFacts } from './facts/compile-facts.js';
import type { CurrentVersion, LocalText, PublishedAnswer, RetiredAnswer, Snapshot, Topic } from './snapshot.js';
import { type Instants, readSnapshotRows, type SnapshotRows } from './snapshot.store.js';
import { isOutdated } from './translations/translation-status.js';

/** The published state at two instants: what held at `validAt`, as far as it was known at `knownAt`. Exact, from the database. */
export async function readSnapshot(
  db: Database,
  at: Instants,
  naming: { readonly sequence: number; readonly sourceLocale: string },
): Promise<Snapshot> {
  return compileSnapshot(await readSnapshotRows(db, at), at, naming);
}

/** Compiles rows into the immutable snapshot; pure, so that equal rows give equal snapshots on every node. */
export function compileSnapshot(
  rows: SnapshotRows,
  at: Instants,
  naming: { readonly sequence: number; readonly sourceLocale: string },
): Snapshot {
  return {
    ...naming,
    ...at,
    teams: new Map(rows.teams.map((row) => [row.key, { key: row.key, name: row.name }])),
    topics: new Map(rows.topics.map((row) => [row.key, topic(row)])),
    answers: publishedAnswers(rows, naming.sourceLocale),
    retired: new Map(rows.retired.map((row) => [row.key, retiredAnswer(row)])),
    facts: compileFacts(rows),
    nextChangeAt: rows.futureChanges[0] ?? null,
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

function publishedAnswers(rows: SnapshotRows, sourceLocale: string): ReadonlyMap<string, PublishedAnswer> {
  const versions = new Map(rows.versions.map((row) => [row.answer_id, row]));
  const translations = Map.groupBy(rows.translations, (row) => row.answer_id);
  const majors = Map.groupBy(rows.majorVersions, (row) => row.answer_id);
  const phrasings = Map.groupBy(rows.phrasings, (row) => row.answer_id);
  const published = new Map<string, PublishedAnswer>();
  for (const row of rows.answers) {
    const version = versions.get(row.id);
    if (!version) continue;
    published.set(row.key, {
      key: row.key,
      topicKey: row.topic,
      ownerTeam: row.owner,
      audience: row.audience as Audience,
      scope: row.scope,
      mustSay: row.must_say,
      related: row.related,
      reviewEveryDays: row.review_every_days,
      version: currentVersion(version),
      texts: localTexts(version, translations.get(row.id) ?? [], {
        sourceLocale,
        majors: (majors.get(row.id) ?? []).map(({ number }) => number),
      }),
      phrasings: phrasingsByLocale(phrasings.get(row.id) ?? []),
    });
  }
  return published;
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
      machine: row.machine,
      question: row.question,
      title: row.title,
      body: row.body,
      short: row.short,
    },
  ]);
  return new Map([[sourceLocale, source], ...others]);
}

function phrasingsByLocale(rows: SnapshotRows['phrasings']): ReadonlyMap<string, readonly string[]> {
  const byLocale = Map.groupBy(rows, (row) => row.locale);
  return new Map([...byLocale].map(([locale, group]) => [locale, group.map((row) => row.text)]));
}
