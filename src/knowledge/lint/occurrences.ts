import { commentFields, type CommentField } from '../review/comment.js';
import type { LintText } from './lint-rule.js';
import { withoutMarks } from './sentences.js';

/** Where words stand in a text. */
export interface Place {
  readonly field: CommentField;
  readonly start: number;
  readonly end: number;
}

/** Every place where a term stands as whole words, whatever its case and whatever blanks are between; not in addresses and facts. */
export function occurrencesOf(text: LintText, term: string): readonly Place[] {
  const words = term
    .trim()
    .split(/\s+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s{1,3}')}(?![\\p{L}\\p{N}])`, 'giu');
  return commentFields.flatMap((field) =>
    [...withoutMarks(text[field]).matchAll(whole)].map(({ 0: found, index }) => ({
      field,
      start: index,
      end: index + found.length,
    })),
  );
}
