import type { CellState } from './cell.js';
import { meanRate, type Rate, rateOf } from './rate.js';

/** One cell as the rates see it. */
export interface RatedCell {
  readonly probe: string;
  readonly channel: string;
  readonly state: CellState;
  /** Whether a must-say clause is missing with no link to the full answer. */
  readonly omits: boolean;
  /** The answer and version that the channel's receipt names; null without a receipt. */
  readonly receiptOf: string | null;
}

/** A channel as the rates see it. */
export interface RatedChannel {
  readonly key: string;
  readonly mode: 'GOVERNED' | 'OBSERVED';
}

/** SAR_k: the mean over all subsets of `channels` channels. */
export interface SameAnswerRate {
  readonly channels: number;
  /** Neither disagrees nor omits. */
  readonly rate: Rate;
  /** Also counts incomplete and extra as different. */
  readonly strict: Rate;
  /** Counts contradictions only. */
  readonly contradictionFree: Rate;
}

/** How one channel did; silence and failure are numbers of their own. */
export interface ChannelRate {
  readonly channel: string;
  readonly rate: Rate;
  readonly silent: number;
  readonly failed: number;
}

/** The figures of one sweep. */
export interface SweepRates {
  readonly sameAnswerRates: readonly SameAnswerRate[];
  /** Of the probes that all governed channels answered: those whose receipts all name one answer and version. */
  readonly byConstruction: Rate;
  /** Of the same probes: those on which no governed channel's text disagrees or omits. */
  readonly byObservation: Rate;
  /** Of all probes: those that every channel answered. */
  readonly answeredByAll: Rate;
  readonly byChannel: readonly ChannelRate[];
}

/** The measures of product.md over the cells of one sweep. Stale probes are left out; `channels` gives the order. */
export function ratesOf(cells: readonly RatedCell[], channels: readonly RatedChannel[]): SweepRates {
  const known = new Set(channels.map(({ key }) => key));
  const rows = countedRows(cells, channels);
  const governed = channels.filter(({ mode }) => mode === 'GOVERNED').map(({ key }) => key);
  const everywhere =
    governed.length === 0
      ? []
      : rows.map((row) => answersOf(row, governed)).filter((answers) => answers.length === governed.length);
  return {
    sameAnswerRates: subsetSizes(channels.length).map((size) =>
      sameAnswerRate(
        rows,
        channels.map(({ key }) => key),
        size,
      ),
    ),
    byConstruction: rateOf(everywhere.filter(nameOneVersion).length, everywhere.length),
    byObservation: rateOf(everywhere.filter((answers) => answers.every(agrees)).length, everywhere.length),
    answeredByAll: rateOf(rows.filter((row) => answersOf(row, [...known]).length === known.size).length, rows.length),
    byChannel: channels.map(({ key }) => channelRate(key, rows.flat())),
  };
}

/** The cells of each probe that counts: those of stale probes and of unknown channels are left out. */
export function countedRows(
  cells: readonly RatedCell[],
  channels: readonly RatedChannel[],
): readonly (readonly RatedCell[])[] {
  const stale = new Set(cells.filter(({ state }) => state === 'STALE_PROBE').map(({ probe }) => probe));
  const known = new Set(channels.map(({ key }) => key));
  const counted = cells.filter(({ probe, channel }) => !stale.has(probe) && known.has(channel));
  return [...Map.groupBy(counted, ({ probe }) => probe).values()];
}

const silentStates: readonly CellState[] = ['NO_ANSWER', 'ERROR', 'NOT_APPLICABLE', 'STALE_PROBE'];

/** Whether the channel said something that was compared. */
export function answered({ state }: RatedCell): boolean {
  return !silentStates.includes(state);
}

/** Whether a channel neither disagrees with the answer nor omits what must be said: the reading of the headline rate. */
export function agrees({ state, omits }: RatedCell): boolean {
  return (state === 'SAME' || state === 'EXTRA' || state === 'INCOMPLETE') && !omits;
}

/** What counts as agreeing in each reading of the same-answer rate. */
export const readings = { rate: agrees, strict: agreesStrictly, contradictionFree: agreesFreely } as const;

function agreesStrictly({ state, omits }: RatedCell): boolean {
  return state === 'SAME' && !omits;
}

function agreesFreely({ state }: RatedCell): boolean {
  return state !== 'CONTRADICTS';
}

function answersOf(row: readonly RatedCell[], channels: readonly string[]): readonly RatedCell[] {
  return row.filter((cell) => answered(cell) && channels.includes(cell.channel));
}

function nameOneVersion(answers: readonly RatedCell[]): boolean {
  const [first] = answers;
  return (
    first !== undefined && first.receiptOf !== null && answers.every(({ receiptOf }) => receiptOf === first.receiptOf)
  );
}

function channelRate(channel: string, cells: readonly RatedCell[]): ChannelRate {
  const own = cells.filter((cell) => cell.channel === channel);
  const spoken = own.filter(answered);
  const count = (state: CellState) => own.filter((cell) => cell.state === state).length;
  return {
    channel,
    rate: rateOf(spoken.filter(agrees).length, spoken.length),
    silent: count('NO_ANSWER'),
    failed: count('ERROR'),
  };
}

/** Pairs, threes, fours, and all. */
export function subsetSizes(channels: number): readonly number[] {
  return [...new Set([2, 3, 4, channels])].filter((size) => size >= 2 && size <= channels).sort((a, b) => a - b);
}

/** Probes on which the same channels answered and the same channels agreed count alike: few such patterns stand for many probes. */
export interface Pattern {
  readonly answered: bigint;
  readonly agreeing: bigint;
  readonly probes: readonly string[];
}

function sameAnswerRate(
  rows: readonly (readonly RatedCell[])[],
  channels: readonly string[],
  size: number,
): SameAnswerRate {
  const rate = (agrees: (cell: RatedCell) => boolean) =>
    overSubsets(patternsOf(rows, channels, agrees), channels.length, size);
  const { strict, contradictionFree } = readings;
  return { channels: size, rate: rate(agrees), strict: rate(strict), contradictionFree: rate(contradictionFree) };
}

/** The patterns of the rows: which channels answered, and which of those agree. */
export function patternsOf(
  rows: readonly (readonly RatedCell[])[],
  channels: readonly string[],
  agrees: (cell: RatedCell) => boolean,
): readonly Pattern[] {
  const patterns = rows.map((row) => {
    const mask = (cells: readonly RatedCell[]) =>
      cells.reduce((bits, { channel }) => bits | (1n << BigInt(channels.indexOf(channel))), 0n);
    const spoken = answersOf(row, channels);
    return { probe: row[0]?.probe ?? '', answered: mask(spoken), agreeing: mask(spoken.filter(agrees)) };
  });
  const alike = Map.groupBy(patterns, ({ answered, agreeing }) => `${answered} ${agreeing}`);
  return [...alike.values()].flatMap((group) =>
    group[0] ? [{ ...group[0], probes: group.map(({ probe }) => probe) }] : [],
  );
}

function overSubsets(patterns: readonly Pattern[], channels: number, size: number): Rate {
  const count = (holds: (pattern: Pattern) => boolean) =>
    patterns.reduce((sum, pattern) => (holds(pattern) ? sum + pattern.probes.length : sum), 0);
  const parts = [...subsets(channels, size)].map((subset) => ({
    compared: count(({ answered }) => (answered & subset) === subset),
    agreeing: count(({ agreeing }) => (agreeing & subset) === subset),
  }));
  return meanRate(
    parts,
    count(({ answered }) => bitsIn(answered) >= size),
  );
}

/** Every set of so many channels, each a bit. */
export function* subsets(channels: number, size: number, from = 0): Generator<bigint> {
  if (size === 0) return yield 0n;
  for (let first = from; first <= channels - size; first += 1) {
    for (const rest of subsets(channels, size - 1, first + 1)) yield rest | (1n << BigInt(first));
  }
}

/** How many channels a set holds. */
export function bitsIn(mask: bigint): number {
  return mask.toString(2).replaceAll('0', '').length;
}
