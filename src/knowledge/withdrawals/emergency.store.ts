import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';
import type { EmergencyKind, EmergencyState } from './emergency.js';

/** A proposal with the key and topic of its answer. */
export type EmergencyRow = Row<'emergency'> & { readonly answerKey: string; readonly topicId: number };

export function insertEmergency(tx: Database, row: NewRow<'emergency'>): Promise<Row<'emergency'>> {
  return tx.insertInto('emergency').values(row).returningAll().executeTakeFirstOrThrow();
}

/** The proposal of that kind that nobody has decided on, locked until the transaction ends. */
export function lockOpenEmergency(
  tx: Database,
  answerId: number,
  kind: EmergencyKind,
): Promise<Row<'emergency'> | undefined> {
  return tx
    .selectFrom('emergency')
    .selectAll()
    .where('answer_id', '=', answerId)
    .where('kind', '=', kind)
    .where('state', '=', 'PROPOSED')
    .forUpdate()
    .executeTakeFirst();
}

/** One by its number, locked until the transaction ends. */
export function lockEmergency(tx: Database, id: number): Promise<EmergencyRow | undefined> {
  return withAnswer(tx).where('emergency.id', '=', id).forUpdate('emergency').executeTakeFirst();
}

/** Turns down the open proposal of that kind, if there is one. */
export async function declineOpenEmergency(
  tx: Database,
  to: { readonly answerId: number; readonly kind: EmergencyKind },
  decided: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx
    .updateTable('emergency')
    .set({ state: 'DECLINED', decided_by: decided.by, decided_at: decided.at })
    .where('answer_id', '=', to.answerId)
    .where('kind', '=', to.kind)
    .where('state', '=', 'PROPOSED')
    .execute();
}

export function updateEmergency(
  tx: Database,
  id: number,
  change: Partial<NewRow<'emergency'>>,
): Promise<Row<'emergency'>> {
  return tx.updateTable('emergency').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
}

/** Which ones are wanted; what is not given does not matter. */
export interface EmergencyFilter {
  readonly key?: string;
  readonly state?: EmergencyState;
  /** Of those that must be looked at afterwards: whether somebody has. */
  readonly reviewed?: { readonly is: boolean; readonly among: readonly EmergencyKind[] };
}

/** Newest first. */
export function emergenciesBy(db: Database, { key, state, reviewed }: EmergencyFilter): Promise<EmergencyRow[]> {
  let query = withAnswer(db);
  if (key !== undefined) query = query.where('answer.key', '=', key);
  if (state !== undefined) query = query.where('emergency.state', '=', state);
  if (reviewed)
    query = query
      .where('emergency.state', '=', 'CARRIED_OUT')
      .where('emergency.kind', 'in', [...reviewed.among])
      .where('emergency.reviewed_at', reviewed.is ? 'is not' : 'is', null);
  return query.orderBy('emergency.id', 'desc').execute();
}

/** The corrections of an answer that were published. */
export function correctionsOf(db: Database, answerId: number): Promise<EmergencyRow[]> {
  return withAnswer(db)
    .where('emergency.answer_id', '=', answerId)
    .where('emergency.made_version', 'is not', null)
    .execute();
}

function withAnswer(db: Database) {
  return db
    .selectFrom('emergency')
    .innerJoin('answer', 'answer.id', 'emergency.answer_id')
    .selectAll('emergency')
    .select(['answer.key as answerKey', 'answer.topic_id as topicId']);
}
