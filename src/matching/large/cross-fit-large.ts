import type { Trial } from '../cross-fitting.js';
import { evidenceOf } from '../evidence.js';
import { type Fold, foldsOf } from '../folds.js';
import { seeded, shuffle } from '../random.js';
import { rank } from '../ranking.js';
import type { Bank } from './bank.js';
import { candidatesOf, indexAnswers, roomForCandidates } from './candidate-index.js';
import type { HardNegatives } from './hard-negatives.js';
import type { PhrasingStems } from './large-model.js';
import { clear, mostCandidates, nearnessOf, scoreOf, spread } from './measure-large.js';
import { type AnswerWeights, roomForWeights, solveAnswer } from './solve-answer.js';
import { type HashedText, scaleOf, textAt } from './text-table.js';

/**
 * Asks a bounded, seeded sample of phrasings of models that have not seen them, and of models from which their answer was removed. An answer is
 * learned by itself, so of each round's model only those answers are trained that some question of the sample may need.
 */
export function crossFitLarge(bank: Bank, negatives: HardNegatives, phrasings: PhrasingStems): readonly Trial[] {
  const answers = bank.answerKeys.length;
  const folds = foldsOf(bank.answerOf.subarray(0, bank.first[answers]), answers, {
    asks: (text) => bank.asks[text] === 1,
    enough: mostAsked,
  });
  const share = Math.ceil(mostAsked / Math.max(1, folds.length));
  return folds.flatMap((fold, round) =>
    trialsOf({ bank, negatives, phrasings }, fold, sampleOf(fold, bank, share, round)),
  );
}

/** So many trials fix seven coefficients well; more would only cost. */
const mostAsked = 3_000;
const seed = 4_099;

/** Half of the sample is of texts whose answer is there, half of texts whose answer was removed. */
function sampleOf({ asked, removed }: Fold, { answerOf }: Bank, most: number, round: number): Int32Array {
  const random = seeded(seed + round);
  const mixed = asked.slice();
  shuffle(mixed, random);
  const isRemoved = (text: number) => removed[answerOf[text] as number] === 1;
  const half = Math.ceil(most / 2);
  const present = mixed.filter((text) => !isRemoved(text)).subarray(0, half);
  const absent = mixed.filter(isRemoved).subarray(0, half);
  return Int32Array.from([...present, ...absent]).sort();
}

interface Fitted {
  readonly bank: Bank;
  readonly negatives: HardNegatives;
  readonly phrasings: PhrasingStems;
}

function trialsOf(fitted: Fitted, fold: Fold, sample: Int32Array): Trial[] {
  const { bank, phrasings } = fitted;
  const learned = learnedOf(bank, fold);
  const there = (answer: number) => fold.removed[answer] === 0;
  const searched = {
    index: indexAnswers(bank, learned),
    rarity: bank.vocabulary.rarity,
    room: roomForCandidates(bank.answerKeys.length),
  };
  const weightsOf = lateWeights(fitted, learned);
  const scales = new Float32Array(bank.vocabulary.rarity.length);
  const present = presentIn(bank, learned);
  return Array.from(sample, (t): Trial[] => {
    const text = restricted(textAt(bank.texts, t), present, bank.vocabulary.rarity);
    const answers = candidatesOf(text, searched, mostCandidates, there);
    const weights = Array.from(answers, weightsOf);
    spread(text, scales);
    const scores = Float64Array.from(weights, (one) => scoreOf(one, 0, one.features.length, scales));
    clear(text, scales);
    const near = nearnessOf(text, answers, phrasings, bank.vocabulary, learned);
    const ranking = rank(scores, () => true, 2);
    const evidence = evidenceOf(ranking, near, () => true);
    const own = bank.answerOf[t] as number;
    // Where no word is known only letters speak; such trials are few and odd, and would bend the curve for all the others.
    return evidence === null || near.knownShare === 0
      ? []
      : [
          {
            evidence,
            answerable: there(own),
            right: there(own) && answers[(ranking[0] as { answer: number }).answer] === own,
          },
        ];
  }).flat();
}

/** Which texts a round learns; negative phrasings all, but those of removed answers are never asked for. */
function learnedOf({ answerOf }: Bank, fold: Fold): Uint8Array {
  const learned = new Uint8Array(answerOf.length);
  for (const text of fold.learned) learned[text] = 1;
  for (let text = fold.learned.length + fold.asked.length; text < answerOf.length; text++) learned[text] = 1;
  return learned;
}

/** The weights of an answer as the round learns them, when they are first needed. */
function lateWeights({ bank, negatives }: Fitted, learned: Uint8Array): (answer: number) => AnswerWeights {
  const room = roomForWeights(bank);
  const known = new Map<number, AnswerWeights>();
  return (answer) => {
    const weights = known.get(answer) ?? solveAnswer(bank, room, lessonOf(bank, negatives, answer, learned));
    known.set(answer, weights);
    return weights;
  };
}

/** What an answer learns from: its own phrasings, then those that could be taken for them. */
export function lessonOf(
  { first }: Bank,
  { starts, rows }: HardNegatives,
  answer: number,
  learned: Uint8Array | null = null,
) {
  const from = first[answer] as number;
  const own = Int32Array.from({ length: (first[answer + 1] as number) - from }, (_, at) => from + at);
  const others = rows.subarray(starts[answer], starts[answer + 1]);
  const isLearned = (text: number) => learned === null || learned[text] === 1;
  const kept = own.filter(isLearned);
  return { answer, rows: Int32Array.from([...kept, ...others.filter(isLearned)]), own: kept.length };
}

function presentIn({ texts: { features, starts }, vocabulary }: Bank, learned: Uint8Array): Uint8Array {
  const present = new Uint8Array(vocabulary.rarity.length);
  learned.forEach((is, text) => {
    if (is === 1)
      for (let at = starts[text] as number; at < (starts[text + 1] as number); at++)
        present[features[at] as number] = 1;
  });
  return present;
}

/** The text as it would have been read if only the features marked 1 were known. */
function restricted(text: HashedText, present: Uint8Array, rarity: Float32Array): HashedText {
  const kept = (from: number, to: number) =>
    text.features.subarray(from, to).filter((feature) => present[feature] === 1);
  const stems = kept(0, text.stems);
  const pairs = kept(text.stems, text.words);
  const characters = kept(text.words, text.features.length);
  const features = Int32Array.from([...stems, ...pairs, ...characters]);
  const words = stems.length + pairs.length;
  return {
    features,
    stems: stems.length,
    words,
    wordScale: scaleOf(features, 0, words, rarity),
    characterScale: scaleOf(features, words, features.length, rarity),
    strangers: text.strangers + text.stems - stems.length,
  };
}
