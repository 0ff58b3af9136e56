import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import type { AnswerText } from '../answer.js';
import type { Clauses } from '../clauses.js';
import type { PersonPolicy } from '../person-policy.js';
import { type Candidate, obstaclesTo } from '../obstacles.js';
import { surroundings } from '../read-draft.js';

/** Words that two people want in force at once. */
export interface Correction extends AnswerText, Clauses {
  readonly personPolicy: PersonPolicy;
  readonly changeNote: string;
  readonly author: string;
  /** The second person; null while there is none. */
  readonly reviewer: string | null;
  /** When it takes effect. */
  readonly at: Date;
}

/** Every objection to a correction: what is asked of a draft, as if it had been approved and no expert had been asked. */
export async function obstaclesToCorrection(
  ctx: Pick<Candidate, 'markdownProblems'>,
  tx: DatabaseTransaction,
  answer: Row<'answer'>,
  correction: Correction,
): Promise<readonly string[]> {
  const { at, ...words } = correction;
  const draft = {
    ...words,
    answerKey: answer.key,
    edit: 1,
    state: 'APPROVED',
    significance: 'MAJOR',
    effectiveFrom: null,
    effectiveTo: null,
    basedOn: null,
    updatedAt: at,
  } as const;
  return obstaclesTo({
    ...(await surroundings(tx, answer, draft, at)),
    contributors: [correction.author],
    doubts: [],
    markdownProblems: ctx.markdownProblems,
  });
}
