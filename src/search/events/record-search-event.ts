import type { Actor } from '../../access/index.js';
import { type Snapshot, visibleAnswer } from '../../knowledge/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import type { RateLimit } from '../../platform/rate-limits.js';
import { redactPersonal } from '../../platform/redact-personal.js';
import { requireText } from '../../platform/text.js';
import { insertSearchEvent } from './search-event.store.js';

/** What someone looked for, what was shown, and what was opened of it. */
export interface SearchEventInput {
  readonly query: string;
  readonly locale: string;
  /** How many results were shown. */
  readonly shown: number;
  readonly clicked: { readonly answer: string; readonly position: number } | null;
  /** Random, made by the client for one visit. */
  readonly session: string;
  readonly channel: string;
}

const sessionForm = /^[A-Za-z0-9_-]{16,64}$/;
const lastPosition = 1_000;

/** Keeps what search taught: without names, addresses or numbers, and without who asked. */
export async function recordSearchEvent(
  ctx: {
    readonly db: Database;
    readonly clock: Clock;
    readonly actor: Actor;
    readonly snapshot: Snapshot;
    readonly searchEventLimit: RateLimit;
  },
  input: SearchEventInput,
): Promise<void> {
  const query = redactPersonal(requireText('query', input.query, { max: 500 }));
  if (!sessionForm.test(input.session))
    throw new AppError('BAD_INPUT', 'session must be 16 to 64 letters, digits, - or _, drawn at random.');
  count('shown', input.shown, 0);
  if (input.clicked) count('clicked.position', input.clicked.position, 1);
  const clicked = input.clicked ? visibleAnswer(ctx.snapshot, ctx.actor, input.clicked.answer) : null;
  if (input.clicked && !clicked) throw new AppError('NOT_FOUND', 'clicked.answer names no answer.');
  const wait = await ctx.searchEventLimit.take(`${ctx.actor.role}/${ctx.actor.name}`);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', `Too many search events: wait ${wait} s.`, { retryAfterSeconds: wait });
  await insertSearchEvent(ctx.db, {
    at: ctx.clock.now(),
    locale: input.locale.toLowerCase(),
    query,
    shown: input.shown,
    clicked_answer: clicked?.key ?? null,
    clicked_position: clicked ? (input.clicked?.position ?? null) : null,
    session: input.session,
    channel_key: input.channel,
    audience: ctx.actor.audience,
  });
}

function count(field: string, value: number, least: number): void {
  if (value < least || value > lastPosition)
    throw new AppError('BAD_INPUT', `${field} must be from ${least} to ${lastPosition}.`);
}
