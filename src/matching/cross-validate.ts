import { match } from './match.js';
import { decodeModel, type Phrasing, type TrainingInput } from './model.js';
import { canonical } from './phrasings.js';
import type { Train } from './train-models.js';

/** A phrasing as a model resolves it that has not learned it; null = that model knows no answer at all. */
export interface Tested {
  readonly text: string;
  readonly answerKey: string;
  readonly takenFor: string | null;
}

const rounds = 5;

/**
 * Asks every customer's phrasing of a model that learned all but a fifth of each answer's phrasings, this one among that fifth. The same for the same
 * input in any order. An answer with one phrasing alone is learned and not asked. `giveWay` is called between the questions of a round.
 */
export async function crossValidate(
  train: Train,
  input: TrainingInput,
  giveWay: () => Promise<void>,
): Promise<readonly Tested[]> {
  const { phrasings, negatives } = canonical(input);
  const roundOf = roundsOf(phrasings);
  const tested: Tested[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const asked = phrasings.filter((_, place) => roundOf[place] === round);
    if (asked.length === 0) continue;
    const learned = phrasings.filter((_, place) => roundOf[place] !== round);
    const model = decodeModel(await train({ ...input, phrasings: learned, negatives }));
    for (const { text, answerKey } of asked) {
      tested.push({ text, answerKey, takenFor: match(model, text).ranked[0]?.answerKey ?? null });
      await giveWay();
    }
  }
  return tested;
}

/** The round in which each phrasing is asked, by its place among those of its answer; null = it is always learned. */
function roundsOf(phrasings: readonly Required<Phrasing>[]): readonly (number | null)[] {
  const counts = new Map<string, number>();
  for (const { answerKey, weight } of phrasings)
    if (weight >= 1) counts.set(answerKey, (counts.get(answerKey) ?? 0) + 1);
  const places = new Map<string, number>();
  return phrasings.map(({ answerKey, weight }) => {
    if (weight < 1 || (counts.get(answerKey) ?? 0) < 2) return null;
    const place = places.get(answerKey) ?? 0;
    places.set(answerKey, place + 1);
    return place % rounds;
  });
}
