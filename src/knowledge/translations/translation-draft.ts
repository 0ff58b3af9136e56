import type { AnswerText } from '../answer.js';
import type { TranslationDraftRow } from './translation-draft.store.js';

/** Where a translation stands that is not published yet: a second person reads it, or has returned it. */
export const translationDraftStates = ['PROPOSED', 'RETURNED'] as const;
export type TranslationDraftState = (typeof translationDraftStates)[number];

/** The working copy of an answer in another language. `edit` grows by one with every change and guards against overwriting. */
export interface TranslationDraft extends AnswerText {
  readonly answerKey: string;
  readonly locale: string;
  readonly edit: number;
  readonly state: TranslationDraftState;
  /** The number of the version that it translates. */
  readonly sourceVersion: number;
  /** Whether a machine made the words that stand now. */
  readonly machine: boolean;
  /** Everybody who wrote in it; none of them may publish it. */
  readonly contributors: readonly string[];
  /** Who wrote in it last. */
  readonly translator: string;
  /** Who returned it; null while it is proposed. */
  readonly reviewer: string | null;
  /** What the one who returned it wants; empty while it is proposed. */
  readonly note: string;
  readonly updatedAt: Date;
}

/** Two people changed the same translation: the second is told, and shown what the first made of it. */
export interface TranslationConflict {
  readonly outcome: 'conflict';
  readonly expected: number;
  readonly actual: number;
  readonly theirs: TranslationDraft | null;
}

export type TranslationDraftOutcome =
  | { readonly outcome: 'saved'; readonly draft: TranslationDraft }
  | TranslationConflict;

/** The working copy in a row. */
export function translationDraftFrom(row: TranslationDraftRow): TranslationDraft {
  return {
    answerKey: row.answerKey,
    locale: row.locale,
    edit: row.edit,
    state: row.state as TranslationDraftState,
    sourceVersion: row.sourceNumber,
    question: row.question,
    title: row.title,
    body: row.body,
    short: row.short,
    machine: row.machine,
    contributors: row.contributors,
    translator: row.translator,
    reviewer: row.reviewer,
    note: row.note,
    updatedAt: row.updated_at,
  };
}

/** The conflict between the edit a caller expected and the one that is there; null when they agree. */
export function translationConflict(
  expected: number,
  row: TranslationDraftRow | undefined,
): TranslationConflict | null {
  const actual = row?.edit ?? 0;
  return actual === expected
    ? null
    : { outcome: 'conflict', expected, actual, theirs: row ? translationDraftFrom(row) : null };
}
