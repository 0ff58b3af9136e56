import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/platform/config.js';
import { createHttpServer } from '../src/platform/http/server.js';
import { callerOf, trustsProxies } from '../src/platform/http/trusted-proxies.js';
import { createLog } from '../src/platform/log.js';
import { demoOrganisation } from '../src/platform/organisation.js';
import { localRateLimits } from '../src/platform/rate-limits.js';
import { helpRoutes } from '../src/web/index.js';

const log = createLog('silent');

/** The help pages behind a proxy on this machine; every vote is refused as soon as it is read. */
async function helpPages(trusted: string) {
  const { trustedProxies } = readConfig({ TRUSTED_PROXIES: trusted });
  const server = await createHttpServer(log, trustsProxies(trustedProxies));
  server.decorate('organisation', demoOrganisation);
  const rateLimits = localRateLimits();
  const run = () => Promise.reject(new Error('nothing is asked here'));
  await server.register(helpRoutes({ run, credential: '', publicUrl: null, timeZone: 'UTC', rateLimits, log }));
  const vote = async (forwardedFor: string) => {
    const headers = {
      'x-forwarded-for': forwardedFor,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const payload = `receipt=${'none'.repeat(20)}&helpful=yes`;
    return (await server.inject({ method: 'POST', url: '/help/change-pin/votes', headers, payload })).statusCode;
  };
  return { vote, close: () => server.close() };
}

/** What the 21st vote of one caller, and the first of another, come to. */
async function afterTwenty(trusted: string, [one, another]: readonly [string, string]) {
  const pages = await helpPages(trusted);
  for (let vote = 0; vote < 20; vote += 1) expect(await pages.vote(one)).toBe(400);
  const statuses = [await pages.vote(one), await pages.vote(another)];
  await pages.close();
  return statuses;
}

describe('readers behind a proxy', () => {
  it('have a limit each when the proxy is trusted', async () => {
    expect(await afterTwenty('127.0.0.0/8', ['203.0.113.1', '203.0.113.2'])).toEqual([429, 400]);
  });

  it('have one limit together when it is not', async () => {
    expect(await afterTwenty('', ['203.0.113.1', '203.0.113.2'])).toEqual([429, 429]);
    expect(await afterTwenty('10.0.0.1', ['203.0.113.1', '203.0.113.2'])).toEqual([429, 429]);
  });

  it('cannot get another limit by writing the header themselves', async () => {
    const own = ['198.51.100.1, 203.0.113.1', '198.51.100.2, 203.0.113.1'] as const;
    expect(await afterTwenty('127.0.0.1', own)).toEqual([429, 429]);
  });
});

describe('who calls', () => {
  const caller = (trusted: readonly string[], remoteAddress: string, forwarded?: string) =>
    callerOf({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } } as never, trustsProxies(trusted));

  it.each<[readonly string[], string, string | undefined, string]>([
    [[], '10.0.0.1', '203.0.113.1', '10.0.0.1'],
    [['10.0.0.1'], '10.0.0.1', undefined, '10.0.0.1'],
    [['10.0.0.1'], '10.0.0.1', '203.0.113.1', '203.0.113.1'],
    [['10.0.0.1'], '::ffff:10.0.0.1', '203.0.113.1', '203.0.113.1'],
    [['10.0.0.1'], '10.0.0.2', '203.0.113.1', '10.0.0.2'],
    [['10.0.0.0/8'], '10.0.0.1', '198.51.100.7, 203.0.113.1, 10.2.0.1', '203.0.113.1'],
    [['fd00::/8'], 'fd00::1', '2001:db8::1', '2001:db8::1'],
  ])('trusting %j, from %s for %s, is %s', (trusted, peer, forwarded, expected) => {
    expect(caller(trusted, peer, forwarded)).toBe(expected);
  });
});

describe('the setting', () => {
  it.each([
    'proxy.example.org',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    '0.0.0.0/0',
    '::/0',
    '10',
    'fd00::/129',
  ])('is refused in one sentence when it is %s', (TRUSTED_PROXIES) => {
    expect(() => readConfig({ TRUSTED_PROXIES })).toThrow(
      'TRUSTED_PROXIES is not valid: IP addresses or ranges such as 10.0.0.0/8, separated by commas, and never all addresses.',
    );
  });

  it('takes addresses and ranges of both kinds, and is empty when it is not given', () => {
    const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '10.0.0.1, 172.18.0.0/16,fd00::/8,::1' });
    expect(trustedProxies).toEqual(['10.0.0.1', '172.18.0.0/16', 'fd00::/8', '::1']);
    expect(readConfig({}).trustedProxies).toEqual([]);
  });
});
