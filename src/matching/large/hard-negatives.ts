import type { Bank } from './bank.js';
import { candidatesOf, type CandidateIndex, roomForCandidates } from './candidate-index.js';
import { textAt } from './text-table.js';

/** The texts of others that could be taken for an answer's own, and its negative phrasings: those of answer a are at `starts[a]` up to `starts[a + 1]`, ascending. */
export interface HardNegatives {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Looks for each phrasing's likeliest other answers: only against them is it learned. */
export function hardNegatives(bank: Bank, index: CandidateIndex): HardNegatives {
  const answers = bank.answerKeys.length;
  const phrasings = bank.first[answers] as number;
  const room = roomForCandidates(answers);
  const searched = { index, rarity: bank.vocabulary.rarity, room };
  const others = new Int32Array(phrasings * perPhrasing).fill(-1);
  const starts = new Int32Array(answers + 1);
  const count = (answer: number) => {
    starts[answer + 1] = (starts[answer + 1] as number) + 1;
  };
  for (let t = 0; t < phrasings; t++) {
    const own = bank.answerOf[t] as number;
    const found = candidatesOf(textAt(bank.texts, t), searched, perPhrasing, (answer) => answer !== own);
    others.set(found, t * perPhrasing);
    found.forEach(count);
  }
  for (let t = phrasings; t < bank.answerOf.length; t++) count(bank.answerOf[t] as number);
  for (let answer = 0; answer < answers; answer++)
    starts[answer + 1] = (starts[answer + 1] as number) + (starts[answer] as number);
  return { starts, rows: placed(bank, others, starts) };
}

/** How many other answers each phrasing is learned against. */
const perPhrasing = 32;

function placed({ answerOf }: Bank, others: Int32Array, starts: Int32Array): Int32Array {
  const rows = new Int32Array(starts[starts.length - 1] as number);
  const next = starts.slice();
  const put = (answer: number, t: number) => {
    rows[next[answer] as number] = t;
    next[answer] = (next[answer] as number) + 1;
  };
  for (let at = 0; at < others.length; at++)
    if ((others[at] as number) >= 0) put(others[at] as number, Math.floor(at / perPhrasing));
  for (let t = others.length / perPhrasing; t < answerOf.length; t++) put(answerOf[t] as number, t);
  return rows;
}
