/** How far a conversation has come; neither number ever goes back, and every write raises one. */
export interface Progress {
  readonly length: number;
  readonly revision: number;
}

/** What this node knows of how far conversations have come. */
export interface KnownProgress {
  /** Takes note of it; what is left out is not known. */
  raise(id: string, progress: Partial<Progress>): void;
  /** Takes note of what PostgreSQL announced; null = announcements may have been missed. */
  hear(payload: string | null): void;
  /** Whether nothing later than this is known. */
  isLatest(id: string, progress: Progress): boolean;
}

/** What PostgreSQL says of a conversation: its id, then its progress where it goes on. */
export function newsIn(payload: string): { readonly id: string } & Progress {
  const [id = '', length, revision] = payload.split(' ');
  // No copy is as far as one that has ended.
  return { id, length: Number(length ?? Number.POSITIVE_INFINITY), revision: Number(revision ?? 0) };
}

/** Several times as long as a copy lives, whatever the clocks of Redis and of this node say. */
const rememberedLives = 6;

/**
 * Remembers progress until no copy can be from before it. What was announced before this node listened, or while it could not, it does not know: so long
 * nothing is the latest.
 */
export function knownProgress(copyLivesMs: number, now: () => number = () => performance.now()): KnownProgress {
  const known = new Map<string, Progress & { readonly until: number }>();
  let deafUntil = Number.POSITIVE_INFINITY;
  const forget = (): void => {
    for (const [id, { until }] of known) {
      if (until > now()) return;
      known.delete(id);
    }
  };
  const raise: KnownProgress['raise'] = (id, { length = 0, revision = 0 }) => {
    forget();
    const before = known.get(id);
    // Taken out first: the map stays in the order in which it is forgotten.
    known.delete(id);
    known.set(id, {
      length: Math.max(before?.length ?? 0, length),
      revision: Math.max(before?.revision ?? 0, revision),
      until: now() + copyLivesMs * rememberedLives,
    });
  };
  return {
    raise,
    hear: (payload) => {
      if (payload === null) {
        deafUntil = now() + copyLivesMs;
        return;
      }
      const { id, ...progress } = newsIn(payload);
      raise(id, progress);
    },
    isLatest: (id, { length, revision }) => {
      const least = known.get(id);
      return now() >= deafUntil && length >= (least?.length ?? 0) && revision >= (least?.revision ?? 0);
    },
  };
}
