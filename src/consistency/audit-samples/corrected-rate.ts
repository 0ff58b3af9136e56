import type { Database } from '../../platform/database/database.js';
import type { SweptCells } from '../history/report-parts.js';
import { type Rate, rateOf } from '../rate.js';
import { ratedCell } from '../rated-cell.js';
import { agrees, answered, type SameAnswerRate } from '../rates.js';
import { monthOf, type SampleCount } from './audit-sample.js';
import { latestLabelledSample } from './audit-sample.store.js';

/** A rate with what the checker overlooks taken out of it; null where there was nothing to correct. */
export interface CorrectedRate {
  readonly observed: number | null;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The rates of a sweep as they would be if people had compared. */
export interface CorrectedRates extends SampleCount {
  /** Of the labelled pairs, which the checker all called agreeing: those that a person says disagree. */
  readonly overlooked: Rate;
  /** Of all cells that were compared: those that agree. */
  readonly cells: CorrectedRate;
  readonly sameAnswerRates: readonly (CorrectedRate & { readonly channels: number })[];
}

/**
 * observed × (1 − e)^k: of so many agreeing cells that stand behind one agreement each is wrongly called so with the share `e` of `overlooked`, taken
 * as independent of each other. The interval is the 95 % Wilson interval of `e` carried through; that the observed rate is itself an estimate is not
 * in it. Null, never the observed rate, while nothing is labelled.
 */
export function correctedRate(observed: number | null, overlooked: Rate, channels: number): CorrectedRate {
  const without = (missed: number | null) =>
    observed === null || missed === null ? null : observed * (1 - missed) ** channels;
  return {
    observed,
    share: without(overlooked.share),
    low: without(overlooked.high),
    high: without(overlooked.low),
  };
}

/** Corrects the rates of a sweep by the newest sample, up to the month in which it ended, of which a pair is labelled; null when there is none. */
export async function correctedRates(
  { db }: { readonly db: Database },
  { observations }: Pick<SweptCells, 'observations'>,
  swept: { readonly finishedAt: Date | null; readonly sameAnswerRates: readonly SameAnswerRate[] },
): Promise<CorrectedRates | null> {
  const sample = swept.finishedAt && (await latestLabelledSample(db, monthOf(swept.finishedAt)));
  if (!sample) return null;
  const overlooked = rateOf(sample.disagreeing, sample.labelled);
  const compared = observations.map(ratedCell).filter(answered);
  const cells = rateOf(compared.filter(agrees).length, compared.length);
  return {
    ...sample,
    overlooked,
    cells: correctedRate(cells.share, overlooked, 1),
    sameAnswerRates: swept.sameAnswerRates.map(({ channels, rate }) => ({
      channels,
      ...correctedRate(rate.share, overlooked, channels),
    })),
  };
}
