import { AppError, isAppError } from '../../platform/errors.js';
import type { GuardedFetch } from '../../platform/http/guarded-fetch.js';
import { openSecret, type WebhookSettings } from '../../webhooks/index.js';
import { slackSeal } from './change-alerts.js';
import { headingOf, type MessageWords, type WordsContext, wordsOfMessage } from './finding-words.js';
import { type FindingMailContext, sendFindingMail } from './mail-message.js';
import * as store from './message.store.js';
import { slackMessage } from './slack-message.js';
import { toldBy } from './told.store.js';

/** What sending needs to know of the world. */
export interface DeliverMessageContext extends FindingMailContext, WordsContext {
  readonly fetch: Pick<GuardedFetch, 'post'>;
  readonly webhookSettings: Pick<WebhookSettings, 'key'>;
}

/**
 * Sends one message: a mail by the mail queue, a Slack-shaped call at once. Throws what went wrong, so that the queue tries again; why stands in the
 * alert meanwhile. A message whose alert is gone is not sent.
 */
export async function deliverFindingMessage(ctx: DeliverMessageContext, id: number): Promise<void> {
  const message = await store.messageUnderWay(ctx.db, id);
  if (!message) return;
  try {
    await send(ctx, message, await wordsOfMessage(ctx, await toldBy(ctx.db, id)));
  } catch (error) {
    const failure = isAppError(error) ? error.message : 'It could not be sent.';
    await store.noteMessageFailure(ctx.db, id, failure, ctx.clock.now());
    throw error;
  }
}

/** What the queue does with a message that all attempts failed for: what it would have told of goes with the next. */
export async function giveUpFindingMessage(ctx: Pick<DeliverMessageContext, 'db'>, id: number): Promise<void> {
  await store.markGivenUp(ctx.db, id);
}

async function send(
  ctx: DeliverMessageContext,
  { id, mailAddress, slackUrl }: store.MessageUnderWay,
  words: MessageWords,
): Promise<void> {
  if (slackUrl === null) {
    const mail = { to: mailAddress ?? '', heading: headingOf(words), words, idempotencyKey: `finding-alert/${id}` };
    return store.markMailed(ctx.db, id, await sendFindingMail(ctx, mail));
  }
  const url = openSecret(ctx.webhookSettings.key, slackUrl, slackSeal);
  const body = JSON.stringify(slackMessage(words, ctx.apiAddress));
  const status = await ctx.fetch.post(url, { headers: { 'content-type': 'application/json' }, body });
  if (status < 200 || status > 299) throw new AppError('UNAVAILABLE', `The receiver replied with status ${status}.`);
  await store.markMessageTold(ctx.db, id, ctx.clock.now());
}
