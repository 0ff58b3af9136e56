import type { Activity } from '../../bots/conversation/activity.js';
import type { AnswerDelivery } from '../receipts/index.js';

/** An answer that an activity of the bot tells, as its channel data names it; null for its other words, and for what a customer's client claims. */
export function toldIn({ from, locale, channelData }: Activity): Omit<AnswerDelivery, 'channel' | 'to' | 'at'> | null {
  const { kind, answer, version, receipt, contentHash, factValueIds } = channelData ?? {};
  const isWhole =
    from?.role === 'bot' &&
    kind === 'answer' &&
    typeof answer === 'string' &&
    typeof version === 'number' &&
    typeof receipt === 'string' &&
    typeof contentHash === 'string' &&
    Array.isArray(factValueIds);
  if (!isWhole) return null;
  return {
    receiptCode: receipt,
    answer,
    version,
    locale: locale ?? 'und',
    contentHash,
    factValueIds: factValueIds.map(Number),
  };
}
