import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import type { Transition } from '../review/transition.js';
import { type Release, releaseFrom, type ReleaseState } from './release.js';
import type {
  PhrasingsContent,
  QuestionsContent,
  ReleaseItemKind,
  ThresholdsContent,
  TranslationContent,
} from './release-item.js';
import * as store from './release.store.js';

/** One change in a release, as it is read. */
export interface ReleaseItem {
  readonly id: number;
  readonly kind: ReleaseItemKind;
  /** Null for a statement about a fact, and for what the matcher is told. */
  readonly answerKey: string | null;
  readonly factKey: string | null;
  readonly statement: number | null;
  readonly locale: string | null;
  readonly phrasings: Required<PhrasingsContent> | null;
  readonly thresholds: ThresholdsContent | null;
  readonly questions: QuestionsContent | null;
  readonly translation: TranslationContent | null;
  readonly addedBy: string;
  readonly addedAt: Date;
}

/** One release, or null. */
export async function releaseOfKey(db: Database, key: string): Promise<Release | null> {
  const row = await store.releaseByKey(db, key);
  return row ? releaseFrom(row) : null;
}

/** Every release that stands there, or every one; the newest first. */
export async function releasesIn(db: Database, state: ReleaseState | null): Promise<readonly Release[]> {
  return (await store.allReleases(db, state)).map(releaseFrom);
}

/** What is in a release, in the order in which it is carried out. */
export async function itemsOfRelease(db: Database, releaseId: number): Promise<readonly ReleaseItem[]> {
  return (await store.itemsOf(db, releaseId)).map((row) => ({
    id: row.id,
    kind: row.kind as ReleaseItemKind,
    answerKey: row.answerKey,
    factKey: row.factKey,
    statement: row.statement_id,
    locale: row.locale,
    phrasings:
      row.kind === 'PHRASINGS' ? { addNegative: [], removeNegative: [], ...(row.content as PhrasingsContent) } : null,
    thresholds: row.kind === 'THRESHOLDS' ? (row.content as ThresholdsContent) : null,
    questions: row.kind === 'QUESTIONS' ? (row.content as QuestionsContent) : null,
    translation: row.kind === 'TRANSLATION' ? (row.content as TranslationContent) : null,
    addedBy: row.added_by,
    addedAt: row.added_at,
  }));
}

/** Every step of a release from one state to another, the oldest first. */
export async function stepsOfRelease(db: Database, releaseId: number): Promise<readonly Transition[]> {
  return (await store.transitionsOfRelease(db, releaseId)).map(stepFrom);
}

function stepFrom(row: Row<'release_transition'>): Transition {
  return { from: row.from_state, to: row.to_state, actor: row.actor, note: row.note, at: row.at };
}
