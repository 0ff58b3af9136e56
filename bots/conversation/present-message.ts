import type { Account, Activity } from './activity.js';
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
    ...(buttons.length === 0
      ? {}
      : {
          suggestedActions: { to: [user], actions: buttons.map((button) => ({ type: 'imBack' as const, ...button })) },
        }),
    ...(provenance === null ? {} : { entities: voteActions(provenance) }),
    channelData: {
      kind,
      ...provenance,
      ...(handoff === null ? {} : { handoff }),
      ...(outOfHours ? { outOfHours } : {}),
    },
  };
}
