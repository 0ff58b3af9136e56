import { seeded, shuffle } from './random.js';

/** One round of cross-fitting: what is learned from, what is asked, and which answers are taken away to play "no answer exists". */
export interface Fold {
  readonly learned: Int32Array;
  readonly asked: Int32Array;
  readonly removed: Uint8Array;
}

/**
 * Deals texts into tenths, answer by answer, and the answers into tenths too. A text is asked in the round of its own tenth, unless it is its
 * answer's only one, and in the round in which its answer is removed. No more rounds than it takes to ask `enough` texts.
 */
export function foldsOf(
  answerOf: Int32Array,
  answers: number,
  { asks, enough }: { readonly asks: (text: number) => boolean; readonly enough: number },
): readonly Fold[] {
  const random = seeded(seed);
  const textsOf = Array.from({ length: answers }, (): number[] => []);
  answerOf.forEach((answer, text) => textsOf[answer]?.push(text));
  const order = Int32Array.from({ length: answers }, (_, at) => at);
  shuffle(order, random);
  const roundOfAnswer = new Int32Array(answers);
  order.forEach((answer, at) => (roundOfAnswer[answer] = at % tenths));
  const roundOfText = new Int32Array(answerOf.length).fill(-1);
  let asked = 0;
  for (const texts of textsOf) {
    const own = Int32Array.from(texts.filter(asks));
    shuffle(own, random);
    const first = Math.floor(random() * tenths);
    if (texts.length > 1) own.forEach((text, at) => (roundOfText[text] = (first + at) % tenths));
    asked += own.length;
  }
  const rounds = Math.min(tenths, Math.max(fewestRounds, Math.ceil((enough * tenths) / Math.max(1, asked))));
  return Array.from({ length: rounds }, (_, round) => fold(round, { answerOf, roundOfAnswer, roundOfText, asks }));
}

const seed = 77;
const tenths = 10;
const fewestRounds = 2;

interface Dealt {
  readonly answerOf: Int32Array;
  readonly roundOfAnswer: Int32Array;
  readonly roundOfText: Int32Array;
  readonly asks: (text: number) => boolean;
}

function fold(round: number, { answerOf, roundOfAnswer, roundOfText, asks }: Dealt): Fold {
  const learned: number[] = [];
  const asked: number[] = [];
  answerOf.forEach((answer, text) => {
    const removed = roundOfAnswer[answer] === round;
    const held = roundOfText[text] === round;
    if ((removed && asks(text)) || held) asked.push(text);
    if (!removed && !held) learned.push(text);
  });
  return {
    learned: Int32Array.from(learned),
    asked: Int32Array.from(asked),
    removed: Uint8Array.from(roundOfAnswer, (at) => (at === round ? 1 : 0)),
  };
}
