import { type Claim, claimsOf } from '../compare.js';

/** A claim under a name that all claims share which say the same. */
interface NamedClaim {
  readonly name: string;
  readonly measure: string;
  readonly text: string;
  readonly kind: 'figure' | 'contact' | 'statement';
}

/** What a text claims by the measure of sweeps. A sentence that only states is held against others by its words, not here. */
export function claimsIn(text: string, locale: string): readonly NamedClaim[] {
  return claimsOf(text, locale)
    .filter(({ type, value }) => type !== 'assertion' || value !== '')
    .map((claim) => ({
      name: `${claim.type} ${claim.value} ${claim.modality}`,
      measure: measureOf(claim),
      text: claim.text,
      kind: kindOf(claim),
    }));
}

const contacts: ReadonlySet<string> = new Set(['url', 'email', 'phone']);

function kindOf({ type }: Claim): NamedClaim['kind'] {
  if (type === 'assertion') return 'statement';
  return contacts.has(type) ? 'contact' : 'figure';
}

/** Value and unit alone: without how it is bounded, what it is counted by, and the name of what is counted. */
function measureOf({ type, value }: Claim): string {
  const bare = value.replace(/ (?:at-least|more-than|at-most|less-than|about)$/, '');
  if (contacts.has(type) || type === 'date') return `${type} ${bare}`;
  return `${type} ${type === 'count' ? bare.replace(/[ /].*$/, '') : bare.replace(/\/\S+$/, '')}`;
}
