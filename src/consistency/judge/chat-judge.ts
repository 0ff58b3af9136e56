import { z } from 'zod';
import { AppError } from '../../platform/errors.js';
import { openGuardedExchange } from '../../platform/http/guarded-exchange.js';
import type { Secret } from '../../platform/secret.js';
import type { Judge } from './judge.js';
import { instructionsVersion, opinionIn, opinionMessages } from './opinion-words.js';

/** An endpoint that speaks OpenAI's `POST /chat/completions`. */
export interface JudgeSettings {
  readonly url: string;
  readonly model: string;
  /** Sent as a bearer token; null for an endpoint that asks for none. */
  readonly key: Secret | null;
  readonly budget: number;
}

const timeoutMs = 10_000;
const mostBytes = 200_000;
/** As many as are asked at once. */
export const judgedAtOnce = 4;

const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
});

/**
 * Opens the judge that the operator has set; its address may be a private one, others are not called. Only what every such endpoint takes is sent:
 * newer models refuse a temperature and a number of tokens. A call is not made again, for the next sweep makes it.
 */
export function openChatJudge(settings: JudgeSettings, limits: { readonly timeoutMs?: number } = {}): Judge {
  const url = `${settings.url.replace(/\/+$/, '')}/chat/completions`;
  const { host, port, protocol } = new URL(url);
  const exchange = openGuardedExchange({
    userAgent: 'Univocal-Judge/0.1',
    allowedHosts: [port === '' ? `${host}:${protocol === 'https:' ? 443 : 80}` : host],
    maxBytes: mostBytes,
    connections: judgedAtOnce,
  });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(settings.key ? { authorization: `Bearer ${settings.key.reveal()}` } : {}),
  };
  return {
    name: `${settings.model} ${instructionsVersion}`,
    budget: settings.budget,
    judge: async (pair) => {
      const body = JSON.stringify({
        model: settings.model,
        messages: opinionMessages(pair),
        response_format: { type: 'json_object' },
      });
      const { status, text } = await exchange.post(url, { headers, body }, limits.timeoutMs ?? timeoutMs);
      if (status !== 200) throw new AppError('UNAVAILABLE', `${host} refused to judge with the status ${status}.`);
      return opinionIn(contentOf(text, host), pair);
    },
    close: () => exchange.close(),
  };
}

function contentOf(text: string, host: string): string {
  try {
    return completion.parse(JSON.parse(text)).choices[0]?.message.content ?? '';
  } catch (error) {
    throw new AppError('UNAVAILABLE', `${host} did not reply with a chat completion.`, {}, { cause: error });
  }
}
