import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../platform/clock.js';
import { AppError, isAppError } from '../../platform/errors.js';
import { mayPass } from '../../platform/http/guarded-fetch.js';
import type { PageMemory } from './page-memory.js';

/** Asks servers in turn: one request a host at a time, a second between two, and none while the host asks to be left alone. */
export interface HostTurns {
  /** Sends a request when it is its turn; throws UNAVAILABLE with a sentence, which names the moment when a host asks to be left alone until then. */
  ask<Reply extends HostReply>(url: string, send: () => Promise<Reply>): Promise<Reply>;
}

/** What a reply tells of how its host is. */
export interface HostReply {
  readonly status: number;
  /** How long the host asks to be left alone; null when it does not say. */
  readonly retryAfterMs: number | null;
}

/** What taking turns needs. */
export interface TurnsContext {
  readonly memory: PageMemory;
  readonly clock: Clock;
  /** The host of a site of our own, which is asked without pauses; null when there is none. */
  readonly ownHost: string | null;
}

const pauseMs = 1_000;
/** How long all waiting for one host may last. */
const patienceMs = 30_000;
/** Of a server that is down, the other pages need not be tried twice. */
const retriesPerHost = 5;
const usualRestMs = 60_000;
/** However long a host wants to be left alone, it is asked again after a day: else a slip in its settings would blind us for years. */
const longestRestMs = 86_400_000;

interface Host {
  readonly name: string;
  readonly pauseMs: number;
  queue: Promise<unknown>;
  endedAt: number;
  patienceMs: number;
  retries: number;
  restsUntil: Date | null;
}

type Outcome<Reply> = { readonly reply: Reply } | { readonly error: unknown };

/** Opens the turns of one sweep. */
export function openHostTurns(ctx: TurnsContext): HostTurns {
  const hosts = new Map<string, Promise<Host>>();
  const hostOf = (name: string): Promise<Host> => {
    const host = hosts.get(name) ?? openHost(ctx, name);
    hosts.set(name, host);
    return host;
  };
  return {
    ask: async (url, send) => {
      const host = await hostOf(new URL(url).host);
      const turn = host.queue.then(() => askUntilTold(ctx, host, send));
      host.queue = turn.catch(() => undefined);
      return turn;
    },
  };
}

async function openHost({ memory, ownHost }: TurnsContext, name: string): Promise<Host> {
  return {
    name,
    pauseMs: name === ownHost ? 0 : pauseMs,
    queue: Promise.resolve(),
    endedAt: Number.NEGATIVE_INFINITY,
    patienceMs,
    retries: retriesPerHost,
    restsUntil: await memory.restOf(name),
  };
}

async function askUntilTold<Reply extends HostReply>(
  ctx: TurnsContext,
  host: Host,
  send: () => Promise<Reply>,
): Promise<Reply> {
  for (let isFirst = true; ; ) {
    requireAwake(ctx, host);
    await pause(Math.max(0, host.endedAt + host.pauseMs - performance.now()));
    const outcome = await askOnce(host, send);
    const restMs = restAskedFor(outcome);
    if (restMs !== null) await rest(ctx, host, restMs);
    else if (isFirst && hasFailed(outcome) && host.retries > 0) {
      isFirst = false;
      host.retries -= 1;
      await pause(host.pauseMs * (1 + Math.random()));
    } else if ('error' in outcome) throw outcome.error;
    else return outcome.reply;
  }
}

async function askOnce<Reply>(host: Host, send: () => Promise<Reply>): Promise<Outcome<Reply>> {
  try {
    return { reply: await send() };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { error };
  } finally {
    host.endedAt = performance.now();
  }
}

/** Too many requests, or a server that knows when it will be back; null for every other reply. */
function restAskedFor(outcome: Outcome<HostReply>): number | null {
  if ('error' in outcome) return null;
  const { status, retryAfterMs } = outcome.reply;
  if (status === 429) return retryAfterMs ?? usualRestMs;
  return status === 503 ? retryAfterMs : null;
}

function hasFailed(outcome: Outcome<HostReply>): boolean {
  return 'reply' in outcome ? outcome.reply.status >= 500 : mayPass(outcome.error);
}

/** Waits as long as the host asks where that is short; else it is not asked again before. */
async function rest({ memory, clock }: TurnsContext, host: Host, askedMs: number): Promise<void> {
  const waitMs = Math.max(askedMs, pauseMs);
  if (waitMs <= host.patienceMs) {
    host.patienceMs -= waitMs;
    await pause(waitMs);
    return;
  }
  host.restsUntil = new Date(clock.now().getTime() + Math.min(waitMs, longestRestMs));
  await memory.keepRest(host.name, host.restsUntil);
}

function requireAwake({ clock }: TurnsContext, { name, restsUntil }: Host): void {
  if (restsUntil === null || restsUntil <= clock.now()) return;
  throw new AppError('UNAVAILABLE', `${name} asks not to be read again before ${minuteAfter(restsUntil)}.`);
}

/** A moment to the minute, never too early: `2026-11-02 10:05 UTC`. */
function minuteAfter(moment: Date): string {
  const minute = new Date(Math.ceil(moment.getTime() / 60_000) * 60_000);
  return `${minute.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
