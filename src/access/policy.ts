import { AppError } from '../platform/errors.js';
import type { Actor, ActorRole } from './actor.js';

const everyone: readonly ActorRole[] = [
  'ANONYMOUS',
  'CHANNEL',
  'AGENT',
  'EDITOR',
  'REVIEWER',
  'MANAGER',
  'ADMIN',
  'OPERATOR',
  'SYSTEM',
];
const writers: readonly ActorRole[] = ['EDITOR', 'REVIEWER', 'ADMIN', 'SYSTEM'];
const checkers: readonly ActorRole[] = ['REVIEWER', 'ADMIN', 'SYSTEM'];

/** Who may do what. A right that is not here belongs to nobody. */
export const policy = {
  'read published answers': everyone,
  'read drafts': ['EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN', 'SYSTEM'],
  'read the past and the future': ['EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN', 'SYSTEM'],
  'read how a match was made': ['EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN', 'SYSTEM'],
  'read findings': ['EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN', 'OPERATOR', 'SYSTEM'],
  'decide findings': ['EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN', 'SYSTEM'],
  'label samples': checkers,
  'teach the checker': ['REVIEWER', 'MANAGER', 'ADMIN', 'SYSTEM'],
  'manage finding alerts': ['MANAGER', 'ADMIN', 'SYSTEM'],
  'import agent texts': ['MANAGER', 'ADMIN', 'OPERATOR', 'SYSTEM'],
  'waive findings': ['REVIEWER', 'MANAGER', 'ADMIN', 'SYSTEM'],
  'write drafts': writers,
  'comment on drafts': ['EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN', 'SYSTEM'],
  'review drafts': checkers,
  'publish answers': checkers,
  'verify answers': ['EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN', 'SYSTEM'],
  'redact versions': checkers,
  'write phrasings': writers,
  'set thresholds': writers,
  'learn from questions': writers,
  'write translations': writers,
  'review translations': checkers,
  'state facts': writers,
  'publish facts': checkers,
  'run sweeps': ['REVIEWER', 'MANAGER', 'ADMIN', 'OPERATOR', 'SYSTEM'],
  'record questions': ['CHANNEL', 'AGENT', 'EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN', 'SYSTEM'],
  'record insertions': ['CHANNEL', 'AGENT', 'EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN', 'SYSTEM'],
  'send mail': ['CHANNEL', 'AGENT', 'ADMIN', 'SYSTEM'],
  'tend mail': ['AGENT', 'ADMIN', 'SYSTEM'],
  'write templates': writers,
  'suggest changes': ['CHANNEL', 'AGENT', 'EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN', 'SYSTEM'],
  'triage suggestions': writers,
  'read the audit trail': ['MANAGER', 'ADMIN', 'SYSTEM'],
  administer: ['ADMIN', 'SYSTEM'],
} as const satisfies Readonly<Record<string, readonly ActorRole[]>>;

/** One of the rights of the table. */
export type Permission = keyof typeof policy;

/** Whether the actor has the right. */
export function may(actor: Actor, permission: Permission): boolean {
  return (policy[permission] as readonly ActorRole[]).includes(actor.role);
}

/** Throws UNAUTHENTICATED or FORBIDDEN unless the actor has the right. */
export function allow(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return;
  if (actor.role === 'ANONYMOUS') throw new AppError('UNAUTHENTICATED', `Sign in to ${permission}.`);
  throw new AppError('FORBIDDEN', `Your role, ${actor.role.toLowerCase()}, may not ${permission}.`);
}
