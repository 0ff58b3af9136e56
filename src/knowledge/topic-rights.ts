import type { Actor } from '../access/index.js';
import { AppError } from '../platform/errors.js';

/** What someone does to the knowledge under a topic. Which roles may do it at all stands in the policy table. */
export const topicDeeds = ['write', 'review', 'publish'] as const;
export type TopicDeed = (typeof topicDeeds)[number];

/** A topic with the teams that it belongs to. */
export interface TopicTeams {
  readonly name: string;
  /** The key of the team that writes. */
  readonly ownerTeam: string;
  /** The key of the team that decides. */
  readonly authorityTeam: string;
}

/**
 * Whether the actor's team may do this under a topic. `line` is the topic and its parents, nearest first: the owner team writes, the owner and
 * the authority team review and publish, each below their topic too; administrators everywhere.
 */
export function mayUnderTopic(actor: Actor, deed: TopicDeed, line: readonly TopicTeams[]): boolean {
  if (worksEverywhere(actor)) return true;
  return line.some(
    ({ ownerTeam, authorityTeam }) =>
      ownerTeam === actor.team || (deed !== 'write' && authorityTeam === actor.team && actor.team !== null),
  );
}

/** Throws FORBIDDEN, saying whose topic it is, unless the actor's team may do this under it. */
export function requireUnderTopic(actor: Actor, deed: TopicDeed, line: readonly TopicTeams[]): void {
  const [topic] = line;
  if (!topic || mayUnderTopic(actor, deed, line)) return;
  const { name, ownerTeam, authorityTeam } = topic;
  const whose =
    deed === 'write' || ownerTeam === authorityTeam
      ? `belongs to the team ${ownerTeam}`
      : `belongs to the team ${ownerTeam} and is decided on by the team ${authorityTeam}`;
  throw new AppError('FORBIDDEN', `The topic "${name}" ${whose}: your team, ${teamOf(actor)}, may not ${deed} there.`, {
    ownerTeam,
    authorityTeam,
  });
}

/** Throws FORBIDDEN, saying who decides, unless the actor is of the authority team of the topic or of one above it. */
export function requireAuthority(actor: Actor, line: readonly TopicTeams[]): void {
  const [topic] = line;
  if (!topic || worksEverywhere(actor) || line.some(({ authorityTeam }) => authorityTeam === actor.team)) return;
  const { name, authorityTeam } = topic;
  throw new AppError(
    'FORBIDDEN',
    `The topic "${name}" is decided on by the team ${authorityTeam}: your team, ${teamOf(actor)}, may not do this there.`,
    { authorityTeam },
  );
}

/** Throws FORBIDDEN, saying whose fact it is, unless the actor is of the team that keeps it true. */
export function requireOwnFact(actor: Actor, fact: { readonly key: string; readonly ownerTeam: string }): void {
  if (worksEverywhere(actor) || actor.team === fact.ownerTeam) return;
  throw new AppError(
    'FORBIDDEN',
    `The fact ${fact.key} belongs to the team ${fact.ownerTeam}: your team, ${teamOf(actor)}, may not change it.`,
    { ownerTeam: fact.ownerTeam },
  );
}

/** Whether an actor's rights do not depend on a team. */
export function worksEverywhere(actor: Actor): boolean {
  return actor.role === 'ADMIN' || actor.role === 'SYSTEM';
}

function teamOf(actor: Actor): string {
  return actor.team ?? 'none';
}
