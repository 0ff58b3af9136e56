import type { Database } from '../../platform/database/database.js';
import type { Observation } from '../observation.js';
import { ratedCell } from '../rated-cell.js';
import type { RatedChannel } from '../rates.js';
import { type PairRate, pairRates, type PartRates, ratesByPart } from './breakdown.js';
import { topicsOfAnswers } from './topic-of-answer.store.js';

/** The cells of one sweep, and the channels that it put the questions to. */
export interface SweptCells {
  readonly observations: readonly Observation[];
  readonly swept: readonly RatedChannel[];
}

/** The rates of each topic, as the answers stand under topics now; an answer that was deleted stands under "". */
export async function ratesByTopic(
  { db }: { readonly db: Database },
  { observations, swept }: SweptCells,
): Promise<readonly PartRates[]> {
  const answers = new Map(observations.map(({ probe }) => [probe.key, probe.expects]));
  const topics = await topicsOfAnswers(db, [...new Set(answers.values())]);
  return ratesByPart(observations.map(ratedCell), swept, (probe) => topics.get(answers.get(probe) ?? '') ?? '');
}

/** The rates of each language in which was asked. */
export function ratesByLocale({ observations, swept }: SweptCells): readonly PartRates[] {
  const locales = new Map(observations.map(({ probe }) => [probe.key, probe.locale]));
  return ratesByPart(observations.map(ratedCell), swept, (probe) => locales.get(probe) ?? '');
}

/** The rate of each pair of channels. */
export function ratesByPair({ observations, swept }: SweptCells): readonly PairRate[] {
  return pairRates(observations.map(ratedCell), swept);
}
