import type { Audience } from '../../access/index.js';
import {
  type Channel,
  type PastDelivery,
  lastDelivery,
  type RenderContext,
  type Rendition,
  renderAnswer,
  type Saying,
} from '../../channels/index.js';
import { chooseText, type PublishedAnswer, type Scope, type Snapshot, visibleAnswer } from '../../knowledge/index.js';
import { ask, type ModelsOfThen, type Resolution } from '../../matching/index.js';
import type { Database } from '../../platform/database/database.js';
import { isAppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';

/** Whether it is on record, or made now from what was published then. */
export type SaidBasis = 'DELIVERED' | 'RECONSTRUCTED';

/** What a channel would have said to a question at a moment, and how we know. */
export interface WouldHaveSaid {
  readonly basis: SaidBasis;
  /** When it was said; null when it was not. */
  readonly deliveredAt: Date | null;
  /** The published state of the moment asked about. */
  readonly snapshotSequence: number;
  /** The model that matched; null for what is on record. */
  readonly modelId: string | null;
  readonly said: readonly (Saying & { readonly choices: readonly string[] })[];
}

/** A question put to the past. */
export interface PastQuestion {
  readonly question: string;
  readonly channel: Channel;
  readonly locale: string;
  readonly audience: Audience;
  readonly scope: Scope;
  /** What was published at the instants asked about. */
  readonly state: Snapshot;
  /** The instant asked about; null when truth and knowledge are asked for at different ones: nothing can have been said then. */
  readonly moment: Date | null;
}

/** What answering it needs to know. */
export type PastContext = Omit<RenderContext, 'snapshot'> & {
  readonly db: Database;
  readonly sourceLocale: string;
  readonly modelsOfThen: ModelsOfThen;
  readonly stateAt: (at: Date) => Promise<Snapshot>;
};

/**
 * The last delivery on record of the same question on that channel, if what it said still stood at the moment asked about; else what today's
 * matcher makes of the phrasings and answers of then.
 */
export async function whatWouldWeHaveSaid(ctx: PastContext, asked: PastQuestion): Promise<WouldHaveSaid> {
  const question = requireText('question', asked.question, { max: 1_000 });
  const delivery = asked.moment
    ? await lastDelivery(ctx.db, { ...asked, question, sourceLocale: ctx.sourceLocale, until: asked.moment })
    : null;
  if (delivery && (await stoodThen(ctx, asked, delivery)))
    return {
      basis: 'DELIVERED',
      deliveredAt: delivery.at,
      snapshotSequence: asked.state.sequence,
      modelId: null,
      said: delivery.said.map((saying) => ({ ...saying, choices: [] })),
    };
  return reconstruct(ctx, { ...asked, question });
}

/** The answers that were given were still given so; a reply without an answer stands as long as nothing at all was published. */
async function stoodThen(ctx: PastContext, asked: PastQuestion, delivery: PastDelivery): Promise<boolean> {
  const { at, answers, said } = delivery;
  const before = await ctx.stateAt(at);
  // The record itself is not touched by a redaction: what it says is not shown again.
  if (answers.some((key) => isRedacted(before, key, asked.locale))) return false;
  return said.every(({ answer }) => {
    if (!answer) return before.sequence === asked.state.sequence;
    const [first, then] = [before, asked.state].map((snapshot) => shown(ctx, snapshot, asked, answer.key));
    return first != null && then != null && first.version === answer.version && first.hash === then.hash;
  });
}

function isRedacted(snapshot: Snapshot, key: string, locale: string): boolean {
  const answer = snapshot.answers.get(key);
  return answer !== undefined && chooseText(answer, locale, snapshot.sourceLocale).text.redacted;
}

function shown(ctx: PastContext, snapshot: Snapshot, asked: PastQuestion, key: string): Rendition | null {
  const answer = visibleAnswer(snapshot, asked, key);
  return answer && rendition(ctx, snapshot, asked, answer);
}

/** The rendition, or null where a fact that it needs had no value. */
function rendition(
  ctx: PastContext,
  snapshot: Snapshot,
  { channel, locale }: PastQuestion,
  answer: PublishedAnswer,
): Rendition | null {
  try {
    return renderAnswer({ ...ctx, snapshot }, answer, channel, locale);
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_SERVABLE') return null;
    throw error;
  }
}

async function reconstruct(ctx: PastContext, asked: PastQuestion): Promise<WouldHaveSaid> {
  const models = await ctx.modelsOfThen(asked.state, asked);
  const resolutions = ask({ snapshot: asked.state, models }, { ...asked, previousAnswers: [] });
  return {
    basis: 'RECONSTRUCTED',
    deliveredAt: null,
    snapshotSequence: asked.state.sequence,
    modelId: resolutions[0]?.modelId ?? null,
    said: resolutions.map((resolution) => sayingOf(ctx, asked, resolution)),
  };
}

const silence = { kind: 'NO_ANSWER', text: '', locale: null, answer: null, receiptCode: null, choices: [] } as const;

function sayingOf(ctx: PastContext, asked: PastQuestion, resolution: Resolution): WouldHaveSaid['said'][number] {
  if (resolution.outcome === 'choices') {
    const questions = resolution.choices.map(
      ({ answer }) => rendition(ctx, asked.state, asked, answer)?.question ?? answer.key,
    );
    return { ...silence, kind: 'CHOICES', choices: questions };
  }
  const made = resolution.outcome === 'answered' ? rendition(ctx, asked.state, asked, resolution.answer) : null;
  if (!made) return silence;
  return {
    kind: 'ANSWER',
    text: made.text,
    locale: made.locale,
    answer: { key: made.receipt.answer, version: made.version },
    receiptCode: made.receipt.code,
    choices: [],
  };
}
