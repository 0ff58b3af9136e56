import { createHash } from 'node:crypto';

/** How much a change matters to a customer: a minor one changes no meaning. */
export const significances = ['MAJOR', 'MINOR'] as const;
export type Significance = (typeof significances)[number];

/** Where a draft stands. The states of a version (PUBLISHED, SUPERSEDED) and of an answer (RETIRED) are separate axes. */
export const draftStates = ['DRAFT', 'IN_REVIEW', 'CHANGES_REQUESTED', 'APPROVED', 'SCHEDULED'] as const;
export type DraftState = (typeof draftStates)[number];

/** The words of an answer in one language. */
export interface AnswerText {
  readonly question: string;
  readonly title: string;
  /** Constrained Markdown with `{{fact:key#format}}` embeds. */
  readonly body: string;
  /** The editor's form for channels with little room; same claims, fewer words. */
  readonly short: string;
}

/** The hash of the words alone: equal words, equal hash, on every machine. */
export function textHash(locale: string, text: AnswerText): string {
  return createHash('sha256')
    .update(JSON.stringify([locale, text.question, text.title, text.body, text.short]))
    .digest('hex');
}

/** What "the same answer by construction" compares: the version, its language and the fact values it shows. */
export function contentHash(versionHash: string, locale: string, factValueIds: readonly number[]): string {
  const ids = [...factValueIds].sort((a, b) => a - b);
  return createHash('sha256')
    .update(JSON.stringify([versionHash, locale, ids]))
    .digest('hex');
}
