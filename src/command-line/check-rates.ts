import type { Rate, Report } from './check-report.js';
import { fitted, type Terminal } from './check-terminal.js';

/** The same-answer rates with their 95 % intervals, then each channel by itself. */
export function ratesText(report: Report, terminal: Terminal): string {
  const { sameAnswerRates, byChannel, byConstruction, byObservation, answeredByAll } = report;
  const sizes = sameAnswerRates.map(({ channels, rate, strict, contradictionFree }) => [
    channels === byChannel.length ? `all ${channels} channels` : `any ${channels} channels`,
    share(rate),
    share(strict),
    share(contradictionFree),
  ]);
  const channels = byChannel.map(({ channel, rate, silent, failed }) => [
    channel.name,
    counted(rate),
    silent === 0 ? '' : `${silent} without an answer`,
    failed === 0 ? '' : `${failed} not read`,
  ]);
  return [
    table([['Same-answer rate', 'the same', 'strictly', 'no contradiction'], ...sizes], terminal),
    '',
    table(
      [
        ['Governed channels', ''],
        ['agree by construction (receipts)', counted(byConstruction)],
        ['agree by observation (words)', counted(byObservation)],
      ],
      terminal,
    ),
    ...stabilityLine(report),
    '',
    table(
      [
        ['Channel', 'the same answer', '', ''],
        ...channels,
        ['answered by every channel', counted(answeredByAll), '', ''],
      ],
      terminal,
    ),
  ].join('\n');
}

function stabilityLine({ sweep }: Report): readonly string[] {
  const { rate } = sweep.stability;
  return rate.compared === 0 ? [] : ['', `Asked in other words, the bots hold their answers: ${counted(rate)}`];
}

/** A share as a person reads it, with its interval; a dash where nothing was compared. */
export function share({ share: value, low, high }: Rate): string {
  return value === null ? '–' : `${percent(value)} % (${percent(low ?? 0)}–${percent(high ?? 1)})`;
}

function counted(rate: Rate): string {
  return rate.share === null ? '– (nothing to compare)' : `${share(rate)}  ${rate.agreeing} of ${rate.compared}`;
}

/** Whole percents, but never "100" or "0" for what is not quite all or nothing. */
function percent(value: number): string {
  const whole = Math.round(value * 100);
  const rounded = (whole === 100 && value < 1) || (whole === 0 && value > 0) ? (value * 100).toFixed(1) : String(whole);
  return rounded === '100.0' ? '99.9' : rounded;
}

function table(rows: readonly (readonly string[])[], terminal: Terminal): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  const [head = '', ...body] = rows.map((row) =>
    row
      .map((cell, column) => fitted(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [terminal.paint('strong', head), ...body].join('\n');
}
