import { allow } from '../../access/index.js';
import { AppError } from '../../platform/errors.js';
import { record } from '../../platform/audit/index.js';
import { announce } from '../../platform/events.js';
import { requireText } from '../../platform/text.js';
import { allowOnFact } from '../allow-under-topic.js';
import * as store from '../fact.store.js';
import type { FactContext } from './fact-statement.js';

/** Turns a statement down for good, with the reason that its author reads; only a second person may. Gives the fact's key. */
export async function refuseFact(
  ctx: FactContext,
  input: { readonly statement: number; readonly reason: string },
): Promise<string> {
  allow(ctx.actor, 'publish facts');
  const reason = requireText('reason', input.reason, { max: 500 });
  return ctx.db.transaction().execute(async (tx) => {
    const statement = await store.lockStatement(tx, input.statement);
    if (!statement) throw new AppError('NOT_FOUND', `There is no statement ${input.statement}.`);
    await allowOnFact(tx, ctx.actor, { key: statement.factKey, owner_team_id: statement.ownerTeamId });
    requireOpen(statement);
    if (statement.stated_by === ctx.actor.name)
      throw new AppError('FORBIDDEN', 'You made this statement: a second person must decide on it.');
    const at = ctx.clock.now();
    await store.decideStatement(tx, statement.id, { state: 'REFUSED', by: ctx.actor.name, at, note: reason });
    await announce(tx, 'fact.refused', { subject: `fact/${statement.factKey}`, statement: statement.id }, at);
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'fact.refused',
      subject: `fact/${statement.factKey}`,
      details: { statement: statement.id, kind: statement.kind },
    });
    return statement.factKey;
  });
}

/** Throws CONFLICT unless the statement waits for a decision. */
export function requireOpen(statement: { readonly id: number; readonly state: string }): void {
  if (statement.state !== 'PROPOSED')
    throw new AppError('CONFLICT', `The statement ${statement.id} was ${statement.state.toLowerCase()} before.`);
}
