import type { ImportPlan } from '../transfer/index.js';

/** What an import would do, for a person to read. */
export function importReport({ id, report }: ImportPlan): string {
  const { rows, new: opened, changed, unchanged, problemCount, remarkCount, duplicateCount } = report;
  const lines = [
    `Plan ${id}: ${rows} rows read; ${opened} new, ${changed} changed, ${unchanged} unchanged.`,
    ...section('problem', problemCount, report.problems),
    ...section('remark', remarkCount, report.remarks),
    ...section(
      'duplicate',
      duplicateCount,
      report.duplicates.map(({ source, question, of }) => ({
        source,
        field: 'question',
        message: `"${question}" is asked in ${of} too.`,
      })),
    ),
    ...(problemCount > 0 ? ['Nothing can be imported until the problems are mended.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function section(
  name: string,
  count: number,
  notes: readonly { readonly source: string; readonly field: string; readonly message: string }[],
): readonly string[] {
  if (count === 0) return [];
  const rest = count - notes.length;
  return [
    `${count} ${name}${count === 1 ? '' : 's'}:`,
    ...notes.map(({ source, field, message }) => `  ${line(source)} · ${field}: ${line(message)}`),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ];
}

/** A file's words may hold signs that a terminal obeys. */
function line(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}
