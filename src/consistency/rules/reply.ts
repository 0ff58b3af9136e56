import { analyse } from '../analysis/analyse.js';
import type { Analysis, Sentence } from '../analysis/model.js';
import { lexicons } from '../lexicon/lexicons.js';
import { difference, type Reading, type Rule } from './reading.js';

/** One text answers the question with yes, the other with no, be it by the word or by what its first sentence says. */
export const reply: Rule = (reading) => {
  const asked = yesNoQuestion(reading);
  const [a, b] = [answerOf(reading.a, asked), answerOf(reading.b, asked)];
  if (a === null || b === null || a.says === b.says) return [];
  const confidence = a.spoken && b.spoken ? 0.93 : a.spoken || b.spoken ? 0.91 : 0.75;
  return [difference('polarity', confidence, quote(a), quote(b))];
};

interface Answer {
  readonly says: 'yes' | 'no';
  /** Whether the word itself stands there. */
  readonly spoken: boolean;
  readonly sentence: Sentence;
}

// What is asked, where the question can be answered with yes or no.
function yesNoQuestion({ input, a }: Reading): Analysis | null {
  if (input.question === undefined) return null;
  const question = analyse(input.question, input.locale);
  const lexicon = lexicons.find((index) => index.lexicon.language === a.language);
  const opens = question.sentences[0]?.tokens.find(({ kind }) => kind === 'word')?.folded ?? '';
  return lexicon?.words.askers.has(opens) === true ? question : null;
}

function answerOf({ sentences }: Analysis, asked: Analysis | null): Answer | null {
  const first = sentences.find(({ courtesy, reply: said }) => !courtesy || said !== null);
  if (first === undefined) return null;
  if (first.reply !== null) return { says: first.reply, spoken: true, sentence: first };
  // A sentence of its own words answers only if it speaks of nearly all that was asked.
  const told =
    asked === null
      ? undefined
      : first.assertions.find(
          ({ stems, supposed }) => !supposed && coverage(asked.stems, stems) >= 0.5 && asked.stems.size > 0,
        );
  return told === undefined ? null : { says: told.positive ? 'yes' : 'no', spoken: false, sentence: first };
}

function coverage(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  return [...wanted].filter((stem) => found.has(stem)).length / Math.max(1, wanted.size);
}

function quote({ says, sentence }: Answer) {
  return { text: sentence.text, span: sentence.span, value: says };
}
