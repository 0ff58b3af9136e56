import { type Actor, allow, type Audience } from '../access/index.js';
import { isServable, type PublishedAnswer, type Scope, type Snapshot } from '../knowledge/index.js';
import { ask, type Models, type Resolution } from '../matching/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { NewRow } from '../platform/database/tables.js';
import { AppError } from '../platform/errors.js';
import { phrasingKey } from '../platform/normalise.js';
import { requireText } from '../platform/text.js';
import type { InquiryOutcome } from './inquiry.js';
import * as store from './inquiry.store.js';
import { redactPersonal } from '../platform/redact-personal.js';

/** A message as a channel reports it; it says what was asked, never what it came to. */
export interface InquiryInput {
  readonly question: string;
  readonly channel: string;
  readonly locale: string;
  readonly audience: Audience;
  readonly scope: Scope;
  readonly previousAnswers: readonly string[];
  readonly conversation: string | null;
  readonly turn: string | null;
}

/** A question that is in the log now. */
export interface RecordedInquiry {
  readonly id: number;
  readonly outcome: InquiryOutcome;
}

interface RecordingContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly snapshot: Snapshot;
  readonly models: Pick<Models, 'for'>;
}

/**
 * Writes each question of a message into the log, with what it resolves to: that is reckoned here, so that no channel can put words into the log
 * that nobody was told. It is kept when this returns; a turn of a conversation that was recorded before is not recorded again.
 */
export async function recordInquiry(ctx: RecordingContext, input: InquiryInput): Promise<readonly RecordedInquiry[]> {
  allow(ctx.actor, 'record questions');
  allowChannel(ctx.actor, input.channel);
  const reference = referenceOf(input);
  const rows = ask(ctx, input).map((resolution) => ({ ...rowOf(ctx, input, resolution), ...columnsOf(reference) }));
  return ctx.db.transaction().execute(async (tx) => {
    if (reference) {
      await store.lockConversation(tx, reference.conversation);
      const earlier = await store.inquiriesOfTurn(tx, { ...reference, channel: input.channel });
      if (earlier.length > 0) return earlier;
    }
    return store.insertInquiries(tx, rows);
  });
}

/** A stolen key of one channel must not be able to speak for another. */
export function allowChannel(actor: Actor, channel: string): void {
  if (actor.role === 'CHANNEL' && actor.channel !== channel)
    throw new AppError('FORBIDDEN', `The key of ${actor.channel} may not record what is asked on ${channel}.`);
}

const longestReference = 200;

function referenceOf({ conversation, turn }: InquiryInput): { conversation: string; turn: string } | null {
  if ((conversation === null) !== (turn === null))
    throw new AppError('BAD_INPUT', 'conversation and turn go together: give both or neither.');
  if (conversation === null || turn === null) return null;
  const limits = { max: longestReference };
  return { conversation: requireText('conversation', conversation, limits), turn: requireText('turn', turn, limits) };
}

function columnsOf(reference: ReturnType<typeof referenceOf>): Pick<NewRow<'inquiry'>, 'conversation_id' | 'turn'> {
  return { conversation_id: reference?.conversation ?? null, turn: reference?.turn ?? null };
}

function rowOf(
  ctx: RecordingContext,
  input: InquiryInput,
  resolution: Resolution,
): Omit<NewRow<'inquiry'>, 'conversation_id' | 'turn'> {
  const question = redactPersonal(resolution.question);
  const answer = answerGiven(ctx.snapshot, resolution);
  const previous = input.previousAnswers.at(-1);
  const choices = resolution.outcome === 'choices' ? resolution.choices.map((choice) => choice.answer.key) : [];
  return {
    at: ctx.clock.now(),
    channel_key: input.channel,
    locale: input.locale,
    audience: input.audience,
    scope: JSON.stringify(input.scope),
    question,
    question_key: phrasingKey(question),
    previous_answer: previous !== undefined && ctx.snapshot.answers.has(previous) ? previous : null,
    outcome: answer ? 'ANSWERED' : choices.length > 0 ? 'CHOICES' : 'NO_ANSWER',
    answer_key: answer?.key ?? null,
    version: answer?.version.number ?? null,
    choices,
    confidence: resolution.confidence,
    snapshot_sequence: resolution.snapshotSequence,
    model_id: resolution.modelId,
  };
}

/** An answer whose fact has no value today fits, and is not given. */
export function answerGiven(snapshot: Snapshot, resolution: Resolution): PublishedAnswer | null {
  return resolution.outcome === 'answered' && isServable(snapshot, resolution.answer) ? resolution.answer : null;
}
