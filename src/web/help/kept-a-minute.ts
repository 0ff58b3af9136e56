const freshMs = 60_000;

/** What `read` gave less than a minute ago, else what it gives now; a failure is not kept. For what is dear to read and no answer. */
export function keptAMinute<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: { readonly at: number; readonly read: Promise<T> } | null = null;
  return () => {
    if (kept && Date.now() - kept.at < freshMs) return kept.read;
    const now = { at: Date.now(), read: read() };
    kept = now;
    now.read.catch(() => {
      if (kept === now) kept = null;
    });
    return now.read;
  };
}
