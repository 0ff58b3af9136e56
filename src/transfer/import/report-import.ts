import { bounds } from './bounds.js';
import { findDuplicates } from './find-duplicates.js';
import type { ImportReport } from './import-plan.js';
import type { ImportNote, ReadImport } from './imported-answer.js';
import type { JudgedRow } from './judge-rows.js';

/** What a plan shows: everything counted, the first of each kind named. Pure. */
export function reportOf(
  read: ReadImport,
  judged: readonly JudgedRow[],
  known: readonly { readonly key: string; readonly question: string }[],
): ImportReport {
  const problems = [...read.problems, ...judged.flatMap((row) => row.problems)];
  const remarks = [...read.remarks, ...judged.flatMap((row) => row.remarks)];
  const duplicates = findDuplicates(judged, known);
  const count = (fate: JudgedRow['fate']) => judged.filter((row) => row.fate === fate).length;
  return {
    rows: judged.length,
    new: count('NEW'),
    changed: count('CHANGED'),
    unchanged: count('UNCHANGED'),
    problemCount: problems.length,
    problems: named(problems),
    remarkCount: remarks.length,
    remarks: named(remarks),
    duplicateCount: duplicates.length,
    duplicates: duplicates.slice(0, bounds.named),
  };
}

/** PostgreSQL keeps no NUL and no half of a pair, and a problem may quote one. */
function named(notes: readonly ImportNote[]): readonly ImportNote[] {
  const clean = (text: string) => text.toWellFormed().replaceAll('\u0000', '').slice(0, 600);
  return notes.slice(0, bounds.named).map(({ source, field, message }) => ({
    source: clean(source),
    field: clean(field),
    message: clean(message),
  }));
}
