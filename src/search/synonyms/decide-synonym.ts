import { type Actor, allow } from '../../access/index.js';
import { switched, switchPublished } from '../../knowledge/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import type { SynonymRecord, SynonymState, SynonymWords } from './synonym.js';
import { checkedWords } from './synonym.js';
import { decide, insertProposal, lockSynonym } from './synonym.store.js';

type SynonymContext = { readonly db: Database; readonly clock: Clock; readonly actor: Actor };

/** Proposes words that mean others; searches go by them once they are approved. Throws CONFLICT for words that were proposed before. */
export async function proposeSynonym(ctx: SynonymContext, given: SynonymWords): Promise<SynonymRecord> {
  allow(ctx.actor, 'write phrasings');
  const words = checkedWords(given);
  return ctx.db.transaction().execute(async (tx) => {
    const at = ctx.clock.now();
    const proposed = await insertProposal(tx, words, { name: ctx.actor.name, at, sessions: 0 });
    if (!proposed) throw new AppError('CONFLICT', 'This synonym has been proposed before: see what became of it.');
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'synonym.proposed',
      subject: `synonym/${proposed.id}`,
      details: { locale: words.locale },
    });
    return proposed;
  });
}

/** Lets searches go by a proposed synonym, on every node with the same switch of the published state. */
export function approveSynonym(ctx: SynonymContext, id: number): Promise<SynonymRecord> {
  return switchSynonym(ctx, id, { from: 'PROPOSED', state: 'APPROVED', reason: 'synonym.approved' });
}

/** Takes an approved synonym back; the row stays, so that the past can be searched as it was. */
export function removeSynonym(ctx: SynonymContext, id: number): Promise<SynonymRecord> {
  return switchSynonym(ctx, id, { from: 'APPROVED', state: 'REMOVED', reason: 'synonym.removed' });
}

/** Declines a proposal; it is not proposed again. */
export async function declineSynonym(ctx: SynonymContext, id: number): Promise<SynonymRecord> {
  allow(ctx.actor, 'write phrasings');
  return ctx.db.transaction().execute(async (tx) => {
    await standing(tx, id, 'PROPOSED');
    const at = ctx.clock.now();
    await record(tx, { actor: ctx.actor, at, action: 'synonym.declined', subject: `synonym/${id}`, details: {} });
    return decide(tx, id, { state: 'DECLINED', by: ctx.actor.name, at });
  });
}

interface Step {
  readonly from: SynonymState;
  readonly state: SynonymState;
  readonly reason: 'synonym.approved' | 'synonym.removed';
}

function switchSynonym(ctx: SynonymContext, id: number, { from, state, reason }: Step): Promise<SynonymRecord> {
  allow(ctx.actor, 'write phrasings');
  return switchPublished(ctx, reason, String(id), async ({ tx, moment }) => {
    await standing(tx, id, from);
    const decided = await decide(tx, id, { state, by: ctx.actor.name, at: moment });
    return switched(decided, { details: { locale: decided.locale } });
  });
}

async function standing(tx: Database, id: number, state: SynonymState): Promise<SynonymRecord> {
  const synonym = await lockSynonym(tx, id);
  if (!synonym) throw new AppError('NOT_FOUND', 'There is no such synonym.');
  if (synonym.state !== state)
    throw new AppError(
      'CONFLICT',
      `This synonym is ${synonym.state.toLowerCase()} by now: it must be ${state.toLowerCase()} for that.`,
    );
  return synonym;
}
