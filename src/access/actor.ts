import type { Audience } from './audience.js';

/** The part a caller plays; what each may do stands in policy.ts. */
export const actorRoles = [
  'ANONYMOUS',
  'CHANNEL',
  'AGENT',
  'EDITOR',
  'REVIEWER',
  'MANAGER',
  'ADMIN',
  'OPERATOR',
  'SYSTEM',
] as const;
export type ActorRole = (typeof actorRoles)[number];

/** The roles a staff account may have. */
export const staffRoles = ['AGENT', 'EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN'] as const satisfies readonly ActorRole[];
export type StaffRole = (typeof staffRoles)[number];

/** Who is asking: made from a verified credential only, never from an argument. */
export interface Actor {
  readonly role: ActorRole;
  /** How records name the caller: a staff account's key, a channel's key, or "anonymous". */
  readonly name: string;
  /** How people call the caller. */
  readonly displayName: string;
  readonly audience: Audience;
  /** The team of a staff account; null for the others. */
  readonly team: string | null;
  /** The channel that a channel key belongs to. */
  readonly channel: string | null;
}

/** A caller without a credential. */
export const anonymous: Actor = {
  role: 'ANONYMOUS',
  name: 'anonymous',
  displayName: 'Anyone',
  audience: 'PUBLIC',
  team: null,
  channel: null,
};

/** The service itself: jobs and migrations of content. */
export const system: Actor = {
  role: 'SYSTEM',
  name: 'system',
  displayName: 'Univocal',
  audience: 'STAFF',
  team: null,
  channel: null,
};

/** The actor behind a staff account. */
export function staff(account: {
  readonly key: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly team: string;
}): Actor {
  return {
    role: account.role,
    name: account.key,
    displayName: account.name,
    audience: 'STAFF',
    team: account.team,
    channel: null,
  };
}
