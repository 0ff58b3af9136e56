import { type Actor, allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { announce } from '../../platform/events.js';
import type { RateLimit } from '../../platform/rate-limits.js';
import { requireText } from '../../platform/text.js';
import type { AnswerText } from '../answer.js';
import { answerByKey, topicByKey } from '../answer.store.js';
import { type Snapshot, visibleAnswer, visibleAnswers } from '../snapshot.js';
import { suggestionFrom } from './read-suggestions.js';
import type { Suggestion } from './suggestion.js';
import { insertSuggestion, suggestionById } from './suggestion.store.js';

/** What both kinds of suggestion say of themselves. */
interface Grounds {
  readonly reason: string;
  /** An answer that customers accepted from each other, where they did. */
  readonly communityUrl?: string | null;
  /** Any other place where it stands written. */
  readonly sourceUrl?: string | null;
}

/** A change to an answer; what is left out stays as it is. */
export interface EditSuggestion extends Partial<AnswerText>, Grounds {
  readonly key: string;
}

/** An answer that is missing. */
export interface AnswerSuggestion
  extends Pick<AnswerText, 'question' | 'body'>,
    Partial<Pick<AnswerText, 'title' | 'short'>>,
    Grounds {
  readonly topic: string;
}

interface SuggestContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  /** What the suggester has before them: what they may not see, they cannot find by suggesting. */
  readonly snapshot: Snapshot;
  readonly suggestionLimit: RateLimit;
}

const limits = { question: 300, title: 120, body: 20_000, short: 600 } as const;
const parts = ['question', 'title', 'body', 'short'] as const;

/** Proposes a change to an answer that the suggester may see; its owner team decides. */
export async function suggestEdit(ctx: SuggestContext, input: EditSuggestion): Promise<Suggestion> {
  await admit(ctx);
  const words = textOf(input);
  if (parts.every((part) => words[part] === null))
    throw new AppError('BAD_INPUT', 'Suggest at least one of question, title, body and short.');
  const grounds = groundsOf(ctx.actor, input);
  return ctx.db.transaction().execute(async (tx) => {
    const seen = visibleAnswer(ctx.snapshot, ctx.actor, input.key);
    const answer = seen && (await answerByKey(tx, input.key));
    if (!answer) throw new AppError('NOT_FOUND', `There is no answer named ${input.key}.`);
    const { id: answer_id, topic_id } = answer;
    return keep(ctx, tx, { ...words, ...grounds, answer_id, topic_id, based_on: seen.version.number });
  });
}

/** Proposes an answer that is missing; the team that owns the topic decides. */
export async function suggestAnswer(ctx: SuggestContext, input: AnswerSuggestion): Promise<Suggestion> {
  await admit(ctx);
  const words = textOf(input);
  const grounds = groundsOf(ctx.actor, input);
  return ctx.db.transaction().execute(async (tx) => {
    const topic = knowsTopic(ctx, input.topic) ? await topicByKey(tx, input.topic) : undefined;
    if (!topic) throw new AppError('NOT_FOUND', `topic names no topic: ${input.topic}.`);
    return keep(ctx, tx, { ...words, ...grounds, answer_id: null, topic_id: topic.id, based_on: null });
  });
}

/** Staff know every topic, others those that hold an answer for them. */
function knowsTopic({ actor, snapshot }: SuggestContext, key: string): boolean {
  return (
    actor.audience === 'STAFF' ||
    visibleAnswers(snapshot, actor).some(({ topicKey }) => topicKey === key || topicKey.startsWith(`${key}.`))
  );
}

async function admit(ctx: SuggestContext): Promise<void> {
  allow(ctx.actor, 'suggest changes');
  const wait = await ctx.suggestionLimit.take(`${ctx.actor.role}/${ctx.actor.name}`);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', `You have suggested a lot in the last hour: try again in ${wait} seconds.`, {
      retryAfterSeconds: wait,
    });
}

type Words = { readonly [part in (typeof parts)[number]]: string | null };

function textOf(input: Partial<AnswerText>): Words {
  const part = (name: keyof AnswerText) => {
    const text = input[name];
    return text === undefined ? null : requireText(name, text, { max: limits[name] });
  };
  return { question: part('question'), title: part('title'), body: part('body'), short: part('short') };
}

/** A channel speaks for customers, so what it brings is a community's, and says where it stands. */
function groundsOf(actor: Actor, input: Grounds): Pick<NewRow<'suggestion'>, 'reason' | 'origin' | 'source_url'> {
  const community = input.communityUrl ?? null;
  if (actor.role === 'CHANNEL' && community === null)
    throw new AppError('BAD_INPUT', 'communityUrl must name the place where customers accepted the answer.');
  const address = community ?? input.sourceUrl ?? null;
  return {
    reason: requireText('reason', input.reason, { max: 1_000 }),
    origin: community === null ? 'STAFF' : 'COMMUNITY',
    source_url: address === null ? null : webAddress(community === null ? 'sourceUrl' : 'communityUrl', address),
  };
}

/** Staff will click it: only a web page may be linked. */
function webAddress(field: string, text: string): string {
  const url = URL.canParse(text) && text.length <= 500 ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '')
    throw new AppError('BAD_INPUT', `${field} must be a web address of at most 500 characters.`);
  return url.href;
}

type Kept = Omit<NewRow<'suggestion'>, 'suggested_by' | 'suggested_at' | 'state'>;

async function keep(ctx: SuggestContext, tx: DatabaseTransaction, row: Kept): Promise<Suggestion> {
  const at = ctx.clock.now();
  const id = await insertSuggestion(tx, { ...row, suggested_by: ctx.actor.name, suggested_at: at, state: 'OPEN' });
  const kept = await suggestionById(tx, id);
  if (!kept) throw new Error('a suggestion was not found in the transaction that wrote it');
  const subject = `suggestion/${id}`;
  await announce(tx, 'suggestion.made', { subject, topic: kept.topicKey, answer: kept.answerKey }, at);
  await record(tx, {
    actor: ctx.actor,
    at,
    action: 'suggestion.made',
    subject,
    details: { topic: kept.topicKey, answer: kept.answerKey, origin: kept.origin },
  });
  return suggestionFrom(kept);
}
