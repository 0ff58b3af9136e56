import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { versionByNumber } from './answer.store.js';
import { type DraftOutcome, draftAnswer } from './draft-answer.js';
import type { PersonPolicy } from './person-policy.js';

/** Which version is wanted back, and the edit of the draft that it may take the place of; 0 = there is none. */
export interface RestoreInput {
  readonly key: string;
  readonly number: number;
  readonly expectedEdit: number;
}

/** Makes the words of an earlier version the working copy; they go live as a new version, by review as any other change. */
export async function restoreVersion(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  { key, number, expectedEdit }: RestoreInput,
): Promise<DraftOutcome> {
  allow(ctx.actor, 'write drafts');
  const version = await versionByNumber(ctx.db, key, number);
  if (!version) throw new AppError('NOT_FOUND', `There is no version ${number} of ${key}.`);
  if (version.redacted_at)
    throw new AppError(
      'BAD_INPUT',
      `Version ${number} of ${key} is redacted: its words are gone and cannot be restored.`,
    );
  const { question, title, body, short, must_say: mustSay, related } = version;
  return draftAnswer(ctx, {
    key,
    expectedEdit,
    question,
    title,
    body,
    short,
    mustSay,
    related,
    personPolicy: version.person_policy as PersonPolicy,
    changeNote: `Restored version ${number}.`,
    significance: 'MAJOR',
  });
}
