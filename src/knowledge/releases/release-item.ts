import type { AnswerText } from '../answer.js';
import type { Thresholds } from '../thresholds.js';
import type { ItemRow } from './release.store.js';

/** What can be in a release: an answer's draft, a statement about a fact, phrasings of an answer, its words in another language, the matcher's thresholds, questions to learn from. */
export const releaseItemKinds = ['ANSWER', 'FACT', 'PHRASINGS', 'TRANSLATION', 'THRESHOLDS', 'QUESTIONS'] as const;
export type ReleaseItemKind = (typeof releaseItemKinds)[number];

/** Phrasings of one locale that begin and end with the release. */
export interface PhrasingsContent {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** Texts that from then on do not ask for the answer, and those that are no longer said not to. */
  readonly addNegative?: readonly string[];
  readonly removeNegative?: readonly string[];
}

/** The matcher's thresholds for one locale or for all; null = the default again. */
export interface ThresholdsContent {
  readonly thresholds: Thresholds | null;
}

/** The frozen sample that the matcher of a language learns from; null = none again. */
export interface QuestionsContent {
  readonly sample: number | null;
}

/** The words of a translation; they stand for the version that the answer has when the release is published. */
export interface TranslationContent extends AnswerText {
  readonly machine: boolean;
}

/** What publishing made of an item, so that it can be taken back. */
export type Done =
  | { readonly kind: 'ANSWER'; readonly version: number }
  | { readonly kind: 'FACT' }
  | {
      readonly kind: 'PHRASINGS';
      readonly added: readonly number[];
      readonly ended: readonly number[];
      readonly addedNegative?: readonly number[];
      readonly endedNegative?: readonly number[];
    }
  | { readonly kind: 'THRESHOLDS'; readonly added: number | null; readonly ended: number | null }
  | { readonly kind: 'QUESTIONS'; readonly added: number | null; readonly ended: number | null }
  | { readonly kind: 'TRANSLATION'; readonly translation: number };

/** Whose item it is, as sentences name it. */
export function subjectOf(item: ItemRow): string {
  if (item.kind === 'THRESHOLDS') return `thresholds/${item.locale ?? 'all'}`;
  if (item.kind === 'QUESTIONS') return `questions/${item.locale}`;
  return item.kind === 'FACT' ? (item.factKey ?? '') : (item.answerKey ?? '');
}
