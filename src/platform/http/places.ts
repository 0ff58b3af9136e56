/** So many connections at once for each address. */
export interface Places {
  /** Takes a place and gives the way to leave it; null = all are taken. */
  take(address: string): (() => void) | null;
}

/** Counts connections by address in this process. */
export function placesPerAddress(most: number): Places {
  const taken = new Map<string, number>();
  return {
    take: (address) => {
      const open = taken.get(address) ?? 0;
      if (open >= most) return null;
      taken.set(address, open + 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        const rest = (taken.get(address) ?? 1) - 1;
        if (rest === 0) taken.delete(address);
        else taken.set(address, rest);
      };
    },
  };
}
