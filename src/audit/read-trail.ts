import { type Actor, allow } from '../access/index.js';
import { referenceOf } from '../platform/audit/index.js';
import type { Database } from '../platform/database/database.js';
import { type NamedEntry, pageOfTrail } from './trail.store.js';

/** What is asked of the trail; an account is named by its key. */
export interface TrailQuestion {
  readonly subject: string | null;
  readonly action: string | null;
  readonly actor: string | null;
  readonly since: Date | null;
  readonly until: Date | null;
}

const accountSubject = /^account\/(?!person:)(.+)$/;

/** One page of the audit trail, newest first. */
export async function readTrail(
  ctx: { readonly db: Database; readonly actor: Actor },
  question: TrailQuestion,
  bounds: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly NamedEntry[]; readonly total: number }> {
  allow(ctx.actor, 'read the audit trail');
  const { subject, actor } = question;
  const account = subject === null ? undefined : accountSubject.exec(subject)?.[1];
  return pageOfTrail(
    ctx.db,
    {
      ...question,
      actor: actor === null ? null : ((await referenceOf(ctx.db, actor)) ?? actor),
      subject: account === undefined ? subject : `account/${(await referenceOf(ctx.db, account)) ?? account}`,
    },
    bounds,
  );
}
