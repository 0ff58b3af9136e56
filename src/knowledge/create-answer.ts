import { type Actor, type Audience, allow } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { allowUnderTopic } from './allow-under-topic.js';
import * as store from './answer.store.js';
import { type Clauses, requireClauses, requireRelated } from './clauses.js';
import type { Scope } from './scope.js';

/** What makes an answer before it has any text. */
export interface NewAnswer extends Clauses {
  readonly key: string;
  readonly topic: string;
  readonly audience: Audience;
  readonly scope: Scope;
  readonly reviewEveryDays?: number;
}

const keyForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const yearly = 365;

/** Opens an answer under a topic; it stays invisible until a version of it is published. */
export function createAnswer(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  input: NewAnswer,
): Promise<void> {
  return ctx.db.transaction().execute((tx) => openAnswer(ctx, tx, input));
}

/** The same inside a transaction that does more than this. */
export async function openAnswer(
  ctx: { readonly clock: Clock; readonly actor: Actor },
  tx: DatabaseTransaction,
  input: NewAnswer,
): Promise<void> {
  allow(ctx.actor, 'write drafts');
  if (!keyForm.test(input.key) || input.key.length > 100)
    throw new AppError('BAD_INPUT', 'key must be lower-case words joined by hyphens, at most 100 characters.');
  const topic = await store.topicByKey(tx, input.topic);
  if (!topic) throw new AppError('NOT_FOUND', `topic names no topic: ${input.topic}.`);
  await allowUnderTopic(tx, ctx.actor, 'write', topic.id);
  if (await store.answerByKey(tx, input.key))
    throw new AppError('CONFLICT', `There is an answer named ${input.key} already.`);
  const at = ctx.clock.now();
  await store.insertAnswer(tx, {
    key: input.key,
    topic_id: topic.id,
    audience: input.audience,
    scope: JSON.stringify(input.scope),
    must_say: requireClauses(input.mustSay),
    related: requireRelated(input.related),
    owner_team_id: topic.owner_team_id,
    review_every_days: input.reviewEveryDays ?? yearly,
    recorded_at: at,
  });
  await record(tx, {
    actor: ctx.actor,
    at,
    action: 'answer.created',
    subject: `answer/${input.key}`,
    details: { topic: input.topic, audience: input.audience, scope: input.scope },
  });
}
