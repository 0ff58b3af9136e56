/** Where an endless list comes from. */
export interface LiveSource<Item, Shown> {
  /** Calls `wake` whenever there may be news; gives the way to stop. */
  subscribe(wake: () => void): () => void;
  /** What is new since the last time. */
  read(): Promise<readonly Item[]>;
  /** An item as it is at the moment at which it is handed over; undefined = it is not to be handed over any more. */
  show(item: Item, isLast: boolean): Promise<Shown | undefined>;
}

/**
 * An endless list, read when its reader asks for more: for a slow reader nothing is heaped up, it is shown the newest state when it comes back.
 * A generator would not do: it cannot be ended while it waits.
 */
export function liveList<Item, Shown>(source: LiveSource<Item, Shown>): AsyncIterableIterator<Shown> {
  let pending: readonly Item[] = [];
  let closed = false;
  let isStale = true;
  let rouse: (() => void) | null = null;
  const stop = source.subscribe(() => {
    isStale = true;
    rouse?.();
  });
  const end = (): IteratorReturnResult<undefined> => {
    if (!closed) stop();
    closed = true;
    rouse?.();
    return { done: true, value: undefined };
  };
  const nextItem = async (): Promise<Shown | undefined> => {
    if (pending.length === 0 && !isStale)
      await new Promise<void>((woken) => {
        rouse = woken;
      });
    if (pending.length === 0) {
      isStale = false;
      pending = closed ? [] : await source.read();
    }
    const [item, ...rest] = pending;
    pending = rest;
    return item === undefined ? undefined : source.show(item, rest.length === 0);
  };

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      try {
        for (;;) {
          const value = closed ? undefined : await nextItem();
          if (closed) return end();
          if (value !== undefined) return { done: false, value };
        }
      } catch (error) {
        end();
        throw error;
      }
    },
    return: async () => end(),
    throw: async (error: unknown) => {
      end();
      throw error;
    },
  };
}
