import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService('demo', { environment: { ROLES: 'api' } });
}, 60_000);
afterAll(() => service.close());

interface VoteForm {
  readonly action: string;
  readonly receipt: string;
}

const read = async (path: string) => load(await (await fetch(service.url + path)).text());

async function formOn(path: string): Promise<VoteForm> {
  const form = (await read(path))('form.vote');
  return { action: String(form.attr('action')), receipt: String(form.find('[name=receipt]').attr('value')) };
}

/** Sends the form as a browser does that runs no script. */
const send = ({ action, receipt }: VoteForm, helpful: string, headers: Record<string, string> = {}) =>
  fetch(service.url + action, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin', origin: service.url, ...headers },
    body: new URLSearchParams({ receipt, helpful }),
  });

async function votesOn(answer: string): Promise<unknown> {
  const { data } = await service.graphql<{ votes: unknown }>(
    'query ($answer: String!) { votes(answer: $answer) { version locale channel helpful notHelpful } }',
    { answer },
    await service.signIn(people.editor),
  );
  return data.votes;
}

describe('a vote on a help page', () => {
  it('is kept with the answer, version and language that were read, and is thanked for', async () => {
    const reply = await send(await formOn('/help/card-delivery-estimate?locale=de'), 'yes');
    expect(reply.status).toBe(303);
    const thanks = String(reply.headers.get('location'));
    expect(thanks).toBe('/help/card-delivery-estimate?voted=yes&locale=de#vote');
    const $ = await read(thanks);
    expect($('#vote[role=status]').text().trim()).toBe('Danke für Ihre Rückmeldung.');
    expect($('form.vote')).toHaveLength(0);
    const version = Number($('article').attr('data-version'));
    expect(await votesOn('card-delivery-estimate')).toEqual([
      { version, locale: 'de', channel: 'help', helpful: 1, notHelpful: 0 },
    ]);
  });

  it('that says no leads to a person', async () => {
    const reply = await send(await formOn('/help/lost-or-stolen-card'), 'no');
    const $ = await read(String(reply.headers.get('location')));
    expect($('#vote a').attr('href')).toBe('/chat');
    expect(await votesOn('lost-or-stolen-card')).toMatchObject([{ helpful: 0, notHelpful: 1 }]);
  });

  it('is on the version that was read, though another has taken its place before it was sent', async () => {
    const path = '/help/change-pin';
    const shown = async () => Number((await read(path))('article').attr('data-version'));
    const [before, old] = [await formOn(path), await shown()];
    await openDesks(service).published({ key: 'change-pin', title: 'Other words' });
    await expect.poll(shown).toBe(old + 1);
    await send(before, 'no');
    await send(await formOn(path), 'yes');
    expect(await votesOn('card-activation')).toMatchObject([
      { version: old + 1, helpful: 1, notHelpful: 0 },
      { version: old, helpful: 0, notHelpful: 1 },
    ]);
  });

  it('is taken from no other site', async () => {
    const form = await formOn('/help/card-arrival');
    for (const foreign of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': '', origin: 'https://elsewhere.example' },
      { 'sec-fetch-site': '', origin: 'null' },
    ])
      expect((await send(form, 'yes', foreign)).status).toBe(403);
    expect(await votesOn('card-arrival')).toEqual([]);
  });

  it('is refused under a receipt that no page shows, and when it says neither yes nor no', async () => {
    const form = await formOn('/help/card-arrival');
    expect((await send({ ...form, receipt: 'UV-AAAA-AAAA-AAAA' }, 'yes')).status).toBe(400);
    expect((await send({ ...form, receipt: '' }, 'yes')).status).toBe(400);
    expect((await send(form, 'perhaps')).status).toBe(400);
    expect(await votesOn('card-arrival')).toEqual([]);
  });

  it('is recorded by no other channel', async () => {
    const { receipt } = await formOn('/help/card-arrival');
    const vote = 'mutation ($receipt: String!) { recordVote(receipt: $receipt, helpful: true) { version } }';
    const { errors } = await service.graphql(vote, { receipt }, service.app.keys.webchat);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('cannot be cast without end from one address', async () => {
    const form = { ...(await formOn('/help/card-arrival')), receipt: 'none' };
    const statuses = new Set<number>();
    for (let i = 0; i < 25; i++) statuses.add((await send(form, 'yes')).status);
    expect(statuses).toContain(429);
  });
});
