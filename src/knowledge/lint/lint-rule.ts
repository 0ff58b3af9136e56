import type { AnswerText } from '../answer.js';
import type { CommentField } from '../review/comment.js';

/** The words of an answer in one language; a part that is not there yet is empty. */
export interface LintText extends AnswerText {
  readonly locale: string;
}

/** A term that the organisation no longer uses. */
export interface RetiredTerm {
  readonly term: string;
  readonly useInstead: string;
  /** The language in which it is retired; null = in every language. */
  readonly locale: string | null;
}

/** What a rule may know besides the text. */
export interface LintSurroundings {
  readonly retiredTerms: readonly RetiredTerm[];
  /** Clauses that the body may not lose; in the source locale only. */
  readonly mustSay: readonly string[];
  /** The answers that the readers of this one may follow a link to. */
  readonly linkTargets: ReadonlySet<string>;
}

/** Something in a text that an editor should look at: a remark, never a reason not to publish. */
export interface LintIssue {
  readonly field: CommentField;
  /** In UTF-16 code units; `start` = `end` where something is missing. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly message: string;
  /** What would be better, to be put in the place of the span; null = that is for the editor to find. */
  readonly suggestion: string | null;
}

/** One thing that good texts have in common. Pure: no network and no database. */
export interface LintRule {
  readonly name: string;
  /** How much it counts for the score, unless the organisation says otherwise: 0 to 10. */
  readonly weight: number;
  readonly check: (text: LintText, around: LintSurroundings) => readonly LintIssue[];
}

/** The language of a locale: "de-AT" → "de". */
export function languageOf(locale: string): string {
  return locale.split('-')[0]?.toLowerCase() ?? '';
}
