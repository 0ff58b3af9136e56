/**
 * Numbers features by their 64-bit hashes: open addressing in typed arrays, because a Map ends at 16.7 million entries and must be filled again each
 * time a model is loaded. Among ten million features the chance that any two share a hash is about one in 400,000.
 */
export interface FeatureTable {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  /** Place → feature number + 1, 0 = free; its length is a power of two. */
  readonly places: Int32Array;
}

/** The number of a feature, or −1. */
export function numberOf({ low, high, places }: FeatureTable, lowHalf: number, highHalf: number): number {
  const mask = places.length - 1;
  for (let place = lowHalf & mask; ; place = (place + 1) & mask) {
    const number = (places[place] as number) - 1;
    if (number < 0 || (low[number] === lowHalf && high[number] === highHalf)) return number;
  }
}

/** A table that is at most half full, of features in the order of their numbers. */
export function featureTable(low: Uint32Array, high: Uint32Array): FeatureTable {
  let size = 16;
  while (size < low.length * 2) size *= 2;
  const places = new Int32Array(size);
  for (let number = 0; number < low.length; number++) enter(places, low[number] as number, number);
  return { low, high, places };
}

/** A table that grows: numbers are given in the order in which features are first seen. */
export class GrowingTable {
  #count = 0;
  #low = new Uint32Array(1 << 12);
  #high = new Uint32Array(1 << 12);
  #places = new Int32Array(1 << 13);

  get count(): number {
    return this.#count;
  }

  /** The number of a feature, a new one if it was never seen. */
  add(low: number, high: number): number {
    const mask = this.#places.length - 1;
    let place = low & mask;
    for (; ; place = (place + 1) & mask) {
      const number = (this.#places[place] as number) - 1;
      if (number < 0) break;
      if (this.#low[number] === low && this.#high[number] === high) return number;
    }
    if (this.#count === this.#low.length) {
      this.#grow();
      return this.add(low, high);
    }
    this.#low[this.#count] = low;
    this.#high[this.#count] = high;
    this.#places[place] = ++this.#count;
    return this.#count - 1;
  }

  /** The table of those features that have a new number, which must ascend with the old; −1 leaves one out. */
  kept(renumbered: Int32Array, count: number): FeatureTable {
    const low = new Uint32Array(count);
    const high = new Uint32Array(count);
    for (let number = 0; number < this.#count; number++) {
      const next = renumbered[number] as number;
      if (next < 0) continue;
      low[next] = this.#low[number] as number;
      high[next] = this.#high[number] as number;
    }
    return featureTable(low, high);
  }

  #grow(): void {
    const size = this.#low.length * 2;
    const low = new Uint32Array(size);
    const high = new Uint32Array(size);
    low.set(this.#low);
    high.set(this.#high);
    this.#low = low;
    this.#high = high;
    this.#places = new Int32Array(size * 2);
    for (let number = 0; number < this.#count; number++) enter(this.#places, low[number] as number, number);
  }
}

function enter(places: Int32Array, low: number, number: number): void {
  const mask = places.length - 1;
  let place = low & mask;
  while (places[place] !== 0) place = (place + 1) & mask;
  places[place] = number + 1;
}
