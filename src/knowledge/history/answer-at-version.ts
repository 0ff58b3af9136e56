import type { Database } from '../../platform/database/database.js';
import type { PublishedAnswer, Snapshot } from '../snapshot.js';
import { type AnswerRows, readAnswerRows } from './answer-rows.store.js';
import { stateOf } from './answer-then.js';

/** One version of an answer in the state that was published when it took effect. */
export interface AnswerAtVersion {
  readonly answer: PublishedAnswer;
  /** When it took effect. */
  readonly at: Date;
  /** The state of that moment with this version in it, also where a higher one was in effect by then. */
  readonly snapshot: Snapshot;
}

/** Which version is meant, as far as was recorded by an instant, and whether one that has not taken effect by another counts. */
export interface VersionQuery {
  readonly key: string;
  readonly number: number;
  readonly validAt: Date;
  readonly knownAt: Date;
}

/**
 * Reads a version back with its own time around it: the fact values and neighbours of the moment at which it took effect, and its own translations,
 * as they were mended last. Null when there is no such version.
 */
export async function answerAtVersion(
  ctx: { readonly db: Database; readonly sourceLocale: string; readonly stateAt: (at: Date) => Promise<Snapshot> },
  query: VersionQuery,
): Promise<AnswerAtVersion | null> {
  const rows = await readAnswerRows(ctx.db, query.key, query.knownAt);
  const version = rows?.versions.find(({ number }) => number === query.number);
  if (!rows || !version || version.effective_from > query.validAt) return null;
  const at = version.effective_from;
  const alone = stateOf(onlyVersion(rows, version.id), { validAt: at, knownAt: query.knownAt }, ctx.sourceLocale);
  const around = await ctx.stateAt(at);
  const answer = alone.answers.get(query.key) as PublishedAnswer;
  return { answer, at, snapshot: { ...around, answers: new Map([...around.answers, [query.key, answer]]) } };
}

/** The rows as if this were the only version: its translations first, else the ones made before it, which it was shown with. */
function onlyVersion(rows: AnswerRows, versionId: number): AnswerRows {
  const own = rows.translations.filter((row) => row.source_version_id === versionId);
  const earlier = rows.translations.filter(
    (row) => row.source_version_id < versionId && !own.some(({ locale }) => locale === row.locale),
  );
  return {
    ...rows,
    answer: { ...rows.answer, retired_at: null },
    withdrawals: [],
    // Its words are asked for, not whether they were given.
    plans: [],
    versions: rows.versions
      .filter(({ id }) => id <= versionId)
      .map((row) => (row.id === versionId ? { ...row, effective_to: null } : row)),
    translations: [...earlier, ...own],
  };
}
