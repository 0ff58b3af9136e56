import type { LintIssue, LintRule, LintText } from '../lint-rule.js';
import { sentencesIn } from '../sentences.js';

const longestTitle = 80;
const longestShort = 320;
const throatClearing =
  /^(?:thank you for|thanks for|in this article|this article|please note|we are sorry|welcome to|vielen dank|in diesem artikel|bitte beachten|gracias por|en este artículo|شكرا|في هذه المقالة)/iu;

/** Every part that a channel may show alone: a question, a title, a short form, and a body whose first sentence answers. */
export const requiredPart: LintRule = {
  name: 'required-part',
  weight: 3,
  check: (text) => [
    ...emptyParts(text),
    ...tooLong(text, 'title', longestTitle),
    ...tooLong(text, 'short', longestShort),
    ...opening(text),
  ],
};

function emptyParts(text: LintText): readonly LintIssue[] {
  return (['question', 'title', 'body', 'short'] as const)
    .filter((field) => text[field].trim() === '')
    .map((field) => ({ field, start: 0, end: 0, message: `The ${nameOf[field]} is missing.`, suggestion: null }));
}

const nameOf = { question: 'question', title: 'title', body: 'body', short: 'short form' } as const;

function tooLong(text: LintText, field: 'title' | 'short', most: number): readonly LintIssue[] {
  const { length } = text[field];
  if (length <= most) return [];
  const message = `The ${nameOf[field]} has ${length} characters: small places have room for ${most}.`;
  return [{ field, start: most, end: length, message, suggestion: null }];
}

/** Whoever hears only the beginning should have the answer. */
function opening(text: LintText): readonly LintIssue[] {
  const [first] = sentencesIn(text, 'body');
  if (!first) return [];
  const said = fault(first.text, first.isHeading, text.body.trimStart());
  return said ? [{ field: 'body', start: first.start, end: first.end, message: said, suggestion: null }] : [];
}

function fault(sentence: string, isHeading: boolean, body: string): string | null {
  if (isHeading) return 'The body begins with a heading: begin with the sentence that answers the question.';
  // Numbered steps may be the answer themselves; points and tables are read as an answer only by those who see what they are about.
  if (/^(?:[-*+]\s|\|)/.test(body))
    return 'The body begins with a list or table: begin with the sentence that answers the question.';
  if (/[?؟]["”»]?\s*$/u.test(sentence)) return 'The body begins with a question: begin with the answer.';
  if (throatClearing.test(sentence)) return 'The first sentence says nothing yet: begin with the answer.';
  return null;
}
