import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consistencyGauges } from '../src/consistency/index.js';
import { openSweepWorld, type SweepWorld } from './support/sweep-world.js';

let world: SweepWorld;

beforeEach(async () => {
  world = await openSweepWorld();
});
afterEach(() => world.close());

/** Every sample by its name and labels, as one would read it in an exposition. */
async function samples(): Promise<Readonly<Record<string, number>>> {
  const gauges = await consistencyGauges(world);
  return Object.fromEntries(
    gauges.flatMap(({ name, samples }) =>
      samples.map(({ labels, value }) => [[name, ...Object.values(labels)].join(' '), value]),
    ),
  );
}

describe('the gauges of the checker', () => {
  it('say nothing of rates and sweeps before the first, and that nothing drifts', async () => {
    expect(await samples()).toEqual({ univocal_oldest_drift_seconds: 0 });
  });

  it('are the figures of the last sweep and of the findings that are open now', async () => {
    await world.publish({ key: 'card-fee', question: 'What does a card cost?', body: 'A replacement costs £5.' });
    await world.publish({
      key: 'card-time',
      question: 'How long does it take?',
      body: 'Delivery takes 5 working days.',
    });
    await world.mapSite({ 'card-fee': 'fee', 'card-time': 'time' });
    await world.mapScript('script.md', { 'card-fee': 'costs' });
    world.site.pages.set(
      '/faq.html',
      '<main><h2 id="fee">Costs</h2><p>A replacement costs £4.</p><h2 id="time">Times</h2><p>Delivery takes 5 working days.</p></main>',
    );
    world.writeScript('script.md', '# Costs\n\nA replacement costs £5.\n');
    const sweep = await world.sweep();
    world.clock.advance(90_000);
    expect(await samples()).toEqual({
      'univocal_same_answer_rate 2 headline': 0,
      'univocal_same_answer_rate 2 strict': 0,
      'univocal_same_answer_rate 2 contradiction_free': 0,
      univocal_answered_by_all: 0.5,
      univocal_last_sweep_timestamp_seconds: (sweep.finishedAt?.getTime() ?? 0) / 1_000,
      'univocal_sweep_cells CONTRADICTS': 1,
      'univocal_sweep_cells NOT_APPLICABLE': 1,
      'univocal_sweep_cells SAME': 2,
      'univocal_open_findings SEV1 faq': 1,
      univocal_oldest_drift_seconds: 90,
    });
  });
});
