import type { Database } from '../../platform/database/database.js';
import { type Emergency, emergencyFrom, type EmergencyState, reviewedAfterwards } from './emergency.js';
import * as store from './emergency.store.js';

/** Which ones are wanted; what is not given does not matter. */
export interface EmergencyQuery {
  readonly key?: string;
  readonly state?: EmergencyState;
  /** Of those that were carried out around the review: whether a third person has looked at them. */
  readonly reviewed?: boolean;
}

/** What two people decided, or one proposes, newest first. */
export async function emergencies(db: Database, query: EmergencyQuery): Promise<readonly Emergency[]> {
  const { reviewed, ...rest } = query;
  const filter = reviewed === undefined ? rest : { ...rest, reviewed: { is: reviewed, among: reviewedAfterwards } };
  return (await store.emergenciesBy(db, filter)).map((row) => emergencyFrom(row.answerKey, row));
}

/** The corrections of an answer by the numbers of the versions that they became. */
export async function correctionsOf(db: Database, answerId: number): Promise<ReadonlyMap<number, Emergency>> {
  const rows = await store.correctionsOf(db, answerId);
  return new Map(rows.map((row) => [row.made_version ?? 0, emergencyFrom(row.answerKey, row)]));
}
