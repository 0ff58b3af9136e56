import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { Observation } from '../observation.js';
import type { Judge, Opinion } from './judge.js';
import { opinionKey } from './opinion-key.js';
import { opinionsOf } from './opinion.store.js';

/** What the judge holds of observations, as far as it was asked; nothing where there is no judge. */
export async function opinionsOn(
  tx: DatabaseTransaction,
  judge: Judge | null,
  observations: readonly Observation[],
): Promise<ReadonlyMap<Observation, Opinion>> {
  if (judge === null) return new Map();
  const keys = new Map(
    observations.flatMap((observation) => {
      const { canonical, text, probe } = observation;
      if (canonical === null) return [];
      return [[observation, opinionKey(judge, { question: probe.question, canonical, observed: text })] as const];
    }),
  );
  const known = await opinionsOf(tx, [...keys.values()]);
  return new Map(
    [...keys].flatMap(([observation, key]) => {
      const opinion = known.get(key);
      return opinion ? [[observation, opinion] as const] : [];
    }),
  );
}
