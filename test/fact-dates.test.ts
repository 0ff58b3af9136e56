import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../src/platform/clock.js';
import { openDesks } from './support/editing.js';
import { startTestService, type TestService } from './support/test-service.js';

const dawn = new Date('2026-12-01T12:00:00Z');
const clock = manualClock(dawn);
let service: TestService;

beforeAll(async () => {
  service = await startTestService('demo', { clock });
});

afterAll(() => service.close());

/** Waits until the value is there; the test's own time limit ends a wait in vain. */
async function until(read: () => Promise<unknown>, wanted: unknown): Promise<void> {
  while (JSON.stringify(await read()) !== JSON.stringify(wanted)) await sleep(50);
}

interface Told {
  readonly answer: { readonly rendition: { readonly short: string } } | null;
  readonly snapshot: { readonly sequence: number; readonly validAt: string };
}

async function told(key: string): Promise<string | undefined> {
  const { data } = await service.graphql<Told>(
    'query ($key: String!) { answer(key: $key) { rendition { short } } snapshot { sequence validAt } }',
    { key },
  );
  return data.answer?.rendition.short;
}

describe('the day a change takes effect', () => {
  it('strikes without a restart, for values and for versions, each at its own moment', async () => {
    const desks = openDesks(service);
    await desks.create({ key: 'paint', topic: 'cards' });
    await desks.published({
      key: 'paint',
      question: 'Paint?',
      title: 'Paint',
      body: 'It costs {{fact:card.replacement.fee}}.',
      short: 'It costs {{fact:card.replacement.fee}}.',
    });
    await desks.value({
      key: 'card.replacement.fee',
      value: 'GBP 7.00',
      source: 'Offer',
      validFrom: '2027-01-10T00:00:00Z',
      validTo: '2027-01-20T00:00:00Z',
    });
    await desks.published({
      key: 'paint',
      short: 'Now {{fact:card.replacement.fee}}.',
      effectiveFrom: '2027-01-15T00:00:00Z',
    });
    expect(await told('paint')).toBe('It costs £5.');

    for (const [moment, words] of [
      ['2027-01-10T00:00:00Z', 'It costs £7.'],
      ['2027-01-15T00:00:00Z', 'Now £7.'],
      ['2027-01-20T00:00:00Z', 'Now £5.'],
      ['2027-04-01T00:00:00Z', 'Now £6.'],
    ] as const) {
      clock.set(new Date(moment));
      await until(() => told('paint'), words);
    }
  });
});
