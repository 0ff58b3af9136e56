import { type Actor, allow } from '../access/index.js';
import { hasTemplate } from '../channels/index.js';
import { allowOnSubject, type Subject } from '../knowledge/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { NewRow } from '../platform/database/tables.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { lastTellings, type Telling } from '../receipts/index.js';
import { daysAgo } from './blast-radius.js';
import { type CorrectedAnswer, type Correction, correctionFrom } from './correction.js';
import * as store from './correction.store.js';
import { toldBefore } from './since-switch.js';
import { correctedIn, type ReadingContext } from './words-then.js';

/** What is to be put right with those who were told it. */
export interface CorrectionInput {
  readonly subject: Subject;
  /** The published state that put it right. */
  readonly snapshotSequence: number;
  /** For an answer: the first version that was wrong; null = the one before. */
  readonly sinceVersion: number | null;
  /** How many days back those count who were told it. */
  readonly days: number;
  /** Why, in words for the customers. */
  readonly reason: string;
}

/** What preparing needs to know of the world. */
export interface PrepareContext extends ReadingContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
}

/** The templates in which notices are written. */
export const correctionTemplates = { mail: 'correction', conversation: 'correction-chat' } as const;

/** Writes a notice for everyone whose last word from us does not hold any more. Nothing is sent: a second person must say so. */
export async function prepareCorrections(ctx: PrepareContext, input: CorrectionInput): Promise<Correction> {
  allow(ctx.actor, 'write drafts');
  await allowOnSubject(ctx.db, ctx.actor, 'write', input.subject);
  const reason = requireText('reason', input.reason, { max: 500 });
  const toldSince = daysAgo(ctx.clock, input.days);
  for (const key of Object.values(correctionTemplates))
    if (!(await hasTemplate(ctx.db, key)))
      throw new AppError('CONFLICT', `Notices are written by the template ${key}, and there is none: save it first.`);
  const { old, before } = await toldBefore(ctx, input.subject, {
    sequence: input.snapshotSequence,
    sinceVersion: input.sinceVersion,
  });
  const tellings = await lastTellings(ctx.db, old, toldSince);
  const { recipients, stillStanding } = recipientsOf(await withCorrections(ctx, before, tellings));
  if (recipients.length === 0)
    throw new AppError('NOT_FOUND', 'Nobody is known to have been told anything in that time that does not hold now.');
  return keep(ctx, { ...input, reason, toldSince, stillStanding, recipients });
}

type Corrected = Awaited<ReturnType<typeof correctedIn>>;
type Told = readonly [Telling, Corrected];
type Recipient = Omit<NewRow<'correction_recipient'>, 'correction_id'>;

/** A receipt is the same for all who were shown the same: its words are compared once. */
async function withCorrections(
  ctx: PrepareContext,
  before: Parameters<typeof correctedIn>[1],
  tellings: readonly Telling[],
): Promise<readonly Told[]> {
  const known = new Map<string, Corrected>();
  const told: Told[] = [];
  for (const telling of tellings) {
    const found = known.get(telling.receiptCode);
    const corrected = found === undefined ? await correctedIn(ctx, before, telling) : found;
    known.set(telling.receiptCode, corrected);
    told.push([telling, corrected]);
  }
  return told;
}

function recipientsOf(told: readonly Told[]): {
  readonly recipients: readonly Recipient[];
  readonly stillStanding: number;
} {
  const customers = [...Map.groupBy(told, ([{ customer }]) => customer).values()];
  const wrong = customers.map((tellings) => tellings.filter(([, corrected]) => corrected !== 'stands'));
  return {
    recipients: wrong.flatMap((tellings) => (tellings.length === 0 ? [] : [recipientOf(tellings)])),
    stillStanding: wrong.filter((tellings) => tellings.length === 0).length,
  };
}

/** One notice a customer, where they were told last and can still be reached. */
function recipientOf(tellings: readonly Told[]): Recipient {
  const latest = tellings.map(([telling]) => telling).toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const place = (latest.find((telling) => obstacleTo(telling) === null) ?? latest[0]) as Telling;
  const items = tellings.flatMap(([, corrected]): CorrectedAnswer[] =>
    corrected === null || corrected === 'stands' ? [] : [corrected],
  );
  const note = items.length === 0 ? 'What was told was redacted: nothing of it may be repeated.' : obstacleTo(place);
  return {
    channel_key: place.channel,
    conversation_id: place.conversationId,
    mail_id: place.mailId,
    locale: place.locale,
    told: JSON.stringify(items),
    state: note === null ? 'WAITING' : 'UNREACHABLE',
    note,
  };
}

/** Why nothing can be sent where it was told; null when it can. */
function obstacleTo({ mailId, channel, open }: Telling): string | null {
  if (mailId === null && channel !== 'webchat') return 'Nobody can be written to unasked on this channel.';
  if (!open) return mailId === null ? 'The conversation has ended.' : 'The mail is no longer kept.';
  return null;
}

interface Prepared extends Omit<CorrectionInput, 'days'> {
  readonly toldSince: Date;
  readonly stillStanding: number;
  readonly recipients: readonly Recipient[];
}

function keep(ctx: PrepareContext, prepared: Prepared): Promise<Correction> {
  const { subject, recipients } = prepared;
  return ctx.db.transaction().execute(async (tx) => {
    const at = ctx.clock.now();
    const row = await store.insertCorrection(tx, {
      edit: 1,
      state: 'PREPARED',
      answer_key: subject.kind === 'ANSWER' ? subject.key : null,
      fact_key: subject.kind === 'FACT' ? subject.key : null,
      snapshot_sequence: prepared.snapshotSequence,
      told_since: prepared.toldSince,
      reason: prepared.reason,
      still_standing: prepared.stillStanding,
      prepared_by: ctx.actor.name,
      prepared_at: at,
    });
    if (!row)
      throw new AppError('CONFLICT', `Notices about ${subject.key} are prepared already: send or cancel them first.`);
    await store.insertRecipients(
      tx,
      recipients.map((recipient) => ({ ...recipient, correction_id: row.id })),
    );
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'correction.prepared',
      subject: `correction/${row.id}`,
      details: { [subject.kind.toLowerCase()]: subject.key, recipients: recipients.length },
    });
    return correctionFrom(row);
  });
}
