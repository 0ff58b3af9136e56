import { type Cell, legend, markOf, type Report } from './check-report.js';
import { fitted, type Terminal, wrapped } from './check-terminal.js';

interface Row {
  readonly question: string;
  readonly cells: ReadonlyMap<string, Cell>;
}

interface Layout {
  readonly heads: readonly string[];
  readonly widths: readonly number[];
  readonly form: 'word' | 'sign';
  readonly names: boolean;
}

const narrowestQuestion = 24;
const widestQuestion = 60;
const gap = '  ';

/** Questions down, channels across. Rows on which nothing is to be seen are counted and left out unless `all`; it fits any width from 40 columns on. */
export function matrixText(report: Report, terminal: Terminal, options: { readonly all: boolean }): string {
  const rows = rowsOf(report);
  const shown = options.all ? rows : rows.filter(hasSomething);
  const channels = report.byChannel.map(({ channel }) => channel);
  const layout = layoutFor(channels, shown, terminal.width);
  const used = layout.widths.reduce((sum, width) => sum + width + gap.length, 0);
  const questionWidth = Math.min(widestQuestion, Math.max(narrowestQuestion, terminal.width - used));
  const line = (question: string, parts: readonly string[]) =>
    [fitted(question, questionWidth), ...parts].join(gap).trimEnd();
  const head = line(
    '',
    layout.heads.map((text, i) => fitted(text, layout.widths[i] ?? 0)),
  );
  const body = shown.map(({ question, cells }) =>
    line(
      question,
      channels.map(({ key }, i) => {
        const cell = cells.get(key);
        return cell ? painted(cell, layout, layout.widths[i] ?? 0, terminal) : ' '.repeat(layout.widths[i] ?? 0);
      }),
    ),
  );
  const letters = channels.map(({ name }, i) => `${layout.heads[i]} ${name}`);
  const names = layout.names ? [...wrapped(letters, ' · ', terminal.width), ''] : [];
  const hidden = rows.length - shown.length;
  const rest =
    hidden === 0
      ? []
      : [
          `${hidden} of ${rows.length} questions are not shown: every channel that is asked says the same. --all shows them.`,
        ];
  return [
    ...names,
    terminal.paint('strong', head),
    ...body,
    '',
    ...legendLines(shown, layout, terminal.width),
    ...rest,
  ].join('\n');
}

function rowsOf({ cells }: Report): readonly Row[] {
  return [...Map.groupBy(cells, ({ probe }) => probe.key).values()].map((group) => ({
    question: group[0]?.probe.question ?? '',
    cells: new Map(group.map((cell) => [cell.channel.key, cell])),
  }));
}

function hasSomething({ cells }: Row): boolean {
  return [...cells.values()].some(({ state }) => state !== 'SAME' && state !== 'NOT_APPLICABLE');
}

/** Words where there is room, else signs under the channels' keys, else signs under letters that are explained above. */
function layoutFor(channels: Report['byChannel'][number]['channel'][], rows: readonly Row[], width: number): Layout {
  const keys = channels.map(({ key }) => key);
  const widest = (key: string) =>
    Math.max(
      key.length,
      ...rows.map(({ cells }) => cells.get(key)).map((cell) => (cell ? markOf(cell).word.length : 0)),
    );
  const layouts: readonly Layout[] = [
    { heads: keys, widths: keys.map(widest), form: 'word', names: false },
    { heads: keys, widths: keys.map((key) => key.length), form: 'sign', names: false },
  ];
  const fits = ({ widths }: Layout) =>
    narrowestQuestion + widths.reduce((sum, one) => sum + one + gap.length, 0) <= width;
  const letters = channels.map(
    (_, i) => String.fromCodePoint(65 + (i % 26)) + (i < 26 ? '' : String(Math.floor(i / 26))),
  );
  return (
    layouts.find(fits) ?? { heads: letters, widths: letters.map(({ length }) => length), form: 'sign', names: true }
  );
}

function painted(cell: Cell, { form }: Layout, width: number, terminal: Terminal): string {
  const mark = markOf(cell);
  return terminal.paint(mark.tone, fitted(mark[form], width));
}

function legendLines(rows: readonly Row[], { form }: Layout, width: number): readonly string[] {
  if (form === 'word') return [];
  const used = new Set(rows.flatMap(({ cells }) => [...cells.values()].map((cell) => markOf(cell).sign)));
  const entries = legend.filter(({ sign }) => used.has(sign)).map(({ sign, meaning }) => `${sign} ${meaning}`);
  return entries.length === 0 ? [] : [...wrapped(entries, '   ', width), ''];
}
