/** Whose service this is, as pages, feeds and mails say. */
export interface Organisation {
  /** null = not told: then no name is said, for any would be wrong. */
  readonly name: string | null;
  /** The made-up one, which says so. */
  readonly isDemo: boolean;
}

/** Whose answers `SEED=demo` loads. */
export const demoOrganisation: Organisation = { name: 'Larkhaven Bank', isDemo: true };

/** Who has a name is no demonstration, even where the demo's answers are loaded. */
export function organisationFrom(name: string | undefined, seed: 'demo' | 'none'): Organisation {
  if (name !== undefined) return { name, isDemo: false };
  return seed === 'demo' ? demoOrganisation : { name: null, isDemo: false };
}

/** The sender of mails as an address line: one that is an address alone bears the organisation's name. */
export function namedSender(sender: string, { name }: Organisation): string {
  return name === null || sender.includes('<') ? sender : `${name} <${sender.trim()}>`;
}
