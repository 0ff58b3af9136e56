import type { Account, Activity, ButtonCard, SuggestedAction } from './activity.js';
import type { BotChannel } from './bot-channel.js';
import type { Message } from './message.js';
import { voteActions } from './vote.js';

/** The bot as every channel shows it. */
export const botAccount: Account = { id: 'univocal', name: 'Univocal', role: 'bot' };

/** A message as a Bot Framework activity. `channelData` says what it is and, for an answer, which version; the consistency checker reads it back. */
export function presentMessage(message: Message, channel: BotChannel, user: string): Activity {
  const { kind, text, locale, buttons, provenance, handoff, outOfHours } = message;
  return {
    type: 'message',
    from: botAccount,
    text,
    textFormat: channel.textFormat,
    ...(locale === null ? {} : { locale }),
    inputHint: buttons.length > 0 ? 'expectingInput' : 'acceptingInput',
    ...shownButtons(message, channel, user),
    ...(provenance === null ? {} : { entities: voteActions(provenance) }),
    channelData: {
      kind,
      ...provenance,
      ...(handoff === null ? {} : { handoff }),
      ...(outOfHours ? { outOfHours } : {}),
    },
  };
}

/** Beneath the message where that has room for all, else on a card. */
function shownButtons(
  { buttons }: Message,
  { suggestedActions }: BotChannel,
  user: string,
): Pick<Activity, 'suggestedActions' | 'attachments'> {
  if (buttons.length === 0) return {};
  const actions = buttons.map((button): SuggestedAction => ({ type: 'imBack', ...button }));
  if (buttons.length <= suggestedActions) return { suggestedActions: { to: [user], actions } };
  const card: ButtonCard = { contentType: 'application/vnd.microsoft.card.hero', content: { buttons: actions } };
  return { attachments: [card] };
}
