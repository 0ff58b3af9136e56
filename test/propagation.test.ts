import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChannelPropagation, type Propagation, propagation, saysWhich } from '../src/consistency/index.js';
import { recordDeliveries } from '../src/receipts/index.js';
import { openSweepWorld, type SweepWorld } from './support/sweep-world.js';

const hour = 3_600_000;
const question = 'What does a card cost?';
let world: SweepWorld;

beforeEach(async () => {
  world = await openSweepWorld();
  await costs('£5');
  await world.mapSite({ 'card-fee': 'fee' });
  await world.mapScript('script.md', { 'card-fee': 'costs' });
  site('£5');
  script('£5');
});
afterEach(() => world.close());

const costs = (fee: string) => world.publish({ key: 'card-fee', question, body: `A replacement costs ${fee}.` });
const site = (fee: string) =>
  world.site.pages.set('/faq.html', `<main><h2 id="fee">Costs</h2><p>A new one costs ${fee}.</p></main>`);
const script = (fee: string) => world.writeScript('script.md', `# Costs\n\nA replacement costs ${fee}.\n`);

function way(version: number | null = null, audience: 'PUBLIC' | 'STAFF' = 'STAFF'): Promise<Propagation | null> {
  return propagation({ ...world, snapshot: world.snapshots.current() }, { audience }, { answer: 'card-fee', version });
}

async function on(channel: string, version: number | null = null): Promise<ChannelPropagation | undefined> {
  return (await way(version))?.channels.find((one) => one.channel === channel);
}

describe('the way of a publication', () => {
  it('shows who says the new value, since when, and who still says the old one, with the address', async () => {
    await world.sweep();
    world.clock.advance(hour);
    await costs('£6');
    const published = world.clock.now();
    expect((await way())?.channels.map(({ says }) => says)).toEqual(['UNSEEN', 'UNSEEN']);
    await world.sweep();
    script('£6');
    await world.sweep();
    await world.sweep();
    const { version, publishedAt, channels } = (await way()) ?? {};
    expect([version, publishedAt?.toISOString()]).toEqual([2, published.toISOString()]);
    expect(channels).toMatchObject([
      {
        channel: 'faq',
        says: 'OLD',
        visibleAt: null,
        visibleBy: null,
        editToVisibleHours: null,
        text: expect.stringContaining('£5'),
        address: expect.stringContaining('/faq.html'),
      },
      { channel: 'script', says: 'NEW', visibleBy: 'OBSERVATION', editToVisibleHours: 48 },
    ]);
    expect(channels?.[1]?.heardAt?.getTime()).toBe((channels?.[1]?.visibleAt?.getTime() ?? 0) + 24 * hour);
  });

  it('is that of a fact value where that was published last, and of a version where one is named', async () => {
    await world.state('card.fee', 'GBP 5.00');
    await costs('{{fact:card.fee}}');
    await world.sweep();
    await world.state('card.fee', 'GBP 7.00');
    site('£7');
    await world.sweep();
    expect((await way())?.channels.map(({ says }) => says)).toEqual(['NEW', 'OLD']);
    expect((await way(2))?.channels.map(({ says, editToVisibleHours }) => [says, editToVisibleHours])).toEqual([
      ['NEW', 24],
      ['OLD', 24],
    ]);
  });

  it('tells what is neither, silence, and a page that was lost from each other', async () => {
    site('£9');
    script('£5');
    await costs('£6');
    await world.sweep();
    expect((await on('faq'))?.says).toBe('OTHER');
    await world.mapScript('script.md', {});
    world.site.pages.delete('/faq.html');
    await world.sweep();
    expect((await on('script'))?.says).toBe('SILENT');
    // We could not read it: what it said last still counts.
    expect(await on('faq')).toMatchObject({ says: 'OTHER', text: expect.stringContaining('£9') });
  });

  it('counts what a channel has told a customer as seen, in that version or a later one', async () => {
    await costs('£6');
    const told = {
      receiptCode: 'UV',
      answer: 'card-fee',
      locale: 'en',
      contentHash: 'x',
      factValueIds: [],
      channel: 'faq',
    };
    await world.db.transaction().execute(async (tx) => {
      const to = { kind: 'CONVERSATION', conversationId: 'c' } as const;
      const at = (hours: number) => new Date(world.clock.now().getTime() + hours * hour);
      await recordDeliveries(tx, [
        { ...told, version: 1, to, at: at(1) },
        { ...told, version: 2, to, at: at(2) },
        { ...told, version: 2, to, at: at(3) },
      ]);
    });
    expect(await on('faq')).toMatchObject({ visibleBy: 'DELIVERY', editToVisibleHours: 2, says: 'UNSEEN' });
    expect((await on('script'))?.visibleAt).toBeNull();
  });

  it('is of no answer that the reader does not see, and of no version that was never in effect', async () => {
    expect(await way(2)).toBeNull();
    expect(await way(1, 'PUBLIC')).not.toBeNull();
    const ctx = { ...world, snapshot: world.snapshots.current() };
    expect(await propagation(ctx, { audience: 'STAFF' }, { answer: 'none-such', version: null })).toBeNull();
    await world.db.updateTable('answer').set({ audience: 'STAFF' }).where('key', '=', 'card-fee').execute();
    await costs('£8');
    expect(await way(null, 'PUBLIC')).toBeNull();
    expect(await way()).not.toBeNull();
  });
});

describe('for any two prices', () => {
  const said = (text: string) => ({
    text,
    locale: 'en',
    question,
    askedLocale: 'en',
    scope: {},
    at: new Date('2026-11-01T09:00:00Z'),
  });
  const fee = fc.integer({ min: 1, max: 999 });

  it('the old one is OLD, the new one is NEW, a third is OTHER, in whatever words', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fee, { minLength: 3, maxLength: 3 }), ([old, current, third]) => {
        const answer = (price: number | undefined) => `A replacement card costs £${price}.`;
        const published = { earlier: [answer(old)], now: answer(current) };
        const says = (price: number | undefined) => [
          saysWhich(said(answer(price)), published),
          saysWhich(said(`You pay £${price} for a replacement card.`), published),
        ];
        expect([says(old), says(current), says(third)]).toEqual([
          ['OLD', 'OLD'],
          ['NEW', 'NEW'],
          ['OTHER', 'OTHER'],
        ]);
        expect(saysWhich(said(answer(old)), { earlier: [], now: answer(current) })).toBe('OTHER');
      }),
      { numRuns: 50 },
    );
  });

  it('another mistake beside the old value does not hide it and is not taken for it, and a new sentence that is missing is the old answer', () => {
    const published = {
      earlier: ['A replacement costs £4. It takes 3 working days.', 'A replacement costs £5. It takes 3 working days.'],
      now: 'A replacement costs £6. It takes 3 working days.',
    };
    expect(saysWhich(said('A replacement costs £5. It takes 9 working days.'), published)).toBe('OLD');
    expect(saysWhich(said('A replacement costs £4. It takes 3 working days.'), published)).toBe('OLD');
    expect(saysWhich(said('A replacement costs £6. It takes 9 working days.'), published)).toBe('OTHER');
    const late = { earlier: ['A replacement costs £6.'], now: 'A replacement costs £6. It takes 3 working days.' };
    expect(saysWhich(said('A replacement costs £6. It takes 9 working days.'), late)).toBe('OTHER');
    const longer = {
      earlier: ['A replacement costs £5.'],
      now: 'A replacement costs £5. You must report the loss first.',
    };
    expect(saysWhich(said('A replacement costs £5.'), longer)).toBe('OLD');
  });
});
