import type { LockedStatement } from './carry-out-statement.js';
import { type StatementContent, type StatementKind, statedValues } from './fact-statement.js';

// An import may hold a thousand values; the first of them tell of a mistake as well as all.
const mostDays = 20;

/** The days on which a statement begins to show, for the gate to look at: at most 20, the earliest. */
export function daysOfEffect(statement: LockedStatement): readonly Date[] {
  if ((statement.kind as StatementKind) !== 'VALUES') return [statement.valid_from];
  const days = statedValues(statement.content as StatementContent['VALUES']).map(({ validFrom }) =>
    validFrom.getTime(),
  );
  return [...new Set(days)]
    .sort((a, b) => a - b)
    .slice(0, mostDays)
    .map((day) => new Date(day));
}
