/** Tells within this process that the outbox may hold something new; fed by NOTIFY and by a slow poll. */
export interface News {
  tell(): void;
  /** Gives the way to stop. */
  onNews(listener: () => void): () => void;
}

/** A board for one process. */
export function openNews(): News {
  const listeners = new Set<() => void>();
  return {
    tell: () => {
      for (const listener of listeners) listener();
    },
    onNews: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
