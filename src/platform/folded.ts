/**
 * Work that runs one at a time: calls that come while it runs are folded into one more run after it, so that none is lost, no queue builds up, and a
 * slow run never overwrites what a later one found. A call resolves when nothing is left to do, and rejects when the work does.
 */
export function folded(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const run = async () => {
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      // Here, not in a callback behind the promise: a call between the last look at `again` and that callback would be lost.
      running = null;
    }
  };
  return () => {
    again = true;
    running ??= run();
    return running;
  };
}
