import type { Bank } from './bank.js';
import type { HashedText } from './text-table.js';

/** Feature → the answers whose phrasings have it, ascending, and how much it says for each: those of feature f are at `starts[f]` up to `starts[f + 1]`. */
export interface CandidateIndex {
  readonly starts: Int32Array;
  readonly answers: Int32Array;
  readonly values: Float32Array;
}

/** Room that the search for candidates needs; made once, all zero between searches. */
export interface CandidateRoom {
  readonly sums: Float64Array;
  readonly touched: Int32Array;
}

export function roomForCandidates(answers: number): CandidateRoom {
  return { sums: new Float64Array(answers), touched: new Int32Array(answers) };
}

/** Indexes the answers by the mean of their learned phrasings (Rocchio), each of length 1; of a feature that very many have, only those it says most for. */
export function indexAnswers(bank: Bank, learned: Uint8Array | null = null): CandidateIndex {
  const starts = new Int32Array(bank.vocabulary.rarity.length + 1);
  const sums = new Float32Array(bank.vocabulary.rarity.length);
  eachMean(bank, learned, sums, (features, count) => {
    for (let at = 0; at < count; at++)
      starts[(features[at] as number) + 1] = (starts[(features[at] as number) + 1] as number) + 1;
  });
  for (let feature = 0; feature + 1 < starts.length; feature++)
    starts[feature + 1] = (starts[feature + 1] as number) + (starts[feature] as number);
  const total = starts[starts.length - 1] as number;
  const index = { starts, answers: new Int32Array(total), values: new Float32Array(total) };
  const next = starts.slice();
  eachMean(bank, learned, sums, (features, count, answer, scale) => {
    for (let at = 0; at < count; at++) {
      const feature = features[at] as number;
      const place = next[feature] as number;
      next[feature] = place + 1;
      index.answers[place] = answer;
      index.values[place] = (sums[feature] as number) * scale;
    }
  });
  return shortened(index);
}

/**
 * The answers that are likeliest by a coarse measure, at most `limit` of those allowed, ascending. Features are gone through from the rarest on, until
 * enough entries of the index were seen: the cost does not grow with the number of answers. `allowed` is asked only of answers that would be kept.
 */
export function candidatesOf(
  text: HashedText,
  {
    index,
    rarity,
    room,
  }: { readonly index: CandidateIndex; readonly rarity: Float32Array; readonly room: CandidateRoom },
  limit: number,
  allowed: (answer: number) => boolean,
): Int32Array {
  const { sums, touched } = room;
  const { starts, answers, values } = index;
  let seen = 0;
  let count = 0;
  for (const key of rarestFirst(text, index)) {
    if (seen >= mostSeen) break;
    const at = key % mostFeatures;
    const feature = text.features[at] as number;
    const value = (rarity[feature] as number) * (at < text.words ? text.wordScale : text.characterScale);
    const start = starts[feature] as number;
    const end = starts[feature + 1] as number;
    for (let place = start; place < end; place++) {
      const answer = answers[place] as number;
      const before = sums[answer] as number;
      if (before === 0) touched[count++] = answer;
      sums[answer] = before + value * (values[place] as number);
    }
    seen += end - start;
  }
  const best = likeliest(room, count, limit, allowed);
  for (let at = 0; at < count; at++) sums[touched[at] as number] = 0;
  return best.sort();
}

/** Entries of the index that one question looks at, before the feature in hand is done. */
const mostSeen = 30_000;

/** Entries that one feature may have: more answers than this it does not tell apart. */
const longestList = 8_192;

/** No text has more features: 4,000 characters and 400 words are read at most. */
const mostFeatures = 16_384;

/** Keys that sort by the number of entries, then by place in the text. */
function rarestFirst({ features }: HashedText, { starts }: CandidateIndex): Float64Array {
  const keys = new Float64Array(features.length);
  for (let at = 0; at < features.length; at++) {
    const feature = features[at] as number;
    keys[at] = ((starts[feature + 1] as number) - (starts[feature] as number)) * mostFeatures + at;
  }
  return keys.sort();
}

/** The `limit` greatest sums of allowed answers. Mostly the greatest of all are allowed, and to ask of those alone is least work. */
function likeliest(
  room: CandidateRoom,
  count: number,
  limit: number,
  allowed: (answer: number) => boolean,
): Int32Array {
  const likely = greatest(room, count, limit, () => true);
  if (likely.length < limit) return likely.filter((answer) => allowed(answer));
  return likely.every((answer) => allowed(answer)) ? likely : greatest(room, count, limit, allowed);
}

/** The `limit` greatest sums of allowed answers; of equals the lower number. */
function greatest(
  { sums, touched }: CandidateRoom,
  count: number,
  limit: number,
  allowed: (answer: number) => boolean,
): Int32Array {
  const best = new Int32Array(limit);
  let kept = 0;
  // What the last of a full list has; most are below it.
  let least = 0;
  for (let at = 0; at < count; at++) {
    const answer = touched[at] as number;
    const sum = sums[answer] as number;
    if (kept === limit && (sum < least || (sum === least && answer > (best[limit - 1] as number)))) continue;
    if (!allowed(answer)) continue;
    let place = kept < limit ? kept++ : limit - 1;
    for (; place > 0; place--) {
      const other = best[place - 1] as number;
      const theirs = sums[other] as number;
      if (theirs > sum || (theirs === sum && other < answer)) break;
      best[place] = other;
    }
    best[place] = answer;
    if (kept === limit) least = sums[best[limit - 1] as number] as number;
  }
  return best.slice(0, kept);
}

/** Calls back with the features of each answer's learned phrasings, their sums in `sums`, and what makes them a vector of length 1. */
function eachMean(
  { answerKeys, first, texts, vocabulary }: Bank,
  learned: Uint8Array | null,
  sums: Float32Array,
  visit: (features: Int32Array, count: number, answer: number, scale: number) => void,
): void {
  let features = new Int32Array(4_096);
  for (let answer = 0; answer < answerKeys.length; answer++) {
    let count = 0;
    for (let t = first[answer] as number; t < (first[answer + 1] as number); t++) {
      if (learned !== null && learned[t] === 0) continue;
      const words = texts.words[t] as number;
      for (let at = texts.starts[t] as number; at < (texts.starts[t + 1] as number); at++) {
        const feature = texts.features[at] as number;
        if (sums[feature] === 0) {
          if (count === features.length) features = doubled(features);
          features[count++] = feature;
        }
        const scale = (at < words ? texts.wordScales : texts.characterScales)[t] as number;
        sums[feature] = (sums[feature] as number) + scale * (vocabulary.rarity[feature] as number);
      }
    }
    let square = 0;
    for (let at = 0; at < count; at++)
      square += (sums[features[at] as number] as number) * (sums[features[at] as number] as number);
    visit(features, count, answer, square > 0 ? 1 / Math.sqrt(square) : 0);
    for (let at = 0; at < count; at++) sums[features[at] as number] = 0;
  }
}

/** Keeps of each long list the entries of greatest value (of equals those of lower numbers), still in ascending order. */
function shortened({ starts, answers, values }: CandidateIndex): CandidateIndex {
  const shorter = new Int32Array(starts.length);
  let next = 0;
  for (let feature = 0; feature + 1 < starts.length; feature++) {
    const start = starts[feature] as number;
    const end = starts[feature + 1] as number;
    const sorted = end - start > longestList ? values.slice(start, end).sort() : null;
    const least = sorted === null ? -1 : (sorted[sorted.length - longestList] as number);
    let equals = sorted === null ? 0 : longestList - (sorted.length - 1 - sorted.lastIndexOf(least));
    for (let place = start; place < end; place++) {
      const value = values[place] as number;
      if (value < least || (value === least && equals-- <= 0)) continue;
      answers[next] = answers[place] as number;
      values[next++] = value;
    }
    shorter[feature + 1] = next;
  }
  return { starts: shorter, answers: answers.slice(0, next), values: values.slice(0, next) };
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(array.length * 2);
  longer.set(array);
  return longer;
}
