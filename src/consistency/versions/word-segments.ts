import { diffArrays } from 'diff';

/** A stretch of two texts: in both, only in the first, or only in the second. */
export interface DiffSegment {
  readonly kind: 'SAME' | 'REMOVED' | 'ADDED';
  readonly text: string;
}

/** Texts that differ in more words than this are told as one exchanged for the other: no reader could follow more, and it would take long. */
const mostEdits = 1_500;

const embed = /(\{\{[^{}]*\}\})/;

/** How two texts differ, word by word: SAME and REMOVED in their order are the first text to the letter, SAME and ADDED the second. */
export function wordSegments(before: string, after: string, locale: string): readonly DiffSegment[] {
  const words = wordsIn(locale);
  const parts = diffArrays(words(before), words(after), { maxEditLength: mostEdits });
  const segments = parts
    ? parts.map(
        ({ value, added, removed }): DiffSegment => ({
          kind: added ? 'ADDED' : removed ? 'REMOVED' : 'SAME',
          text: value.join(''),
        }),
      )
    : [{ kind: 'REMOVED', text: before } as const, { kind: 'ADDED', text: after } as const];
  return segments.filter(({ text }) => text !== '');
}

/** Cuts a text into words by the rules of its language (UAX #29); an embedded fact counts as one word. */
function wordsIn(locale: string): (text: string) => string[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  return (text) =>
    text
      .split(embed)
      .flatMap((piece) =>
        piece.startsWith('{{') ? [piece] : [...segmenter.segment(piece)].map(({ segment }) => segment),
      );
}
