import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import type { FactContent, FactType } from '../fact-content.js';
import type { StatedValue } from './fact-statement.js';
import { parseFactContent, writeFactContent } from '../parse-fact-content.js';
import { type Scope, scopeKey } from '../scope.js';

/** One row of an import. */
export interface ImportRow {
  readonly value: string;
  readonly scope: Scope;
  readonly validFrom: Date;
  /** Exclusive; null = until the next row of its scope, or the next value that stands, begins. */
  readonly validTo: Date | null;
  readonly source: string;
}

/** What is wrong with rows; their numbers count from 1. */
export interface ImportProblem {
  readonly rows: readonly number[];
  readonly message: string;
}

type Existing = Pick<Row<'fact_value'>, 'scope_key' | 'valid_from' | 'valid_to' | 'content'>;
type Numbered = StatedValue & { readonly row: number; readonly open: boolean };

/** Reads the rows and finds every overlap among them and with the values that stand; pure. Values come in the order in which they begin. */
export function checkImport(
  type: FactType,
  rows: readonly ImportRow[],
  standing: readonly Existing[],
): { readonly values: readonly StatedValue[]; readonly problems: readonly ImportProblem[] } {
  const read = rows.map((row, i) => readRow(type, row, i + 1));
  const problems = read.flatMap((one) => ('message' in one ? [one] : []));
  const good = read.flatMap((one) => ('message' in one ? [] : [one]));
  const byScope = [...Map.groupBy(good, ({ scope }) => scopeKey(scope)).entries()].map(([key, group]) => ({
    group: group.toSorted((a, b) => a.validFrom.getTime() - b.validFrom.getTime() || a.row - b.row),
    existing: standing.filter((value) => value.scope_key === key),
  }));
  const overlaps = byScope.flatMap(({ group, existing }) => [
    ...group.flatMap((value, i) => overlapsAmong(value, group.slice(i + 1))),
    ...group.flatMap((value) => overlapWith(value, existing)),
  ]);
  return {
    values: byScope.flatMap(({ group, existing }) => group.map((value, i) => closed(value, group[i + 1], existing))),
    problems: [...problems, ...overlaps],
  };
}

function readRow(type: FactType, row: ImportRow, number: number): Numbered | ImportProblem {
  try {
    const content = parseFactContent(type, row.value);
    const source = requireText('source', row.source, { max: 500 });
    if (row.validTo && row.validTo <= row.validFrom)
      return { rows: [number], message: `Row ${number}: validTo must be later than validFrom.` };
    return { ...row, content, source, row: number, open: row.validTo === null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { rows: [number], message: `Row ${number}: ${error.message}` };
  }
}

/** Rows that begin while this one still holds, or with it. One without an end gives way to the next, but two cannot begin at once. */
function overlapsAmong(value: Numbered, later: readonly Numbered[]): readonly ImportProblem[] {
  return later
    .filter(({ validFrom }) =>
      value.validTo ? validFrom < value.validTo : validFrom.getTime() === value.validFrom.getTime(),
    )
    .map((other) => ({
      rows: [value.row, other.row].sort((a, b) => a - b),
      message: `${named(value)} and ${named(other)} overlap: a fact has one value at a moment.`,
    }));
}

function overlapWith(value: Numbered, existing: readonly Existing[]): readonly ImportProblem[] {
  const { validTo, validFrom } = value;
  const inTheWay = validTo && existing.find((other) => other.valid_from > validFrom && other.valid_from < validTo);
  if (!inTheWay) return [];
  const written = writeFactContent(inTheWay.content as FactContent);
  return [
    {
      rows: [value.row],
      message: `${named(value)} would overlap ${written}, which stands from ${inTheWay.valid_from.toISOString()}.`,
    },
  ];
}

/** The value with an end where another row or a standing value begins; without one where none does. */
function closed(value: Numbered, next: Numbered | undefined, existing: readonly Existing[]): StatedValue {
  const { content, scope, validFrom, source } = value;
  const beginnings = existing.map((other) => other.valid_from).filter((from) => from > validFrom);
  const ends = [...(next ? [next.validFrom] : []), ...beginnings].map((end) => end.getTime());
  const validTo = value.open && ends.length > 0 ? new Date(Math.min(...ends)) : value.validTo;
  return { content, scope, validFrom, validTo, source };
}

function named({ row, content, validFrom, validTo }: Numbered): string {
  const until = validTo ? ` to ${validTo.toISOString()}` : '';
  return `Row ${row} (${writeFactContent(content)}, ${validFrom.toISOString()}${until})`;
}
