import { createHash } from 'node:crypto';
import { type Actor, allow } from '../../access/index.js';
import { allowUnderTopic, allQuestions, type StandingKnowledge, standingOf } from '../../knowledge/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { bounds } from './bounds.js';
import { keyOf } from './complete-answer.js';
import type { ImportPlan, ImportReport, PlannedRow } from './import-plan.js';
import * as store from './import-plan.store.js';
import { type ImportFile, type ImportFormat, type ImportMapping, type ReadImport, unread } from './imported-answer.js';
import { type JudgedRow, judgeRows } from './judge-rows.js';
import { planFrom } from './read-plan.js';
import { readers } from './readers/index.js';
import { reportOf } from './report-import.js';

/** What an import needs of the service. */
export interface ImportContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly sourceLocale: string;
  readonly markdownProblems: (text: string) => readonly string[];
}

/** What is to be imported, and what holds where its rows are silent. */
export interface ImportInput {
  readonly format: ImportFormat;
  readonly files: readonly ImportFile[];
  readonly mapping: ImportMapping;
}

/** Looks at files without changing anything, and keeps what they would do as a plan that can be carried out. */
export async function planImport(ctx: ImportContext, input: ImportInput): Promise<ImportPlan> {
  allow(ctx.actor, 'write drafts');
  const read = readFiles(input);
  const topics = new Set([input.mapping.topic, ...read.answers.map(({ topic }) => topic)]);
  const keys = [...new Set(read.answers.map(keyOf))].sort();
  const at = ctx.clock.now();
  const known = await standingOf(ctx.db, keys, [], at);
  for (const { topic } of known.answers.values()) topics.add(topic);
  const named = [...topics].flatMap((key) => key ?? []);
  const standing = { ...known, topics: (await standingOf(ctx.db, [], named, at)).topics };
  const judged = await refuseForeignTopics(ctx, standing, judgeRows(read.answers, { ...ctx, ...input, standing }));
  const report = reportOf(read, judged, await allQuestions(ctx.db));
  // A plan that cannot be carried out keeps no words.
  const rows = report.problemCount > 0 ? [] : judged.flatMap(planned);
  return keep(ctx, {
    format: input.format,
    rows,
    report,
    basis: basisOf(standing, [...new Set(rows.map(({ key }) => key))].sort()),
  });
}

/** The hash of the knowledge that a plan rests on: how the answers of these keys stand. */
export function basisOf({ answers }: StandingKnowledge, keys: readonly string[]): string {
  const hash = createHash('sha256');
  for (const key of keys) {
    const there = answers.get(key);
    hash.update(
      JSON.stringify([
        key,
        there
          ? {
              ...there,
              texts: undefined,
              scope: Object.entries(there.scope).sort(),
              translations: [...there.translations],
              phrasings: [...there.phrasings],
              negatives: [...there.negatives],
            }
          : null,
      ]),
    );
  }
  return hash.digest('hex');
}

function readFiles({ format, files }: ImportInput): ReadImport {
  const bytes = files.reduce((sum, { content }) => sum + content.length, 0);
  if (files.length === 0 || files.length > bounds.files)
    throw new AppError(
      'BAD_INPUT',
      `files must hold 1 to ${bounds.files.toLocaleString('en')} files, not ${files.length}.`,
    );
  if (bytes > bounds.bytes)
    throw new AppError('BAD_INPUT', `files hold more than ${bounds.bytes.toLocaleString('en')} characters together.`);
  const zipped = files.find(({ content }) => content.startsWith('PK\u0003\u0004'));
  if (zipped) return unread(zipped.name, 'row', 'It is a zip file: unpack it first.');
  const read = readers[format](files);
  if (read.answers.length > bounds.rows)
    return unread(
      'files',
      'row',
      `There are more than ${bounds.rows.toLocaleString('en')} rows: import them in parts.`,
    );
  if (read.answers.length + read.problems.length === 0)
    return {
      ...read,
      problems: [{ source: files[0]?.name ?? 'files', field: 'row', message: 'There is no answer in it.' }],
    };
  return read;
}

/** Whose topic it is decides who may write under it; what may not be written is a problem of each such row. */
async function refuseForeignTopics(
  ctx: ImportContext,
  { topics }: StandingKnowledge,
  rows: readonly JudgedRow[],
): Promise<readonly JudgedRow[]> {
  const refusals = new Map<string, string>();
  for (const [key, { id }] of topics)
    await allowUnderTopic(ctx.db, ctx.actor, 'write', id).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      refusals.set(key, error.message);
    });
  return rows.map((row) => {
    const message = row.fate === 'NEW' || row.fate === 'CHANGED' ? refusals.get(row.answer.topic) : undefined;
    if (message === undefined) return row;
    return { ...row, fate: 'REFUSED', problems: [{ source: row.answer.source, field: 'topic', message }] };
  });
}

function planned({ fate, answer, isDrafted, basedOn, phrasings, negativePhrasings }: JudgedRow): readonly PlannedRow[] {
  if (fate !== 'NEW' && fate !== 'CHANGED') return [];
  const { source: _, ...words } = answer;
  return [{ ...words, isNew: fate === 'NEW', isDrafted, basedOn, phrasings, negativePhrasings }];
}

interface Kept {
  readonly format: ImportFormat;
  readonly rows: readonly PlannedRow[];
  readonly report: ImportReport;
  readonly basis: string;
}

function keep(ctx: ImportContext, { format, rows, report, basis }: Kept): Promise<ImportPlan> {
  const content = JSON.stringify(rows);
  const hash = createHash('sha256').update(content).digest('hex');
  return ctx.db.transaction().execute(async (tx) => {
    const at = ctx.clock.now();
    const row = await store.insertPlan(tx, {
      format,
      hash,
      basis,
      rows: content,
      report: JSON.stringify(report),
      planned_by: ctx.actor.name,
      planned_at: at,
    });
    const { new: opened, changed, unchanged, problemCount: problems } = report;
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'import.planned',
      subject: `import/${row.id}`,
      details: { format, hash, opened, changed, unchanged, problems },
    });
    return planFrom(row);
  });
}
