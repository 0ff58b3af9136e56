import { AppError } from '../../../src/platform/errors.js';
import type { Secret } from '../../../src/platform/secret.js';

/** The bot's account, and where it gets its tokens. */
export interface BotAccount {
  readonly appId: string;
  readonly password: Secret;
  readonly tenantId: string;
  /** Where a tenant's accounts get tokens; only a test names another place. */
  readonly loginUrl?: string;
}

/** Tokens with which the bot proves itself to the network's services. */
export interface NetworkTokens {
  /** One that holds for five minutes more at least; throws UNAVAILABLE when there is none to be had. */
  current(): Promise<string>;
  /** Forgets the token, because a service did not take it. */
  drop(): void;
}

const patienceMs = 10_000;
const marginMs = 300_000;

/** OAuth 2.0 client credentials; a token is kept until shortly before its end. */
export function networkTokens(account: BotAccount): NetworkTokens {
  let kept: { readonly token: Promise<string>; readonly until: number } | null = null;
  return {
    current: () => {
      if (kept && kept.until > performance.now()) return kept.token;
      const fetched = fetchToken(account);
      const fresh = { token: fetched.then(({ token }) => token), until: performance.now() + patienceMs };
      kept = fresh;
      fetched.then(
        ({ token, lifetimeMs }) => {
          if (kept === fresh)
            kept = { token: Promise.resolve(token), until: performance.now() + lifetimeMs - marginMs };
        },
        () => {
          if (kept === fresh) kept = null;
        },
      );
      return fresh.token;
    },
    drop: () => {
      kept = null;
    },
  };
}

async function fetchToken({
  appId,
  password,
  tenantId,
  loginUrl = 'https://login.microsoftonline.com',
}: BotAccount): Promise<{ readonly token: string; readonly lifetimeMs: number }> {
  try {
    const response = await fetch(`${loginUrl}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: password.reveal(),
        scope: 'https://api.botframework.com/.default',
      }),
      signal: AbortSignal.timeout(patienceMs),
      redirect: 'error',
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { access_token: token, expires_in: seconds } = (await response.json()) as Record<string, unknown>;
    if (typeof token !== 'string' || typeof seconds !== 'number') throw new Error('no token in the reply');
    return { token, lifetimeMs: seconds * 1_000 };
  } catch (error) {
    throw new AppError('UNAVAILABLE', 'The bot got no token for the network.', {}, { cause: error });
  }
}
