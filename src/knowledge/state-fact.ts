import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { teamId } from './create-topic.js';
import type { FactType } from './fact-content.js';
import * as store from './fact.store.js';
import { parseFactContent } from './parse-fact-content.js';
import { type Scope, scopeKey } from './scope.js';
import { type Switching, switched, switchPublished, unchanged } from './switch-published.js';

/** A value that someone states of a fact: nobody's word alone, until a second person publishes it. */
export interface FactStatementInput {
  readonly key: string;
  /** As an editor writes it: "GBP 12.00", "5 working days". */
  readonly value: string;
  readonly scope?: Scope;
  /** From when it holds; absent = from its publication. */
  readonly validFrom?: Date | null;
  /** Until when, exclusive; absent = until the next value begins. */
  readonly validTo?: Date | null;
  readonly source: string;
}

/** A statement that overlaps a value which begins later: both are named, nothing is changed. */
export interface FactOverlap {
  readonly outcome: 'overlap';
  readonly existing: Row<'fact_value'>;
}

export type StatedOutcome = { readonly outcome: 'stated'; readonly statementId: number } | FactOverlap;
export type PublishedFactOutcome =
  | { readonly outcome: 'published'; readonly key: string; readonly valueId: number; readonly snapshotSequence: number }
  | FactOverlap;

type FactContext = { readonly db: Database; readonly clock: Clock; readonly actor: Actor };

/** Opens a fact; it has no value yet, so an answer that needs it cannot be published. */
export async function createFact(
  ctx: FactContext,
  fact: { readonly key: string; readonly type: FactType; readonly name: string; readonly ownerTeam: string },
): Promise<void> {
  allow(ctx.actor, 'state facts');
  if (await store.factByKey(ctx.db, fact.key))
    throw new AppError('CONFLICT', `There is a fact named ${fact.key} already.`);
  await store.insertFact(ctx.db, {
    key: fact.key,
    type: fact.type,
    name: requireText('name', fact.name, { max: 200 }),
    owner_team_id: await teamId(ctx.db, fact.ownerTeam),
    recorded_at: ctx.clock.now(),
  });
}

/** Records a proposed value with its source. */
export async function stateFact(ctx: FactContext, input: FactStatementInput): Promise<StatedOutcome> {
  allow(ctx.actor, 'state facts');
  const fact = await store.factByKey(ctx.db, input.key);
  if (!fact) throw new AppError('NOT_FOUND', `There is no fact named ${input.key}.`);
  const from = input.validFrom ?? ctx.clock.now();
  const to = input.validTo ?? null;
  if (to && to <= from) throw new AppError('BAD_INPUT', 'validTo must be later than validFrom.');
  const content = parseFactContent(fact.type as FactType, input.value);
  const later =
    to && laterBeginning(await store.standingValues(ctx.db, fact.id, scopeKey(input.scope ?? {}), from, to), from);
  if (later) return { outcome: 'overlap', existing: later };
  const statement = await store.insertStatement(ctx.db, {
    fact_id: fact.id,
    scope: JSON.stringify(input.scope ?? {}),
    content: JSON.stringify(content),
    valid_from: from,
    valid_to: to,
    source: requireText('source', input.source, { max: 500 }),
    stated_by: ctx.actor.name,
    stated_at: ctx.clock.now(),
    state: 'PROPOSED',
  });
  return { outcome: 'stated', statementId: statement.id };
}

/** Makes a stated value hold; the one who stated it may not. Values it replaces are cut or retracted, never rewritten. */
export async function publishFact(ctx: FactContext, statementId: number): Promise<PublishedFactOutcome> {
  allow(ctx.actor, 'publish facts');
  return switchPublished<PublishedFactOutcome>(ctx, 'fact.published', String(statementId), async (switching) => {
    const statement = await store.lockStatement(switching.tx, statementId);
    if (!statement) throw new AppError('NOT_FOUND', `There is no statement ${statementId}.`);
    if (statement.state !== 'PROPOSED')
      throw new AppError('CONFLICT', `The statement ${statementId} was ${statement.state.toLowerCase()} before.`);
    if (statement.stated_by === ctx.actor.name)
      throw new AppError('FORBIDDEN', 'You stated this value: a second person must publish it.');
    const outcome = await place(ctx, switching, statement);
    return outcome.outcome === 'published' ? switched(outcome) : unchanged(outcome);
  });
}

type Statement = NonNullable<Awaited<ReturnType<typeof store.lockStatement>>>;

async function place(
  ctx: FactContext,
  { tx, moment, sequence }: Switching,
  statement: Statement,
): Promise<PublishedFactOutcome> {
  const from = statement.valid_from;
  const meeting = await store.standingValues(
    tx,
    statement.fact_id,
    scopeKey(statement.scope),
    from,
    statement.valid_to,
  );
  const later = laterBeginning(meeting, from);
  if (later && statement.valid_to) return { outcome: 'overlap', existing: later };
  const to = statement.valid_to ?? later?.valid_from ?? null;
  for (const value of meeting.filter((candidate) => candidate.valid_from <= from))
    await cutOut(tx, value, { from, to, at: moment });
  const value = await store.insertValue(tx, {
    fact_id: statement.fact_id,
    scope: JSON.stringify(statement.scope),
    scope_key: scopeKey(statement.scope),
    content: JSON.stringify(statement.content),
    valid_from: from,
    valid_to: to,
    source: statement.source,
    stated_by: statement.stated_by,
    approved_by: ctx.actor.name,
    recorded_at: moment,
  });
  await store.decideStatement(tx, statement.id, { state: 'PUBLISHED', by: ctx.actor.name, at: moment });
  return { outcome: 'published', key: statement.factKey, valueId: value.id, snapshotSequence: sequence };
}

/** Takes [from, to) out of a value: what is left before and after goes on under the same identity. */
async function cutOut(
  tx: DatabaseTransaction,
  value: Row<'fact_value'>,
  hole: { from: Date; to: Date | null; at: Date },
): Promise<void> {
  await store.retractValue(tx, value.id, hole.at);
  const rest = {
    ...value,
    scope: JSON.stringify(value.scope),
    content: JSON.stringify(value.content),
    recorded_at: hole.at,
    retracted_at: null,
    continues: value.continues ?? value.id,
  };
  const { id: _, ...row } = rest;
  if (value.valid_from < hole.from) await store.insertValue(tx, { ...row, valid_to: hole.from });
  if (hole.to && (value.valid_to === null || value.valid_to > hole.to))
    await store.insertValue(tx, { ...row, valid_from: hole.to });
}

function laterBeginning(values: readonly Row<'fact_value'>[], from: Date): Row<'fact_value'> | undefined {
  return values.find((value) => value.valid_from > from);
}
