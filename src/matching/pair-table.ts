/** A map from two numbers (none below 0) to one, in typed arrays: no text is made, kept or compared to look something up. */
export interface PairTable {
  /** The number of a pair; -1 where it has none. */
  get(one: number, other: number): number;
  set(one: number, other: number, value: number): void;
  forEach(visit: (one: number, other: number, value: number) => void): void;
}

/** An empty table; it grows as pairs are set. */
export function pairTable(): PairTable {
  let slots = fewestSlots;
  let ones = new Int32Array(slots).fill(free);
  let others = new Int32Array(slots);
  let values = new Int32Array(slots);
  let used = 0;

  const slotOf = (one: number, other: number): number => {
    const mixed = Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b);
    let at = (mixed ^ (mixed >>> 15)) & (slots - 1);
    while (ones[at] !== free && (ones[at] !== one || others[at] !== other)) at = (at + 1) & (slots - 1);
    return at;
  };
  const grow = (): void => {
    const before = { ones, others, values };
    slots *= 2;
    ones = new Int32Array(slots).fill(free);
    others = new Int32Array(slots);
    values = new Int32Array(slots);
    before.ones.forEach((one, at) => {
      if (one !== free) put(one, before.others[at] as number, before.values[at] as number);
    });
  };
  const put = (one: number, other: number, value: number): void => {
    const at = slotOf(one, other);
    ones[at] = one;
    others[at] = other;
    values[at] = value;
  };
  return {
    get: (one, other) => {
      const at = slotOf(one, other);
      return ones[at] === free ? -1 : (values[at] as number);
    },
    set: (one, other, value) => {
      if (ones[slotOf(one, other)] === free && ++used > slots / 2) grow();
      put(one, other, value);
    },
    forEach: (visit) =>
      ones.forEach((one, at) => {
        if (one !== free) visit(one, others[at] as number, values[at] as number);
      }),
  };
}

const free = -1;
const fewestSlots = 1_024;
