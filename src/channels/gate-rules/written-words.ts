import type { LocalText, PublishedAnswer, Snapshot } from '../../knowledge/index.js';
import { isAppError } from '../../platform/errors.js';
import { presentable } from '../fill-answer.js';
import { targetsBy } from '../markdown/link-target.js';
import type { Written } from './claims-changed.js';
import { type ChannelGate, filledOnce } from './shown-form.js';

/** An answer's words with its facts and links; null where a fact has no value, which another rule tells. */
export function writtenWords(
  { addressOf }: Pick<ChannelGate, 'addressOf'>,
  snapshot: Snapshot,
  { answer, text }: { readonly answer: PublishedAnswer; readonly text: LocalText },
): Written | null {
  try {
    const filled = presentable({ snapshot, addressOf }, answer, text.locale, filledOnce(snapshot, answer, text));
    return { locale: text.locale, body: filled.body, short: filled.short, resolve: targetsBy(filled.linkTo) };
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_SERVABLE') return null;
    throw error;
  }
}
