import { type Actor, system } from '../access/index.js';
import { addresseeOf, type ConversationNotice, sayUnasked, type TemplateVariables } from '../channels/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { isAppError } from '../platform/errors.js';
import {
  type Correction,
  correctionFrom,
  type CorrectionRecipient,
  recipientFrom,
  type RecipientState,
} from './correction.js';
import * as store from './correction.store.js';
import { correctionTemplates } from './prepare-corrections.js';
import { contentNow, type ReadingContext } from './words-then.js';

/** What sending needs: how a mail goes out, and how the messages of a conversation are written. */
export interface DeliverContext extends ReadingContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly sendTemplate: (
    actor: Actor,
    order: {
      readonly template: string;
      readonly to: string;
      readonly locale: string;
      readonly variables: TemplateVariables;
      readonly idempotencyKey: string;
    },
  ) => Promise<unknown>;
  readonly writeNotice: (notice: ConversationNotice) => Promise<Parameters<typeof sayUnasked>[2]>;
}

/** How one recipient's notice ended. */
interface End {
  readonly state: RecipientState;
  readonly note: string | null;
}

/**
 * What the queue does with notices that may go. It may be run again after any failure: a mail has its idempotency key, and a conversation's messages
 * are kept in the transaction that ends the waiting.
 */
export async function deliverCorrections(ctx: DeliverContext, correctionId: number): Promise<void> {
  const row = await store.correctionById(ctx.db, correctionId);
  if (row?.state !== 'SENDING') return;
  const correction = correctionFrom(row);
  for (let after = 0; ; ) {
    const page = await store.waitingRecipients(ctx.db, correctionId, after);
    for (const { id } of page) {
      const waiting = await store.waitingRecipient(ctx.db, id);
      if (waiting) await deliver(ctx, correction, recipientFrom(waiting));
    }
    if (page.length === 0) break;
    after = page.at(-1)?.id ?? after;
  }
  await finish(ctx, correctionId);
}

/** What the queue does when all attempts failed: whoever still waits gets no notice, and the batch says so. */
export async function giveUpCorrections(
  ctx: { readonly db: Database; readonly clock: Clock },
  correctionId: number,
): Promise<void> {
  await store.failWaiting(ctx.db, correctionId, 'It could not be sent in several attempts.', ctx.clock.now());
  await finish(ctx, correctionId);
}

async function deliver(ctx: DeliverContext, correction: Correction, recipient: CorrectionRecipient): Promise<void> {
  const settle = (db: Database, end: End) => store.settleRecipient(db, recipient.id, { ...end, at: ctx.clock.now() });
  if (hasChangedSince(ctx, recipient))
    return settle(ctx.db, { state: 'SKIPPED', note: 'What is true changed again after this was prepared.' });
  try {
    if (recipient.mailId !== null) return await settle(ctx.db, await sendMail(ctx, correction, recipient));
    await say(ctx, correction, recipient, settle);
  } catch (error) {
    // A notice that cannot be written now cannot be written later either; whatever else goes wrong is tried again.
    if (!isAppError(error) || error.code === 'UNAVAILABLE') throw error;
    await settle(ctx.db, { state: 'FAILED', note: error.message });
  }
}

function hasChangedSince(ctx: DeliverContext, { told, locale }: CorrectionRecipient): boolean {
  return told.some(({ answer, contentHashNow }) => contentNow(ctx, answer, locale) !== contentHashNow);
}

async function sendMail(ctx: DeliverContext, correction: Correction, recipient: CorrectionRecipient): Promise<End> {
  const to = await addresseeOf(ctx.db, recipient.mailId ?? 0);
  if (to === null) return { state: 'UNREACHABLE', note: 'The mail is no longer kept.' };
  await ctx.sendTemplate(system, {
    template: correctionTemplates.mail,
    to,
    locale: recipient.locale,
    variables: variablesOf(correction, recipient),
    idempotencyKey: `correction/${correction.id}/${recipient.id}`,
  });
  return { state: 'SENT', note: null };
}

async function say(
  ctx: DeliverContext,
  correction: Correction,
  recipient: CorrectionRecipient,
  settle: (db: Database, end: End) => Promise<void>,
): Promise<void> {
  const conversationId = recipient.conversationId ?? '';
  const activities = await ctx.writeNotice({
    conversationId,
    template: correctionTemplates.conversation,
    variables: variablesOf(correction, recipient),
    locale: recipient.locale,
    answers: recipient.told.filter(({ receiptNow }) => receiptNow !== null).map(({ answer }) => answer),
  });
  await ctx.db.transaction().execute(async (tx) => {
    if (!(await store.lockWaiting(tx, recipient.id))) return;
    const isSaid = await sayUnasked({ db: tx, clock: ctx.clock }, conversationId, activities);
    await settle(
      tx,
      isSaid ? { state: 'SENT', note: null } : { state: 'UNREACHABLE', note: 'The conversation has ended.' },
    );
  });
}

function variablesOf({ reason }: Correction, { told }: CorrectionRecipient): TemplateVariables {
  return {
    reason,
    corrections: told.map((one) => ({
      title: one.title,
      words_then: one.wordsThen,
      words_now: one.wordsNow,
      receipt_then: one.receiptThen,
      receipt_now: one.receiptNow ?? '',
      answer: one.receiptNow === null ? '' : one.answer,
    })),
  };
}

async function finish(ctx: { readonly db: Database; readonly clock: Clock }, correctionId: number): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const row = await store.lockCorrection(tx, correctionId);
    if (row?.state !== 'SENDING') return;
    const at = ctx.clock.now();
    await store.updateCorrection(tx, correctionId, { state: 'SENT', edit: row.edit + 1, sent_at: at });
    await record(tx, { actor: system, at, action: 'correction.sent', subject: `correction/${correctionId}` });
  });
}
