import type { Database } from '../../platform/database/database.js';
import { liveReleaseWith } from './release.store.js';

/** Why a draft may not go live alone: it waits in a release; null when it does not. */
export async function draftInRelease(db: Database, answerId: number): Promise<string | null> {
  const item = { kind: 'ANSWER', answer_id: answerId, statement_id: null, locale: null };
  return sentence('The draft', await liveReleaseWith(db, item));
}

/** Why a statement may not be published alone: it waits in a release; null when it does not. */
export async function statementInRelease(db: Database, statementId: number): Promise<string | null> {
  const item = { kind: 'FACT', answer_id: null, statement_id: statementId, locale: null };
  return sentence('The statement', await liveReleaseWith(db, item));
}

function sentence(what: string, release: string | undefined): string | null {
  return release === undefined ? null : `${what} is in the release ${release} and goes live with it, not alone.`;
}
