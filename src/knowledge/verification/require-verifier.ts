import { type Actor, allow, may } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import type { VerificationPlan } from './verification.js';

/** Throws FORBIDDEN unless the actor is the named verifier, is of the team that is, or may review the answers of the topic. */
export async function requireVerifier(
  db: Database,
  actor: Actor,
  answer: { readonly key: string; readonly topic_id: number },
  plan: VerificationPlan,
): Promise<void> {
  allow(actor, 'verify answers');
  if (isNamed(actor, plan)) return;
  if (!may(actor, 'review drafts'))
    throw new AppError('FORBIDDEN', `Whether ${answer.key} is true is for ${verifierIn(plan)} to say.`);
  await allowUnderTopic(db, actor, 'review', answer.topic_id);
}

function isNamed(actor: Actor, { verifierPerson, verifierTeam }: VerificationPlan): boolean {
  return verifierPerson === null ? verifierTeam !== null && verifierTeam === actor.team : verifierPerson === actor.name;
}

function verifierIn({ verifierPerson, verifierTeam }: VerificationPlan): string {
  if (verifierPerson) return verifierPerson;
  return verifierTeam ? `the team ${verifierTeam}` : "the reviewers of its topic's teams";
}
