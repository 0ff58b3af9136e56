import type { Activity } from '../../bots/conversation/activity.js';
import { type BotChannel, botChannel } from '../../bots/conversation/bot-channel.js';
import { plainMessage } from '../../bots/conversation/message.js';
import { presentMessage } from '../../bots/conversation/present-message.js';
import { answerMessage } from '../../bots/conversation/speak.js';
import type { RunOperation } from '../../schema/operations/run-operation.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { channelOfConversation } from './conversation.store.js';
import { renderMail } from './email/render-mail.js';
import { templateLocales, type TemplateVariables } from './email/template.js';
import { plainWordsIn } from './plain-words.js';
import { findCompiled } from './email/template.store.js';

/** What is said unasked in a conversation of the web chat or one of its networks: a template's words, then the answers as they stand. */
export interface ConversationNotice {
  readonly conversationId: string;
  readonly template: string;
  readonly variables: TemplateVariables;
  readonly locale: string;
  /** Keys of published answers. */
  readonly answers: readonly string[];
}

/** How the words are had: by the operations of the channels, as in every turn. */
interface NoticeContext {
  readonly db: Database;
  readonly sourceLocale: string;
  readonly run: RunOperation;
  readonly keys: { readonly email: string; readonly webchat: string };
}

/** Writes the messages of a notice in the form of the network on which it is read; throws NOT_FOUND without the template, and what rendering it throws. */
export async function noticeActivities(ctx: NoticeContext, notice: ConversationNotice): Promise<readonly Activity[]> {
  const { locale } = notice;
  const place = botChannel((await channelOfConversation(ctx.db, notice.conversationId)) ?? 'webchat');
  const template = await findCompiled(ctx.db, notice.template, templateLocales(locale, ctx.sourceLocale));
  if (!template) throw new AppError('NOT_FOUND', `There is no template named ${notice.template}.`);
  const api = { runOperation: ctx.run, credential: ctx.keys.email };
  const { text } = await renderMail(api, template, notice.variables);
  const said: Activity[] = plainWordsIn(place.network, text).map((words) => ({
    ...shown(place, plainMessage('notice', words, template.locale)),
    textFormat: 'plain',
  }));
  for (const key of notice.answers) {
    const { answer } = await ctx.run('BotAnswer', { key, channel: place.network, locale }, ctx.keys.webchat);
    if (answer) said.push(shown(place, answerMessage(place, answer)));
  }
  return said;
}

function shown(place: BotChannel, message: Parameters<typeof presentMessage>[0]): Activity {
  return presentMessage(message, place, '');
}
