import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consistencyTrend, decideFinding, durationsOf, findingTimes } from '../src/consistency/index.js';
import { staff } from '../src/access/index.js';
import { openSweepWorld, type SweepWorld } from './support/sweep-world.js';

const day = 86_400_000;
const nothing = { count: 0, medianHours: null, p95Hours: null, longestHours: null };
const once = (hours: number) => ({ count: 1, medianHours: hours, p95Hours: hours, longestHours: hours });
let world: SweepWorld;

/** A site that costs £5, as the answer says, looked at once: from then on what changed is known. */
beforeEach(async () => {
  world = await openSweepWorld();
  await world.publish({ key: 'card-fee', question: 'What does a card cost?', body: 'A replacement costs £5.' });
  await world.mapSite({ 'card-fee': 'fee' });
});
afterEach(() => world.close());

function site(fee: string): void {
  world.site.pages.set('/faq.html', `<main><h2 id="fee">Costs</h2><p>A replacement costs ${fee}.</p></main>`);
}

function times(days = 30) {
  const until = new Date(world.clock.now().getTime() + 1);
  const since = new Date(until.getTime() - days * day);
  return findingTimes({ ...world, sourceLocale: 'en' }, { since, until });
}

async function answerCosts(fee: string): Promise<void> {
  await world.publish({ key: 'card-fee', question: 'What does a card cost?', body: `A replacement costs ${fee}.` });
}

describe('the times of findings', () => {
  it('are none while nothing was found', async () => {
    site('£5');
    await world.sweep();
    expect(await times()).toMatchObject({
      drift: nothing,
      detection: nothing,
      undated: 0,
      fix: nothing,
      bySeverity: [],
    });
  });

  it('begin with the publication that the channel did not follow', async () => {
    site('£5');
    await world.sweep();
    world.clock.advance(6 * 3_600_000);
    await answerCosts('£6');
    await world.sweep();
    world.clock.advance(12 * 3_600_000);
    const { drift, detection, undated, bySeverity } = await times();
    expect(undated).toBe(0);
    expect(detection).toEqual(once(24));
    expect(drift).toEqual(once(36));
    expect(bySeverity).toMatchObject([{ severity: 'SEV1', drift, detection }]);
  });

  it('go back to no publication where the channel itself changed, or was never compared before', async () => {
    site('£4');
    await world.sweep();
    world.clock.advance(3_600_000);
    expect(await times()).toMatchObject({ drift: once(1), detection: nothing, undated: 1 });
    site('£5');
    await world.sweep();
    await world.sweep();
    await answerCosts('£6');
    site('£7');
    await world.sweep();
    expect(await times()).toMatchObject({ drift: once(0), detection: nothing, undated: 2 });
  });

  it('of what is fixed end when two sweeps have not seen it, and count in the window in which they do', async () => {
    site('£4');
    await world.sweep();
    site('£5');
    await world.sweep();
    expect((await times()).fix).toEqual(nothing);
    await world.sweep();
    expect(await times()).toMatchObject({ fix: once(48), drift: nothing });
    world.clock.advance(5 * day);
    expect(await times(3)).toMatchObject({ fix: nothing, drift: nothing, undated: 0 });
  });

  it('leave out what the checker was wrong about', async () => {
    site('£4');
    await world.sweep();
    const [finding] = await world.findings();
    const actor = staff({ key: 'editor', name: 'Eda', role: 'EDITOR', team: 'care' });
    await decideFinding(
      { ...world, actor },
      { id: finding?.id ?? 0, expectedState: 'OPEN', to: 'FALSE_POSITIVE', note: 'No.' },
    );
    expect(await times()).toMatchObject({ drift: nothing, undated: 0, bySeverity: [] });
  });

  it('want a window that is one', async () => {
    const now = world.clock.now();
    await expect(findingTimes({ ...world, sourceLocale: 'en' }, { since: now, until: now })).rejects.toThrow(
      'since must lie',
    );
  });
});

describe('the trend', () => {
  it('is one point for each sweep that was done, oldest first, with the rates that were stored', async () => {
    expect(await consistencyTrend(world, { last: 5, since: null })).toEqual([]);
    await world.mapScript('script.md', { 'card-fee': 'costs' });
    world.writeScript('script.md', '# Costs\n\nA replacement costs £5.\n');
    site('£4');
    const first = await world.sweep();
    site('£5');
    const second = await world.sweep();
    const cut = await world.start();
    const trend = await consistencyTrend(world, { last: 5, since: null });
    expect(
      trend.map(({ sweep, pairs, all, answeredByAll }) => [
        sweep,
        pairs?.rate.share,
        all?.channels,
        answeredByAll.share,
      ]),
    ).toEqual([
      [first.id, 0, 2, 1],
      [second.id, 1, 2, 1],
    ]);
    expect(trend.map(({ sweep }) => sweep)).not.toContain(cut);
    expect(await consistencyTrend(world, { last: 1, since: null })).toEqual(trend.slice(1));
    expect(await consistencyTrend(world, { last: 5, since: second.finishedAt })).toEqual(trend.slice(1));
    await expect(consistencyTrend(world, { last: 0, since: null })).rejects.toThrow('last must be from 1 to 400.');
  });
});

describe('for any lengths of time', () => {
  it('median ≤ p95 ≤ longest, each one that was measured, and the order changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e9), { minLength: 1, maxLength: 50 }), (lengths) => {
        const { count, medianHours, p95Hours, longestHours } = durationsOf(lengths);
        const hours = lengths.map((length) => length / 3_600_000);
        for (const quantile of [medianHours, p95Hours, longestHours]) expect(hours).toContain(quantile);
        expect((medianHours ?? 1) <= (p95Hours ?? 0) && (p95Hours ?? 1) <= (longestHours ?? 0)).toBe(true);
        expect(hours.filter((one) => one <= (medianHours ?? 0)).length).toBeGreaterThanOrEqual(count / 2);
        expect(durationsOf(lengths.toReversed())).toEqual(durationsOf(lengths));
      }),
    );
  });
});
