import type { Database } from '../../platform/database/database.js';
import { ratedCell } from '../rated-cell.js';
import { countAsked } from '../severity/traffic.js';
import { type WeightedSameAnswerRate, weightedRates } from '../weighted-rates.js';
import type { SweptCells } from './report-parts.js';

const window = 28 * 86_400_000;

/** The same-answer rates in which each question counts as often as its answer was asked for in the 28 days before an instant, and at least once. */
export async function ratesByTraffic(
  { db }: { readonly db: Database },
  { observations, swept }: SweptCells,
  until: Date,
): Promise<readonly WeightedSameAnswerRate[]> {
  const probes = [...new Map(observations.map(({ probe }) => [probe.key, probe])).values()];
  const since = new Date(until.getTime() - window);
  const counts = await countAsked(
    db,
    probes.map(({ expects, locale }) => ({ answer: expects, locale, since, until })),
  );
  const asked = new Map(probes.map(({ key }, place) => [key, counts[place] ?? 0]));
  return weightedRates(observations.map(ratedCell), swept, (probe) => Math.max(1, asked.get(probe) ?? 0));
}
