import { allow } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Row } from '../platform/database/tables.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { allowOnFact } from './allow-under-topic.js';
import { teamId } from './create-topic.js';
import type { FactType } from './fact-content.js';
import * as store from './fact.store.js';
import { carryOutStatement, type FactOverlap, type PublishedFactOutcome } from './facts/carry-out-statement.js';
import { daysOfEffect } from './facts/days-of-effect.js';
import type { FactContext } from './facts/fact-statement.js';
import { derivedAmong } from './facts/formula.store.js';
import { requireOpen } from './facts/refuse-fact.js';
import { type Blocked, type GateContext, switchThroughGate } from './gate.js';
import { parseFactContent } from './parse-fact-content.js';
import { statementInRelease } from './releases/in-release.js';
import { type Scope, scopeKey } from './scope.js';
import { switched, unchanged } from './switch-published.js';
import { requireOwnFact } from './topic-rights.js';

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

export type StatedOutcome = { readonly outcome: 'stated'; readonly statementId: number } | FactOverlap;

/** Opens a fact; it has no value yet, so an answer that needs it cannot be published. */
export async function createFact(
  ctx: FactContext,
  fact: { readonly key: string; readonly type: FactType; readonly name: string; readonly ownerTeam: string },
): Promise<void> {
  allow(ctx.actor, 'state facts');
  const ownerTeamId = await teamId(ctx.db, fact.ownerTeam);
  requireOwnFact(ctx.actor, fact);
  if (await store.factByKey(ctx.db, fact.key))
    throw new AppError('CONFLICT', `There is a fact named ${fact.key} already.`);
  const at = ctx.clock.now();
  await ctx.db.transaction().execute(async (tx) => {
    await store.insertFact(tx, {
      key: fact.key,
      type: fact.type,
      name: requireText('name', fact.name, { max: 200 }),
      owner_team_id: ownerTeamId,
      recorded_at: at,
    });
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'fact.created',
      subject: `fact/${fact.key}`,
      details: { type: fact.type, ownerTeam: fact.ownerTeam },
    });
  });
}

/** Records a proposed value with its source. */
export async function stateFact(ctx: FactContext, input: FactStatementInput): Promise<StatedOutcome> {
  allow(ctx.actor, 'state facts');
  const fact = await store.factByKey(ctx.db, input.key);
  if (!fact) throw new AppError('NOT_FOUND', `There is no fact named ${input.key}.`);
  await allowOnFact(ctx.db, ctx.actor, fact);
  if ((await derivedAmong(ctx.db, [fact.key])).length > 0)
    throw new AppError('CONFLICT', `${fact.key} is derived by a formula: it has no values of its own.`);
  const from = input.validFrom ?? ctx.clock.now();
  const to = input.validTo ?? null;
  if (to && to <= from) throw new AppError('BAD_INPUT', 'validTo must be later than validFrom.');
  const content = parseFactContent(fact.type as FactType, input.value);
  const later =
    to && laterBeginning(await store.standingValues(ctx.db, fact.id, scopeKey(input.scope ?? {}), from, to), from);
  if (later) return { outcome: 'overlap', existing: later };
  return ctx.db.transaction().execute(async (tx) => {
    const statement = await store.insertStatement(tx, {
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
    await record(tx, {
      actor: ctx.actor,
      at: statement.stated_at,
      action: 'fact.stated',
      subject: `fact/${input.key}`,
      details: { statement: statement.id, value: content, scope: input.scope ?? {}, validFrom: from, validTo: to },
    });
    return { outcome: 'stated', statementId: statement.id };
  });
}

/**
 * Does what a statement says: the value holds, or is taken back, or the formula derives. The one who made it may not.
 *
 * 2026-11-23: taking a value back asks no gate. It never held; that an answer has no value then and is shown to nobody is better than that it
 * goes on saying what is wrong, and the outcome names those answers.
 */
export async function publishFact(
  ctx: FactContext & GateContext,
  statementId: number,
): Promise<PublishedFactOutcome | Blocked> {
  allow(ctx.actor, 'publish facts');
  const isRetraction = (await store.kindOfStatement(ctx.db, statementId)) === 'RETRACTION';
  const gate = isRetraction ? { ...ctx, gateRules: [] } : ctx;
  return switchThroughGate<PublishedFactOutcome>(gate, 'fact.published', String(statementId), async (switching) => {
    const statement = await store.lockStatement(switching.tx, statementId);
    if (!statement) throw new AppError('NOT_FOUND', `There is no statement ${statementId}.`);
    await allowOnFact(switching.tx, ctx.actor, { key: statement.factKey, owner_team_id: statement.ownerTeamId });
    requireOpen(statement);
    const elsewhere = await statementInRelease(switching.tx, statement.id);
    if (elsewhere) throw new AppError('CONFLICT', elsewhere);
    if (statement.stated_by === ctx.actor.name)
      throw new AppError('FORBIDDEN', 'You made this statement: a second person must publish it.');
    const outcome = await carryOutStatement(switching, statement, ctx.actor.name);
    if (outcome.outcome === 'overlap') return unchanged(outcome);
    return switched(outcome, {
      about: `fact/${statement.factKey}`,
      details: { statement: statementId, value: statement.content, validFrom: statement.valid_from },
      people: { statedBy: statement.stated_by },
      effectiveAt: daysOfEffect(statement),
    });
  });
}

function laterBeginning(values: readonly Row<'fact_value'>[], from: Date): Row<'fact_value'> | undefined {
  return values.find((value) => value.valid_from > from);
}
