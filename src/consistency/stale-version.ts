import type { Canonical } from './canonical.js';
import { wholeDifference } from './cell.js';
import type { Comparison, Difference, Quote } from './comparison.js';
import type { Said } from './probes/channel-probe.js';

/** That a channel names another version than the one that is published; null when it names that one, or none. */
export function staleVersion(
  { version, receiptCode }: Said,
  canonical: Canonical,
  { compared, opening }: { readonly compared: Comparison; readonly opening: Quote },
): Difference | null {
  if (version === null || version === canonical.version) return null;
  const claim =
    version < canonical.version
      ? `The channel still gives version ${version} of ${canonical.version}.`
      : `The channel gives version ${version}; version ${canonical.version} is current.`;
  // A channel of ours that gives an old version is broken. One of others that has the right words has but an old number.
  const tier = receiptCode === null && compared.verdict === 'same' ? 'possible' : 'alert';
  return wholeDifference('stale-version', tier, claim, { b: opening, named: String(version) });
}

/** Whether a channel that gives no receipts names the published version and has its very words: there is nothing to compare. */
export function isWordForWord(
  { version, receiptCode }: Said,
  canonical: Canonical,
  texts: readonly [string, string],
): boolean {
  return receiptCode === null && version === canonical.version && texts[0] === texts[1];
}
