import { audiences } from '../../access/index.js';
import type { PublishedAnswer } from '../snapshot.js';
import type { TranslationDraft } from './translation-draft.js';
import { translationState } from './translation-status.js';

/** What is to be done for a translation, the most urgent first: somebody waits, it says what no longer holds, nobody has read it, there is none. */
export const translationTaskKinds = ['PROPOSED', 'OUTDATED', 'MACHINE', 'MISSING'] as const;
export type TranslationTaskKind = (typeof translationTaskKinds)[number];

/** An answer whose translation needs somebody. */
export interface TranslationTask {
  readonly answer: PublishedAnswer;
  readonly status: TranslationTaskKind;
  /** Since when: the proposal was saved, or the version that holds took effect. */
  readonly since: Date;
  /** The working copy, proposed or returned; null when nobody has begun. */
  readonly draft: TranslationDraft | null;
}

/**
 * What is to be done for the translations into a language, in the order in which to do it: by kind, then what most readers see, then what has
 * waited longest. Each answer is there once; one that is proposed is the reviewers', whatever is published.
 */
export function translationTasks(
  answers: readonly PublishedAnswer[],
  drafts: ReadonlyMap<string, TranslationDraft>,
  locale: string,
): readonly TranslationTask[] {
  return answers.flatMap((answer) => taskOf(answer, drafts.get(answer.key) ?? null, locale)).sort(byUrgency);
}

function taskOf(answer: PublishedAnswer, draft: TranslationDraft | null, locale: string): readonly TranslationTask[] {
  if (draft?.state === 'PROPOSED') return [{ answer, status: 'PROPOSED', since: draft.updatedAt, draft }];
  const { status } = translationState(answer, locale);
  return status === 'CURRENT' ? [] : [{ answer, status, since: answer.version.effectiveFrom, draft }];
}

function byUrgency(a: TranslationTask, b: TranslationTask): number {
  return (
    translationTaskKinds.indexOf(a.status) - translationTaskKinds.indexOf(b.status) ||
    audiences.indexOf(a.answer.audience) - audiences.indexOf(b.answer.audience) ||
    a.since.getTime() - b.since.getTime() ||
    (a.answer.key < b.answer.key ? -1 : 1)
  );
}
