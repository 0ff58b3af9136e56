import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { staff } from '../src/access/index.js';
import {
  auditSample,
  type AuditedPair,
  correctedRate,
  correctedRates,
  drawAuditSample,
  labelAuditSample,
  pageOfLabelledPairs,
  rateOf,
  type Sweep,
} from '../src/consistency/index.js';
import { storedTrail } from '../src/platform/audit/index.js';
import { openSweepWorld, type SweepWorld } from './support/sweep-world.js';

const reviewer = staff({ key: 'reviewer', name: 'Rae', role: 'REVIEWER', team: 'care' });
const editor = staff({ key: 'editor', name: 'Eda', role: 'EDITOR', team: 'care' });
const month = '2026-11';
const questions = Array.from({ length: 8 }, (_, i) => i);

let world: SweepWorld;
let sweep: Sweep;

/** Eight questions on a site that answers six as it should, one wrongly and one not at all. */
beforeEach(async () => {
  world = await openSweepWorld();
  for (const i of questions)
    await world.publish({
      key: `fee-${i}`,
      question: `What does card ${i} cost?`,
      body: `Card ${i} costs £${20 + i}.`,
    });
  await world.mapSite(Object.fromEntries(questions.slice(0, 7).map((i) => [`fee-${i}`, `q${i}`])));
  const section = (i: number) => `<h2 id="q${i}">Card ${i}</h2><p>Card ${i} costs £${i === 6 ? 99 : 20 + i}.</p>`;
  world.site.pages.set('/faq.html', `<main>${questions.map(section).join('')}</main>`);
  sweep = await world.sweep();
});
afterEach(() => world.close());

const as = (actor = reviewer) => ({ db: world.db, clock: world.clock, actor });
const draw = (size: number) => drawAuditSample(as(), { month, size });
const label = (pair: AuditedPair | undefined, as_: 'same' | 'contradicts' | 'incomplete' | 'unrelated') =>
  labelAuditSample(as(), { id: pair?.id ?? 0, label: as_, note: 'Looked at.' });
const questionsIn = (pairs: readonly AuditedPair[]) => pairs.map(({ question }) => question);

async function corrected(finishedAt = sweep.finishedAt) {
  const observations = await world.cells(sweep);
  return correctedRates(world, { observations }, { finishedAt, sameAnswerRates: sweep.rates?.sameAnswerRates ?? [] });
}

describe('a sample', () => {
  it('is drawn from what the checker called agreeing, is the same when it is drawn again, and a larger one holds it', async () => {
    expect(await auditSample({ db: world.db }, month)).toEqual([]);
    const three = await draw(3);
    expect(three).toHaveLength(3);
    expect(await draw(3)).toEqual(three);
    expect(await draw(2)).toEqual(three);
    const all = await draw(50);
    expect(questionsIn(all.slice(0, 3))).toEqual(questionsIn(three));
    expect(questionsIn(all).sort()).toEqual([0, 1, 2, 3, 4, 5].map((i) => `What does card ${i} cost?`));
    expect(
      new Set(
        all.map(({ canonical, observed, state, label }) => [canonical === '' || observed === '', state, label].join()),
      ),
    ).toEqual(new Set(['false,SAME,']));
    expect(await auditSample({ db: world.db }, month)).toEqual(all);
  });

  it('stays with the sweep that it was drawn from when there is a later one, and with the order that both give', async () => {
    const drawn = await draw(50);
    await world.sweep();
    expect(await draw(50)).toEqual(drawn);
  });

  it('is drawn once though two ask at once', async () => {
    const both = await Promise.all([draw(50), draw(50)]);
    expect(both[0]).toEqual(both[1]);
    expect(both[0]).toHaveLength(6);
    const trail = [];
    for await (const entry of storedTrail(world.db)) trail.push(entry);
    const draws = trail.filter(({ action }) => action === 'audit-sample.drawn');
    expect(draws.map(({ details }) => JSON.parse(details).drawn)).toEqual([6]);
  });

  it('needs a sweep that ended in the month, a month, and a right', async () => {
    await expect(drawAuditSample(as(), { month: '2026-10', size: 5 })).rejects.toThrow('No sweep over all questions');
    await expect(drawAuditSample(as(), { month: '2026-13', size: 5 })).rejects.toThrow('month must be such as');
    await expect(draw(0)).rejects.toThrow('size must be from 1 to 500.');
    await expect(drawAuditSample(as(editor), { month, size: 5 })).rejects.toThrow('may not label samples');
    await expect(label({ ...(await draw(1))[0], id: 999_999 } as AuditedPair, 'same')).rejects.toThrow('no drawn pair');
  });
});

describe('the corrected rate', () => {
  it('is null while nothing is labelled, and then counts what people say the checker has overlooked', async () => {
    const pairs = await draw(50);
    expect(await corrected()).toBeNull();
    await label(pairs[0], 'same');
    await label(pairs[1], 'incomplete');
    await label(pairs[2], 'unrelated');
    expect(await corrected()).toMatchObject({
      month,
      drawn: 6,
      labelled: 3,
      disagreeing: 1,
      overlooked: { agreeing: 1, compared: 3 },
    });
    await label(pairs[3], 'contradicts');
    // Six of the seven cells that were compared agree; two of the four labelled ones do not, so people say.
    const { cells, overlooked } = (await corrected()) ?? {};
    expect(cells?.observed).toBeCloseTo(6 / 7, 12);
    expect(cells?.share).toBeCloseTo((6 / 7) * (1 / 2), 12);
    expect(cells?.low).toBeCloseTo((6 / 7) * (1 - (overlooked?.high ?? 0)), 12);
    expect(cells?.high).toBeCloseTo((6 / 7) * (1 - (overlooked?.low ?? 0)), 12);
  });

  it('goes by the label that was given last, and every labelled pair is kept with its words for those who measure checkers', async () => {
    const pairs = await draw(50);
    await label(pairs[0], 'contradicts');
    await label(pairs[2], 'unrelated');
    await label(pairs[0], 'same');
    expect(await corrected()).toMatchObject({ labelled: 2, disagreeing: 1 });
    const trail = [];
    for await (const entry of storedTrail(world.db)) trail.push(entry);
    expect(JSON.parse(trail.at(-1)?.details ?? '')).toMatchObject({ from: 'contradicts', to: 'same' });
    const { rows, total } = await pageOfLabelledPairs(world.db, { limit: 5, offset: 1 });
    expect([total, rows.length]).toEqual([2, 1]);
    expect(rows[0]).toMatchObject({
      canonical: pairs[2]?.canonical,
      observed: pairs[2]?.observed,
      label: 'unrelated',
      note: 'Looked at.',
      labelledBy: 'reviewer',
    });
  });

  it('of a month without labels is that of the month before, never of one after', async () => {
    const pairs = await draw(50);
    await label(pairs[0], 'same');
    const before = await corrected(new Date('2026-10-31T23:59:59Z'));
    const after = await corrected(new Date('2026-12-01T00:00:00Z'));
    expect([before, after?.month]).toEqual([null, month]);
  });

  it('is never above what was observed, lies in its interval, and is what was observed where nothing is overlooked', () => {
    fc.assert(
      fc.property(
        fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
        fc.nat(200),
        fc.nat(200),
        fc.integer({ min: 1, max: 10 }),
        (observed, wrong, right, channels) => {
          const { share, low, high } = correctedRate(observed, rateOf(wrong, wrong + right), channels);
          if (observed === null || wrong + right === 0) {
            expect([share, low, high]).toEqual([null, null, null]);
            return;
          }
          expect(share ?? 1).toBeLessThanOrEqual(observed);
          expect((low ?? 1) <= (share ?? 0) + 1e-12 && (share ?? 1) <= (high ?? 0) + 1e-12).toBe(true);
          if (wrong === 0) expect(share).toBe(observed);
        },
      ),
    );
  });
});
