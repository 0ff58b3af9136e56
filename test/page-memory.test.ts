import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDueSweep } from '../src/consistency/index.js';
import { openSweepWorld, type SweepWorld } from './support/sweep-world.js';

const hour = 3_600_000;
let world: SweepWorld;
beforeEach(async () => {
  world = await openSweepWorld();
  await world.publish({ key: 'card-fee', question: 'What does a card cost?', body: 'A replacement card costs £5.' });
  await world.publish({ key: 'card-time', question: 'How long does it take?', body: 'It takes 5 working days.' });
  await world.mapSite({ 'card-fee': 'fee', 'card-time': 'time' });
});
afterEach(() => world.close());

const faq = (fee: string) =>
  `<main><h2 id="fee">Costs</h2><p>A replacement card costs ${fee}.</p><h2 id="time">Times</h2><p>It takes 5 working days.</p></main>`;
const pageVisits = () => world.site.visits.filter((path) => path === '/faq.html').length;
const serve = (listener: RequestListener) => world.site.routes.set('/faq.html', listener);
const cellsOf = async (sweep: Awaited<ReturnType<SweepWorld['sweep']>>) =>
  (await world.cells(sweep)).map(({ state, failure }) => failure ?? state);

/** A page with a state by which it can be asked for; gives what it was asked with. */
function versioned(headers: Readonly<Record<string, string>>, page: () => string): (string | undefined)[] {
  const asked: (string | undefined)[] = [];
  serve((request, response) => {
    const known = request.headers['if-none-match'] ?? request.headers['if-modified-since'];
    asked.push(known);
    const isKnown = known !== undefined && Object.values(headers).includes(known);
    response.writeHead(isKnown ? 304 : 200, { 'content-type': 'text/html', ...headers }).end(isKnown ? '' : page());
  });
  return asked;
}

/** A sweep as the schedule starts it, so many hours later. */
async function scheduled(hoursLater: number) {
  world.clock.advance(hoursLater * hour);
  const id = await world.db.transaction().execute((tx) => startDueSweep(tx, world.clock, 1));
  return world.run(id ?? 0);
}

describe('a page that was read before', () => {
  it.each([
    ['its ETag', { etag: '"v1"' }, '"v1"'],
    ['its date', { 'last-modified': 'Sun, 01 Nov 2020 10:00:00 GMT' }, 'Sun, 01 Nov 2020 10:00:00 GMT'],
  ])('is asked for by %s, and read as it was when it has not changed', async (_, headers, sent) => {
    const asked = versioned(headers, () => faq('£4'));
    const first = await world.cells(await world.sweep());
    const again = await world.cells(await world.sweep());
    expect(asked).toEqual([undefined, sent]);
    expect(again.map(({ state, text, evidenceHash }) => [state, text, evidenceHash])).toEqual(
      first.map(({ state, text, evidenceHash }) => [state, text, evidenceHash]),
    );
    expect(first[0]?.state).toBe('CONTRADICTS');
  });

  it('is held against what is published now', async () => {
    versioned({ etag: '"v1"' }, () => faq('£5'));
    expect(await cellsOf(await world.sweep())).toEqual(['SAME', 'SAME']);
    await world.publish({ key: 'card-fee', question: 'What does a card cost?', body: 'A replacement card costs £6.' });
    expect(await cellsOf(await world.sweep())).toEqual(['CONTRADICTS', 'SAME']);
  });

  it('is asked for without conditions where a redirect leads elsewhere, and where its date is too young', async () => {
    const asked = versioned({ 'last-modified': new Date().toUTCString() }, () => faq('£5'));
    await world.sweep();
    await world.sweep();
    expect(asked).toEqual([undefined, undefined]);
    versioned({ etag: '"v2"' }, () => faq('£5'));
    await world.sweep();
    const elsewhere: (string | undefined)[] = [];
    world.site.routes.set('/new.html', (request, response) => {
      elsewhere.push(request.headers['if-none-match']);
      response.end(faq('£9'));
    });
    serve((_request, response) => response.writeHead(302, { location: '/new.html' }).end());
    expect(await cellsOf(await world.sweep())).toEqual(['CONTRADICTS', 'SAME']);
    expect(elsewhere).toEqual([undefined]);
  });

  it('is an error when its server says that it has not changed without being asked so', async () => {
    serve((_request, response) => response.writeHead(304).end());
    expect((await cellsOf(await world.sweep()))[0]).toMatch(/nothing has changed although it was not asked so\.$/);
  });

  it('is forgotten when it is gone, and when no channel names it any more', async () => {
    const known = () => world.db.selectFrom('observed_page').select('address').execute();
    world.site.pages.set('/faq.html', faq('£5'));
    await world.sweep();
    expect(await known()).toEqual([{ address: `${world.site.url}/faq.html` }]);
    world.site.pages.delete('/faq.html');
    await world.sweep();
    expect(await known()).toEqual([]);
    world.site.pages.set('/faq.html', faq('£5'));
    await world.sweep();
    await world.mapSite({});
    await world.sweep();
    expect(await known()).toEqual([]);
  });
});

describe('a sweep that the schedule starts', () => {
  it('does not ask for a page that is fresh, and says when its words were read', async () => {
    world.site.pages.set('/faq.html', faq('£5'));
    const first = await world.cells(await scheduled(24));
    world.site.pages.set('/faq.html', faq('£4'));
    const carried = await world.cells(await scheduled(23));
    expect(pageVisits()).toBe(1);
    expect(carried.map(({ state, at }) => [state, at])).toEqual(first.map(({ state, at }) => [state, at]));
    expect(await cellsOf(await scheduled(1))).toEqual(['CONTRADICTS', 'SAME']);
    expect(pageVisits()).toBe(2);
  });

  it('asks as often as the channel says, and one that a person starts asks each time', async () => {
    await world.mapSite({ 'card-fee': 'fee' }, 2);
    world.site.pages.set('/faq.html', faq('£5'));
    await scheduled(24);
    await scheduled(2);
    expect(pageVisits()).toBe(2);
    await world.run(await world.start());
    expect(pageVisits()).toBe(3);
  });
});

describe('a server that asks to be left alone', () => {
  const busy = (status: number, headers: Readonly<Record<string, string>>, times = 1) => {
    let left = times;
    serve((_request, response) => {
      left -= 1;
      if (left >= 0) response.writeHead(status, headers).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end(faq('£5'));
    });
  };

  it.each([
    [429, '1'],
    [503, new Date(Date.now() + 1_000).toUTCString()],
  ])('for a moment, with status %i, is waited for', async (status, wait) => {
    busy(status, { 'retry-after': wait });
    expect(await cellsOf(await world.sweep())).toEqual(['SAME', 'SAME']);
    expect(pageVisits()).toBe(2);
  });

  it('for longer is not asked before, in this sweep or the next, and the cell says when it will be', async () => {
    busy(503, { 'retry-after': '180000' });
    const host = new URL(world.site.url).host;
    const failure = `${host} asks not to be read again before 2026-11-03 09:01 UTC.`;
    expect(await cellsOf(await world.sweep())).toEqual([failure, failure]);
    world.clock.advance(-hour);
    expect(await cellsOf(await world.sweep())).toEqual([failure, failure]);
    expect(world.site.visits).toEqual(['/robots.txt', '/faq.html']);
    expect(await cellsOf(await world.sweep())).toEqual(['SAME', 'SAME']);
  });

  it.each([429, 503])('with status %i and without a time', async (status) => {
    busy(status, {}, 1);
    const [cell] = await cellsOf(await world.sweep());
    // Too many requests is a plea to wait; a server that is out of order may not be so a moment later.
    if (status === 429) expect(cell).toMatch(/asks not to be read again before/);
    else expect(cell).toBe('SAME');
  });

  it('is tried twice when it fails, and no more', async () => {
    busy(500, {}, 9);
    expect(await cellsOf(await world.sweep())).toEqual(Array(2).fill('The page answered with status 500.'));
    expect(pageVisits()).toBe(2);
    serve((request) => request.socket.destroy());
    expect((await cellsOf(await world.sweep()))[0]).toMatch(/could not be read\.$/);
    expect(pageVisits()).toBe(4);
  });
});
