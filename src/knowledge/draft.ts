import type { Row } from '../platform/database/tables.js';
import type { AnswerText, DraftState, Significance } from './answer.js';
import type { PersonPolicy } from './person-policy.js';

/** The mutable working copy beside what is published. `edit` grows by one with every change and guards against overwriting. */
export interface Draft extends AnswerText {
  readonly answerKey: string;
  readonly edit: number;
  readonly state: DraftState;
  readonly author: string;
  readonly reviewer: string | null;
  readonly changeNote: string;
  readonly significance: Significance;
  readonly effectiveFrom: Date | null;
  readonly effectiveTo: Date | null;
  readonly basedOn: number | null;
  readonly updatedAt: Date;
  /** Clauses that must stand in the body. */
  readonly mustSay: readonly string[];
  /** Keys of related answers. */
  readonly related: readonly string[];
  /** Whether a person is offered or called with it. */
  readonly personPolicy: PersonPolicy;
}

/** Two people changed the same draft: the second is told, and shown what the first made of it. */
export interface EditConflict {
  readonly outcome: 'conflict';
  readonly expected: number;
  readonly actual: number;
  readonly theirs: Draft | null;
}

/** The draft in a row. */
export function draftFrom(answerKey: string, row: Row<'draft'>): Draft {
  return {
    answerKey,
    edit: row.edit,
    state: row.state as DraftState,
    question: row.question,
    title: row.title,
    body: row.body,
    short: row.short,
    author: row.author,
    reviewer: row.reviewer,
    changeNote: row.change_note,
    significance: row.significance as Significance,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    basedOn: row.based_on,
    updatedAt: row.updated_at,
    mustSay: row.must_say,
    related: row.related,
    personPolicy: row.person_policy as PersonPolicy,
  };
}

const standing: Readonly<Record<DraftState, string>> = {
  DRAFT: 'being written',
  IN_REVIEW: 'in review',
  CHANGES_REQUESTED: 'sent back for changes',
  APPROVED: 'approved',
  SCHEDULED: 'scheduled',
};

/** Where a draft stands, as it is said after "is". */
export function standingInWords(state: DraftState): string {
  return standing[state];
}

/** The conflict between the edit a caller expected and the one that is there; null when they agree. */
export function editConflict(answerKey: string, expected: number, row: Row<'draft'> | undefined): EditConflict | null {
  const actual = row?.edit ?? 0;
  return actual === expected
    ? null
    : { outcome: 'conflict', expected, actual, theirs: row ? draftFrom(answerKey, row) : null };
}
