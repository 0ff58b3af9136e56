import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Activity } from '../../bots/conversation/activity.js';

/** The issuer of the network's tokens. */
export const network = 'https://api.botframework.com';

/** What a service was sent. */
export interface Posted {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly activity: Activity;
}

/** What the service does with it: answers with a status, cuts the connection when it has it, or never answers. */
export type ServiceDeed = { readonly status: number; readonly retryAfter?: string } | 'cut' | 'hang';

/** A network on loopback: its identity provider, its login and a service to which replies go. */
export interface BotNetwork {
  readonly openIdUrl: string;
  readonly loginUrl: string;
  readonly host: string;
  readonly serviceUrl: string;
  readonly publicPem: string;
  /** All that was posted, in its order, but for signs of typing: whether there are any depends on how busy the machine is. */
  readonly posts: Posted[];
  readonly typing: Posted[];
  /** How many tokens the bot has asked for. */
  tokensGiven: number;
  /** What it does with a post; it takes all until a test says otherwise. */
  take: (posted: Posted) => ServiceDeed;
  sign(claims: JWTPayload, header?: { readonly kid?: string; readonly key?: CryptoKey }): Promise<string>;
  /** Publishes its key under another name as well, as a rotation does. */
  publishKey(kid: string): void;
  /** Ends every call that hangs. */
  cutAll(): void;
  close(): Promise<void>;
}

/** A moment so many seconds from now, as tokens write it. */
export const seconds = (fromNow: number): number => Math.floor(Date.now() / 1_000) + fromNow;

/** The claims of a token that the network signs for a bot. */
export function genuineClaims(appId: string, serviceUrl: string): JWTPayload {
  return { iss: network, aud: appId, serviceurl: serviceUrl, nbf: seconds(-60), exp: seconds(600) };
}

/** Opens the network. */
export async function botNetwork(): Promise<BotNetwork> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const endorsements = ['msteams', 'webchat', 'facebook', 'sms', 'public-reply'];
  const jwk = await exportJWK(publicKey);
  const keys = [
    { ...jwk, kid: 'key-1', endorsements },
    { ...jwk, kid: 'key-of-none', endorsements: [] },
    { ...jwk, kid: 'key-unendorsed' },
  ];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = `http://${host}`;
  const made: BotNetwork = {
    openIdUrl: `${origin}/openid`,
    loginUrl: `${origin}/login`,
    host,
    serviceUrl: `${origin}/`,
    publicPem: await exportSPKI(publicKey),
    posts: [],
    typing: [],
    tokensGiven: 0,
    take: () => ({ status: 200 }),
    sign: (claims, { kid = 'key-1', key = privateKey } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(key),
    publishKey: (kid) => keys.push({ ...jwk, kid, endorsements }),
    cutAll: () => server.closeAllConnections(),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  const documents: Readonly<Record<string, object>> = {
    '/keys': { keys },
    '/openid': { issuer: network, jwks_uri: `${origin}/keys`, id_token_signing_alg_values_supported: ['RS256'] },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const text = await bodyOf(request);
    response.setHeader('content-type', 'application/json');
    if (path.startsWith('/login/')) {
      made.tokensGiven += 1;
      response.end(JSON.stringify({ access_token: `token-${made.tokensGiven}`, expires_in: 3_600 }));
    } else if (path.startsWith('/v3/')) {
      receive({ path, authorization: request.headers.authorization, activity: JSON.parse(text) as Activity }, response);
    } else response.end(JSON.stringify(documents[path] ?? {}));
  }

  function receive(posted: Posted, response: ServerResponse): void {
    const isTyping = posted.activity.type === 'typing';
    (isTyping ? made.typing : made.posts).push(posted);
    const deed: ServiceDeed = isTyping ? { status: 200 } : made.take(posted);
    if (deed === 'hang') return;
    if (deed === 'cut') {
      response.destroy();
      return;
    }
    const wait = deed.retryAfter === undefined ? {} : { 'retry-after': deed.retryAfter };
    response.writeHead(deed.status, wait).end('{"id":"1"}');
  }
  return made;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
