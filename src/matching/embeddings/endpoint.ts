import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../platform/errors.js';
import { type GuardedExchange, openGuardedExchange } from '../../platform/http/guarded-exchange.js';
import type { Secret } from '../../platform/secret.js';
import { quantised } from './dense-block.js';

/** An endpoint that speaks OpenAI's `POST /embeddings`. */
export interface EndpointSettings {
  readonly url: string;
  readonly model: string;
  /** Sent as a bearer token; null for an endpoint that asks for none. */
  readonly key: Secret | null;
}

/** How long one call may take, and how often it is made again after a reply of "later" or none at all. */
export interface Patience {
  readonly timeoutMs: number;
  readonly retries: number;
}

/** Turns texts into vectors. */
export interface Endpoint {
  /** One vector for each text, in their order, all of one length; throws UNAVAILABLE with a sentence that names no secret and no text. */
  embed(texts: readonly string[], patience: Patience): Promise<readonly Int8Array[]>;
  close(): Promise<void>;
}

/** Opens the endpoint that the operator has set; its address may be a private one, others are not called. */
export function openEndpoint(settings: EndpointSettings): Endpoint {
  const { host, port, protocol } = new URL(settings.url);
  const allowed = port === '' ? `${host}:${protocol === 'https:' ? 443 : 80}` : host;
  const exchange = openGuardedExchange({
    userAgent: 'Univocal-Matching/0.1',
    allowedHosts: [allowed],
    maxBytes: mostBytes,
    connections: callsAtOnce,
  });
  return {
    embed: async (texts, patience) => {
      const vectors: Int8Array[] = [];
      for (let start = 0; start < texts.length; start += batch)
        vectors.push(...(await embedBatch({ exchange, settings }, texts.slice(start, start + batch), patience)));
      requireOneLength(vectors, host);
      return vectors;
    },
    close: () => exchange.close(),
  };
}

const batch = 64;
const callsAtOnce = 4;

/** 64 vectors of 4,096 numbers in 20 digits. */
const mostBytes = 8_000_000;
const mostDimensions = 4_096;

interface Calling {
  readonly exchange: GuardedExchange;
  readonly settings: EndpointSettings;
}

const reply = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1).max(mostDimensions) })),
});

async function embedBatch(ctx: Calling, texts: readonly string[], patience: Patience): Promise<readonly Int8Array[]> {
  const { host } = new URL(ctx.settings.url);
  const text = await call(
    ctx,
    JSON.stringify({ model: ctx.settings.model, input: texts, encoding_format: 'float' }),
    patience,
  );
  const parsed = reply.safeParse(parsedJson(text));
  const rows = parsed.success ? [...parsed.data.data].sort((a, b) => a.index - b.index) : [];
  const vectors = rows.flatMap(({ embedding }) => quantised(embedding) ?? []);
  if (rows.length !== texts.length || vectors.length !== texts.length || rows.some(({ index }, at) => index !== at))
    throw new AppError('UNAVAILABLE', `${host} did not reply with one vector for each text.`);
  return vectors;
}

async function call({ exchange, settings }: Calling, body: string, patience: Patience): Promise<string> {
  const url = `${settings.url.replace(/\/+$/, '')}/embeddings`;
  const { host } = new URL(url);
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(settings.key ? { authorization: `Bearer ${settings.key.reveal()}` } : {}),
  };
  for (let attempt = 0; ; attempt++) {
    const last = attempt >= patience.retries;
    let wait: number | null = null;
    try {
      const { status, text, retryAfterMs } = await exchange.post(url, { headers, body }, patience.timeoutMs);
      if (status === 200) return text;
      if (last || !(status === 429 || status >= 500))
        throw new AppError('BAD_SETTING', `${host} refused to embed texts with the status ${status}.`);
      wait = retryAfterMs;
    } catch (error) {
      if (last || (error as AppError).code !== 'UNAVAILABLE') throw unavailable(error as Error);
    }
    await sleep(Math.min(longestWaitMs, wait ?? firstWaitMs * 2 ** attempt));
  }
}

const firstWaitMs = 500;
const longestWaitMs = 30_000;

function unavailable(error: Error): AppError {
  return new AppError('UNAVAILABLE', error.message, {}, { cause: error });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function requireOneLength(vectors: readonly Int8Array[], host: string): void {
  if (vectors.some(({ length }) => length !== vectors[0]?.length))
    throw new AppError('UNAVAILABLE', `${host} replied with vectors of different lengths.`);
}
