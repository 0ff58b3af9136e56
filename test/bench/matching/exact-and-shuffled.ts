import { encodeModel, exactTable, match, modelId, trainModel } from '../../../src/matching/index.js';
import { seeded, shuffle } from '../../../src/matching/random.js';
import { print } from './print.js';
import { phrasingsOf, type Read } from './rows.js';

/** An exact phrasing comes first (or among the choices, if several answers have it), and the order of the input does not matter, with a log or without. */
export function exactAndShuffled(read: Read): void {
  const phrasings = phrasingsOf(read('banking77/train-10shot-1.jsonl'));
  const log = read('banking77/dev.jsonl').map(({ text }) => text);
  const model = trainModel({ locale: 'en', phrasings });
  const exact = exactTable(phrasings);
  const first = phrasings.filter(({ text, answerKey }) =>
    match(model, text, { exact }).ranked.some((one) => one.answerKey === answerKey && one.score === 1),
  );
  print('exact phrasing at rank 1, %', (100 * first.length) / phrasings.length, { atLeast: 100 });
  for (const [name, questions] of [['', []] as const, [' with a log', log] as const]) {
    const id = (turn: <Item>(items: readonly Item[]) => readonly Item[]) =>
      modelId(encodeModel(trainModel({ locale: 'en', phrasings: turn(phrasings), log: turn(questions) })));
    print(`same bytes for shuffled input${name}, %`, id((all) => all) === id(shuffled) ? 100 : 0, { atLeast: 100 });
  }
}

function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  const all = [...items];
  shuffle(all, seeded(1));
  return all;
}
