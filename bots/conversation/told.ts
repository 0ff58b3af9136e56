import type { Activity } from './activity.js';
import type { ConversationState, Told } from './conversation.js';

/** As many as follow-ups lean on: who asked ten questions ago is not interrupted for the first. */
const rememberedTellings = 5;

/** The answer that an activity of the bot tells; null for its other words and for what a customer's client claims. */
export function tellingIn({ from, text, locale, channelData }: Activity): Told | null {
  const { kind, answer, version, contentHash, factValueIds, receipt, snapshot } = channelData ?? {};
  const isWhole =
    from?.role === 'bot' &&
    kind === 'answer' &&
    typeof answer === 'string' &&
    typeof version === 'number' &&
    typeof contentHash === 'string' &&
    Array.isArray(factValueIds);
  return isWhole
    ? {
        answer,
        version,
        contentHash,
        factValueIds: factValueIds.map(String),
        locale: locale ?? null,
        ...(typeof snapshot === 'number' ? { snapshot } : {}),
        // One that did not fit beneath the words is one that the customer never saw.
        ...(typeof receipt === 'string' && text?.endsWith(receipt) ? { receipt } : {}),
      }
    : null;
}

/** Remembers what was told since, also unasked: of each answer the last words count. */
export function withTold(state: ConversationState, since: readonly Told[]): ConversationState {
  if (since.length === 0) return state;
  const latest = new Map(state.told.map((told) => [told.answer, told]));
  for (const told of since) {
    latest.delete(told.answer);
    latest.set(told.answer, told);
  }
  return { ...state, told: [...latest.values()].slice(-rememberedTellings) };
}
