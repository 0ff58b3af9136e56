import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { requireText } from '../platform/text.js';
import { allowUnderTopic } from './allow-under-topic.js';
import * as store from './answer.store.js';
import { lockedAnswer } from './draft-answer.js';
import { type GateContext, switchThroughGate } from './gate.js';
import { passed } from './refused-by-gate.js';
import { switched, switchPublished, unchanged } from './switch-published.js';

/** Ways in which customers ask one answer, in one locale. */
export interface PhrasingsInput {
  readonly key: string;
  readonly locale: string;
  readonly texts: readonly string[];
}

type PhrasingContext = { readonly db: Database; readonly clock: Clock; readonly actor: Actor };

const limits = { max: 300 } as const;

/** Adds phrasings; those that are there already stay as they are. Throws CONFLICT when customers ask another answer with the same words. */
export async function addPhrasings(ctx: PhrasingContext & GateContext, input: PhrasingsInput): Promise<void> {
  allow(ctx.actor, 'write phrasings');
  const texts = new Set(input.texts.map((text) => requireText('text', text, limits)));
  const outcome = await switchThroughGate<undefined>(ctx, 'phrasing.added', input.key, async ({ tx, moment }) => {
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    const known = new Set((await store.livePhrasings(tx, answer.id, input.locale)).map((row) => row.text));
    const added = [...texts].filter((text) => !known.has(text));
    if (added.length === 0) return unchanged(undefined);
    await store.insertPhrasings(
      tx,
      added.map((text) => ({
        answer_id: answer.id,
        locale: input.locale,
        text,
        added_by: ctx.actor.name,
        added_at: moment,
      })),
    );
    return switched(undefined, { details: { locale: input.locale, added: added.length } });
  });
  passed(outcome);
}

/** Ends phrasings; the row stays, so that the past can be read back. */
export async function removePhrasings(ctx: PhrasingContext, input: PhrasingsInput): Promise<void> {
  allow(ctx.actor, 'write phrasings');
  await switchPublished(ctx, 'phrasing.removed', input.key, async ({ tx, moment }) => {
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    const ending = (await store.livePhrasings(tx, answer.id, input.locale)).filter((row) =>
      input.texts.includes(row.text),
    );
    if (ending.length === 0) return unchanged(undefined);
    for (const row of ending) await store.endPhrasing(tx, row.id, moment);
    return switched(undefined, { details: { locale: input.locale, removed: ending.map(({ id }) => id) } });
  });
}
