import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { requireText } from '../platform/text.js';
import { allowUnderTopic } from './allow-under-topic.js';
import type { PhrasingsInput } from './change-phrasings.js';
import { lockedAnswer } from './draft-answer.js';
import { type GateContext, switchThroughGate } from './gate.js';
import * as store from './negative.store.js';
import { passed } from './refused-by-gate.js';
import { switched, switchPublished, unchanged } from './switch-published.js';

type NegativeContext = { readonly db: Database; readonly clock: Clock; readonly actor: Actor };

const limits = { max: 300 } as const;

/** Says of texts that they do not ask for an answer. Throws CONFLICT where one is a phrasing of it. */
export async function addNegatives(ctx: NegativeContext & GateContext, input: PhrasingsInput): Promise<void> {
  allow(ctx.actor, 'write phrasings');
  const texts = new Set(input.texts.map((text) => requireText('text', text, limits)));
  const outcome = await switchThroughGate<undefined>(
    ctx,
    'negative-phrasing.added',
    input.key,
    async ({ tx, moment }) => {
      const answer = await lockedAnswer(tx, input.key);
      await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
      const known = new Set((await store.liveNegatives(tx, answer.id, input.locale)).map(({ text }) => text));
      const added = [...texts].filter((text) => !known.has(text));
      if (added.length === 0) return unchanged(undefined);
      const by = { added_by: ctx.actor.name, added_at: moment };
      await store.insertNegatives(
        tx,
        added.map((text) => ({ answer_id: answer.id, locale: input.locale, text, ...by })),
      );
      return switched(undefined, { details: { locale: input.locale, added: added.length } });
    },
  );
  passed(outcome);
}

/** Ends negative phrasings; the rows stay, so that the past can be read back. */
export async function removeNegatives(ctx: NegativeContext, input: PhrasingsInput): Promise<void> {
  allow(ctx.actor, 'write phrasings');
  await switchPublished(ctx, 'negative-phrasing.removed', input.key, async ({ tx, moment }) => {
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    const live = await store.liveNegatives(tx, answer.id, input.locale);
    const ending = live.filter(({ text }) => input.texts.includes(text));
    if (ending.length === 0) return unchanged(undefined);
    for (const { id } of ending) await store.endNegative(tx, id, { by: ctx.actor.name, at: moment });
    return switched(undefined, { details: { locale: input.locale, removed: ending.map(({ id }) => id) } });
  });
}
