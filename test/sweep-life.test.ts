import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { staff } from '../src/access/index.js';
import { cancelSweep, startDueSweep } from '../src/consistency/index.js';
import { openSweepWorld, type SweepWorld } from './support/sweep-world.js';

let world: SweepWorld;
beforeEach(async () => {
  world = await openSweepWorld();
  await world.publish({
    key: 'card-fee',
    question: 'What does a new card cost?',
    body: 'A replacement card costs £5. We send it free of charge.',
  });
  await world.publish({
    key: 'card-time',
    question: 'How long does a card take?',
    body: 'Standard delivery takes 5 working days.',
  });
  await world.mapSite({ 'card-fee': 'fee', 'card-time': 'time' });
});
afterEach(() => world.close());

const faq = (fee: string, time = '5 working days'): string =>
  `<main><h1>FAQ</h1><h2 id="fee">Costs</h2><p>A replacement card costs ${fee}. We send it free of charge.</p>` +
  `<h2 id="time">Times</h2><p>Standard delivery takes ${time}.</p></main>`;

const cellOf = async (sweep: Awaited<ReturnType<SweepWorld['sweep']>>, probe: string, channel = 'faq') =>
  (await world.cells(sweep)).find((cell) => cell.probe.key === probe && cell.channel === channel);

describe('a finding', () => {
  test('holds both quotes with their places and the team that writes under the topic', async () => {
    world.site.pages.set('/faq.html', faq('£4'));
    const sweep = await world.sweep();
    const [finding, ...others] = await world.findings();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      kind: 'money',
      severity: 'SEV1',
      tier: 'alert',
      state: 'OPEN',
      ownerTeam: 'care',
      channel: 'faq',
      canonical: { text: '£5' },
      observed: { text: '£4' },
    });
    const cell = await cellOf(sweep, 'card-fee');
    expect(cell?.text.slice(finding?.observed?.span.start, finding?.observed?.span.end)).toBe('£4');
    expect(cell?.canonical?.slice(finding?.canonical?.span.start, finding?.canonical?.span.end)).toBe('£5');
  });

  test('is the same one in the next sweep: only when it was last seen moves', async () => {
    world.site.pages.set('/faq.html', faq('£4'));
    await world.sweep();
    const [first] = await world.findings();
    await world.sweep();
    const [second, ...others] = await world.findings();
    expect(others).toEqual([]);
    expect(second).toEqual({ ...first, lastSeenAt: second?.lastSeenAt });
    expect(second?.lastSeenAt.getTime()).toBeGreaterThan(first?.lastSeenAt.getTime() ?? 0);
  });

  test('is fixed when two sweeps have not seen it, and open again when it comes back', async () => {
    const states: (string | undefined)[] = [];
    for (const fee of ['£4', '£5', '£5', '£4']) {
      world.site.pages.set('/faq.html', faq(fee));
      await world.sweep();
      states.push((await world.findings())[0]?.state);
    }
    expect(states).toEqual(['OPEN', 'OPEN', 'FIXED', 'OPEN']);
  });

  test('is not fixed because the page cannot be read', async () => {
    world.site.pages.set('/faq.html', faq('£4'));
    await world.sweep();
    world.site.pages.delete('/faq.html');
    await world.sweep();
    await world.sweep();
    await world.sweep();
    expect((await world.findings())[0]?.state).toBe('OPEN');
  });

  test('that a person has waived stays waived, seen or not', async () => {
    world.site.pages.set('/faq.html', faq('£4'));
    await world.sweep();
    await world.db.updateTable('finding').set({ state: 'WAIVED' }).execute();
    await world.sweep();
    expect((await world.findings())[0]?.state).toBe('WAIVED');
    world.site.pages.set('/faq.html', faq('£5'));
    await world.sweep();
    await world.sweep();
    expect((await world.findings())[0]?.state).toBe('WAIVED');
  });

  test('comes up when the answer changes and the channel does not', async () => {
    world.site.pages.set('/faq.html', faq('£5'));
    await world.sweep();
    expect(await world.findings()).toEqual([]);
    await world.publish({
      key: 'card-fee',
      question: 'What does a new card cost?',
      body: 'A replacement card costs £6. We send it free of charge.',
    });
    await world.sweep();
    expect(await world.findings()).toMatchObject([{ canonical: { text: '£6' }, observed: { text: '£5' } }]);
  });
});

describe('a cell', () => {
  test('is our error, never incomplete, when the anchor or the page is gone', async () => {
    world.site.pages.set('/faq.html', faq('£5').replace('id="time"', 'id="moved"'));
    const sweep = await world.sweep();
    expect(await cellOf(sweep, 'card-time')).toMatchObject({
      state: 'ERROR',
      failure: 'The page has no place named time any more.',
    });
    expect(sweep.rates?.byChannel[0]).toMatchObject({ failed: 1, silent: 0, rate: { compared: 1 } });
  });

  test('is not applicable where the channel has no place for the question', async () => {
    world.site.pages.set('/faq.html', faq('£5'));
    await world.mapScript('script.md', { 'card-fee': 'costs' });
    world.writeScript(
      'script.md',
      '# Script\n\n## Costs\n\nA replacement card costs five pounds, and we send it free of charge.\n',
    );
    const sweep = await world.sweep();
    expect(await cellOf(sweep, 'card-time', 'script')).toMatchObject({ state: 'NOT_APPLICABLE', text: '' });
    expect((await cellOf(sweep, 'card-fee', 'script'))?.verdict).not.toBe('contradicts');
    expect(sweep.rates?.answeredByAll).toMatchObject({ agreeing: 1, compared: 2 });
  });

  test('keeps what was seen as evidence, once for all questions of a page', async () => {
    world.site.pages.set('/faq.html', faq('£5'));
    await world.sweep();
    await world.sweep();
    const evidence = await world.db.selectFrom('evidence').selectAll().execute();
    expect(evidence.map(({ content }) => content.toString())).toEqual([faq('£5')]);
    const cells = await world.db.selectFrom('observation').select('evidence_hash').execute();
    expect(cells.map(({ evidence_hash }) => evidence_hash)).toEqual(Array(4).fill(evidence[0]?.hash));
  });

  test('of a channel whose source is wrong is an error, and no other channel’s', async () => {
    world.site.pages.set('/faq.html', faq('£5'));
    await world.mapScript('../../etc/passwd', { 'card-fee': 'root' });
    const sweep = await world.sweep();
    expect(sweep.state).toBe('DONE');
    expect((await cellOf(sweep, 'card-fee', 'script'))?.state).toBe('ERROR');
    expect((await cellOf(sweep, 'card-fee'))?.state).toBe('SAME');
  });

  test('holds a text that the page hides NUL and half a character in', async () => {
    world.site.pages.set('/faq.html', faq('£5\u0000'));
    const sweep = await world.sweep();
    expect(await cellOf(sweep, 'card-fee')).toMatchObject({ state: 'SAME' });
  });
});

describe('a sweep', () => {
  test('fetches each page once, and none that robots.txt forbids', async () => {
    world.site.pages.set('/faq.html', faq('£5'));
    await world.sweep();
    expect(world.site.visits).toEqual(['/robots.txt', '/faq.html']);
    world.site.pages.set('/robots.txt', 'User-agent: UnivocalChecker\nDisallow: /faq.html');
    const sweep = await world.sweep();
    expect(world.site.visits).toEqual(['/robots.txt', '/faq.html', '/robots.txt']);
    expect((await cellOf(sweep, 'card-fee'))?.failure).toMatch(/asks in its robots\.txt not to read this page/);
  });

  test('that was interrupted goes on with the cells that are missing', async () => {
    world.site.pages.set('/faq.html', faq('£4'));
    const whole = await world.sweep();
    const before = await world.cells(whole);
    // As a crash after the first cell leaves it: no report, no findings, and a count that nobody kept.
    await world.db.deleteFrom('finding').execute();
    await world.db
      .deleteFrom('observation')
      .where('id', '!=', before[0]?.id ?? 0)
      .execute();
    await world.db
      .updateTable('sweep')
      .set({ state: 'RUNNING', rates: null, cells_done: 0, finished_at: null })
      .execute();
    const resumed = await world.run(whole.id);
    const after = await world.cells(resumed);
    expect(resumed).toMatchObject({ state: 'DONE', cellsTotal: 2, cellsDone: 2, rates: whole.rates });
    expect(after[0]).toEqual(before[0]);
    expect(after.map(({ probe, state }) => [probe.key, state])).toEqual(
      before.map(({ probe, state }) => [probe.key, state]),
    );
    expect(await world.findings()).toHaveLength(1);
  });

  test('that has ended is left as it is', async () => {
    world.site.pages.set('/faq.html', faq('£5'));
    const done = await world.sweep();
    world.site.pages.set('/faq.html', faq('£4'));
    expect(await world.run(done.id)).toEqual(done);
    const id = await world.start();
    await world.db.updateTable('sweep').set({ state: 'CANCELLED' }).where('id', '=', id).execute();
    expect(await world.run(id)).toMatchObject({ state: 'CANCELLED', cellsDone: 0, rates: null });
    expect(await world.findings()).toEqual([]);
  });

  test('asks no longer for what is retired, and for what it finds anew', async () => {
    world.site.pages.set('/faq.html', faq('£5'));
    expect((await world.sweep()).cellsTotal).toBe(2);
    await world.db
      .updateTable('answer')
      .set({ retired_at: world.clock.now() })
      .where('key', '=', 'card-time')
      .execute();
    await world.publish({ key: 'card-lost', question: 'What if I lose my card?', body: 'Freeze the card in the app.' });
    await world.publish({ key: 'card-pin', question: 'How do I see my PIN?', body: 'Tap Show PIN in the app.' });
    const sweep = await world.sweep();
    expect((await world.cells(sweep)).map(({ probe }) => probe.key)).toEqual(['card-fee', 'card-lost', 'card-pin']);
  });
});

describe('a sweep', () => {
  const reviewer = staff({ key: 'reviewer', name: 'Rae Reviewer', role: 'REVIEWER', team: 'care' });
  const asReviewer = () => ({ db: world.db, clock: world.clock, actor: reviewer });

  test('that is cancelled asks no more, and leaves findings and rates as they were', async () => {
    world.site.pages.set('/faq.html', faq('£4'));
    const done = await world.sweep();
    world.site.pages.set('/faq.html', faq('£5'));
    const id = await world.start();
    expect(await cancelSweep(asReviewer(), id)).toMatchObject({ state: 'CANCELLED', startedBy: expect.any(String) });
    const visits = world.site.visits.length;
    expect(await world.run(id)).toMatchObject({ state: 'CANCELLED', cellsDone: 0 });
    expect(world.site.visits.length).toBe(visits);
    expect((await world.findings())[0]?.lastSeenAt).toEqual(done.finishedAt);
    await expect(cancelSweep(asReviewer(), id)).rejects.toThrow(`The sweep ${id} has ended: it is CANCELLED.`);
    await expect(cancelSweep(asReviewer(), 999)).rejects.toThrow('There is no sweep 999.');
  });

  test('is started when none was for so many hours, once, however many look', async () => {
    const due = () => world.db.transaction().execute((tx) => startDueSweep(tx, world.clock, 24));
    const started = await Promise.all([due(), due(), due()]);
    expect(started.filter((id) => id !== null).length).toBe(1);
    world.clock.advance(86_400_000 - 1);
    expect(await due()).toBeNull();
    world.clock.advance(1);
    expect(await due()).toBe(2);
  });
});
