import type { Probe } from './cell.js';
import type { Sweep } from './sweep.js';

/** So many questions of a sweep go the customer's whole way on each channel; fewer where somebody waits to see what was published. */
const mostByWire = { sweep: 200, recheck: 10 } as const;

/**
 * Which questions are asked over HTTP and SMTP. All, where there are few. Of many an even share, another with each sweep; the rest is asked of the same
 * program without the network.
 *
 * Decided on 29 November 2026: the way over the network, with conversations that are kept, costs five times the answer itself (60,000 cells took half an
 * hour), and a door that is shut is as shut for 200 questions as for 10,000.
 */
export function goByWire(
  probes: readonly Probe[],
  { id, snapshotSequence }: Pick<Sweep, 'id' | 'snapshotSequence'>,
): ReadonlySet<Probe> {
  const every = Math.ceil(probes.length / (snapshotSequence === null ? mostByWire.sweep : mostByWire.recheck));
  return new Set(probes.filter((_, place) => (place + id) % every === 0));
}
