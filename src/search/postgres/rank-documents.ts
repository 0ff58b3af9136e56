import { totalScore } from '../query/rank.js';
import type { Shelf } from '../query/permits.js';
import type { KnownDocument, Located } from './known-documents.js';
import type { WayToHold } from './read-ways.js';

/** Documents with their scores, in two lists: thousands of small objects would take longer to make than all the rest. */
export interface Ranking {
  readonly documents: readonly KnownDocument[];
  readonly scores: readonly number[];
  /** The score from which on a document is a hit. */
  readonly least: number;
}

/** A hit, and how well it fits. */
export interface Ranked {
  readonly document: KnownDocument;
  readonly score: number;
}

/** What a document must be to be a hit. */
interface Asked {
  /** Of all units together. */
  readonly weight: number;
  /** The share of it that must be held, and that of the best score which must be reached. */
  readonly floor: { readonly coverage: number; readonly ofBest: number };
  readonly permits: (shelf: Shelf) => boolean;
}

/** Adds up by which ways each document is held, and scores those that hold enough and may be seen. */
export function rankDocuments(ways: readonly WayToHold[], located: Located, asked: Asked): Ranking {
  const { weight, floor, permits } = asked;
  const { places, sums } = addedUp(ways, located);
  const documents: KnownDocument[] = [];
  const scores: number[] = [];
  const permitted = new Map<Shelf, boolean>();
  const may = (shelf: Shelf) => {
    const known = permitted.get(shelf);
    if (known !== undefined) return known;
    const allowed = permits(shelf);
    permitted.set(shelf, allowed);
    return allowed;
  };
  const enough = weight * floor.coverage - 1e-9;
  let best = 0;
  for (let i = 0; i < places.length; i++) {
    const at = places[i] ?? 0;
    const document = located.documents[at];
    if (!document || (sums.weight[at] ?? 0) < enough || !may(document.shelf)) continue;
    const holding = { value: sums.value[at] ?? 0, inHead: sums.inHead[at] ?? 0, exact: sums.exact[at] ?? 0 };
    const score = totalScore(holding, weight, document.questionLength);
    if (score > best) best = score;
    documents.push(document);
    scores.push(score);
  }
  return { documents, scores, least: floor.ofBest * best };
}

/** What is held at each document's place. */
interface Sums {
  readonly weight: Float64Array;
  readonly value: Float64Array;
  readonly inHead: Uint16Array;
  readonly exact: Uint16Array;
}

function noSums(length: number): Sums {
  return {
    weight: new Float64Array(length),
    value: new Float64Array(length),
    inHead: new Uint16Array(length),
    exact: new Uint16Array(length),
  };
}

/** The sums, and at which places there are any. */
function addedUp(ways: readonly WayToHold[], { documents, places: lists }: Located) {
  const sums = noSums(documents.length);
  const places: number[] = [];
  for (const [number, way] of ways.entries()) {
    const list = lists[number] ?? new Int32Array();
    for (let i = 0; i < list.length; i++) {
      const at = list[i] ?? 0;
      if (sums.weight[at] === 0) places.push(at);
      sums.weight[at]! += way.weight;
      sums.value[at]! += way.value;
      sums.inHead[at]! += way.inHead;
      sums.exact[at]! += way.exact;
    }
  }
  return { places, sums };
}

/** How many hits stand on each shelf. */
export function hitsByShelf({ documents, scores, least }: Ranking): ReadonlyMap<Shelf, number> {
  const counts = new Map<Shelf, number>();
  for (let i = 0; i < documents.length; i++) {
    const shelf = documents[i]?.shelf;
    if (shelf && (scores[i] ?? 0) >= least) counts.set(shelf, (counts.get(shelf) ?? 0) + 1);
  }
  return counts;
}

/** The best so many, in the order of hits; thousands are not sorted for the sake of twenty. */
export function bestOf({ documents, scores, least }: Ranking, most: number): readonly Ranked[] {
  const best: Ranked[] = [];
  for (let i = 0; i < documents.length; i++) {
    const document = documents[i];
    const score = scores[i] ?? 0;
    const last = best[most - 1];
    if (!document || score < least || (last && !precedes(document, score, last))) continue;
    best.splice(placeFor(document, score, best), 0, { document, score });
    if (best.length > most) best.pop();
  }
  return best;
}

function placeFor(document: KnownDocument, score: number, best: readonly Ranked[]): number {
  let [from, to] = [0, best.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = best[middle];
    if (other && precedes(document, score, other)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function precedes({ answerKey }: KnownDocument, score: number, other: Ranked): boolean {
  return score > other.score || (score === other.score && answerKey < other.document.answerKey);
}
