import { allow } from '../../access/index.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { allowOnFact } from '../allow-under-topic.js';
import type { FactContent } from '../fact-content.js';
import type { FactContext, StatementContent } from './fact-statement.js';
import { proposeStatement } from './propose-statement.js';
import * as store from '../fact.store.js';

/** Asks for a value to be taken back because it never held; it stands until a second person publishes the statement. */
export async function requestRetraction(
  ctx: FactContext,
  input: { readonly value: number; readonly reason: string },
): Promise<{ readonly statementId: number }> {
  allow(ctx.actor, 'state facts');
  const pieces = await store.standingPieces(ctx.db, input.value);
  const [first] = pieces;
  if (!first) throw new AppError('NOT_FOUND', `There is no value ${input.value} that stands.`);
  await allowOnFact(ctx.db, ctx.actor, { key: first.factKey, owner_team_id: first.ownerTeamId });
  const content: StatementContent['RETRACTION'] = { value: input.value, content: first.content as FactContent };
  const statement = {
    kind: 'RETRACTION',
    fact_id: first.fact_id,
    scope: JSON.stringify(first.scope),
    content: JSON.stringify(content),
    valid_from: first.valid_from,
    valid_to: pieces.at(-1)?.valid_to ?? null,
    source: requireText('reason', input.reason, { max: 500 }),
  } as const;
  return { statementId: await proposeStatement(ctx, first.factKey, statement, content) };
}
