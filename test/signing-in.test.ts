import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSignInLink } from '../src/access/index.js';
import { manualClock } from '../src/platform/clock.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const hour = 3_600_000;
const clock = manualClock(new Date('2026-12-01T08:00:00Z'));
let service: TestService;

beforeAll(async () => {
  service = await startTestService('demo', { clock, environment: { ROLES: 'api' } });
});

afterAll(() => service.close());

const newLink = () => createSignInLink(service.app.services, people.agent);
const open = (
  link: string,
  method: 'GET' | 'POST' = 'POST',
  headers: Readonly<Record<string, string>> = { accept: 'application/json' },
) => fetch(`${service.url}/sign-in/${link}`, { method, headers, redirect: 'manual' });
const page = (path: string, session: string | null) =>
  fetch(`${service.url}${path}`, {
    redirect: 'manual',
    headers: session === null ? {} : { cookie: `univocal-session=${session}` },
  });
const sessionOf = async (reply: Response) => ((await reply.json()) as { token: string }).token;
const roleOf = async (session: string) =>
  (await service.graphql<{ viewer: { role: string } }>('{ viewer { role } }', {}, session)).data?.viewer.role ??
  'refused';

describe('a sign-in link', () => {
  it('signs one person in, once, however often it was looked at before', async () => {
    const link = await newLink();
    for (let look = 0; look < 3; look += 1) expect((await open(link, 'GET')).status).toBe(200);
    const session = await sessionOf(await open(link));
    expect(await roleOf(session)).toBe('AGENT');
    expect((await open(link)).status).toBe(410);
    expect((await open(link, 'GET')).status).toBe(410);
    expect(await roleOf(session)).toBe('AGENT');
  });

  it('signs one of two in who use it at the same moment', async () => {
    const link = await newLink();
    const statuses = (await Promise.all(Array.from({ length: 6 }, () => open(link)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 410, 410, 410, 410, 410]);
  });

  it('is no credential itself', async () => {
    const link = await newLink();
    expect(await roleOf(link)).toBe('refused');
    expect((await page('/agent', link)).status).toBe(303);
    expect((await open(link)).status).toBe(200);
  });

  it('is worth nothing after twelve hours, nor when it was never made', async () => {
    const link = await newLink();
    clock.advance(12 * hour);
    expect((await open(link, 'GET')).status).toBe(410);
    expect((await open(link)).status).toBe(410);
    expect((await open('uv-link-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).status).toBe(410);
    expect((await open('%00')).status).toBeLessThan(500);
  });

  it('is not taken from another site’s form', async () => {
    const link = await newLink();
    expect((await open(link, 'POST', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await open(link)).status).toBe(200);
  });
});

describe('a session', () => {
  const begin = async () => sessionOf(await open(await newLink()));

  it('ends after twelve hours, at every door', async () => {
    const session = await begin();
    expect((await page('/agent', session)).status).toBe(200);
    clock.advance(12 * hour - 1);
    expect(await roleOf(session)).toBe('AGENT');
    clock.advance(1);
    expect(await roleOf(session)).toBe('refused');
    expect((await page('/agent', session)).status).toBe(303);
  });

  it('ends when its owner signs out', async () => {
    const session = await begin();
    const reply = await fetch(`${service.url}/sign-out`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: `univocal-session=${session}` },
    });
    expect(reply.headers.get('location')).toBe('/sign-in');
    expect(await roleOf(session)).toBe('refused');
  });

  it('is what the agents’ desk asks for: without one every address leads to the sign-in', async () => {
    const session = await begin();
    for (const path of ['/agent', '/agent?q=goodwill', '/agent/staff-goodwill-refund', '/account']) {
      for (const stranger of [null, '', 'x', `${session}x`, service.app.keys.agents, service.app.keys.operator]) {
        const reply = await page(path, stranger);
        expect([reply.status, reply.headers.get('location')], `${path} ${stranger?.slice(0, 12)}`).toEqual([
          303,
          '/sign-in',
        ]);
        expect(await reply.text()).not.toMatch(/goodwill/i);
      }
      expect((await page(path, session)).status).toBe(200);
    }
  });
});
