/** Asks again and again until there is something; fails with `what` when there never is. */
export async function until(read, { what = 'it', patienceMs = 60_000, everyMs = 25 } = {}) {
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    const found = await read();
    if (found) return found;
    await new Promise((done) => setTimeout(done, everyMs));
  }
  throw new Error(`waited in vain for ${what}`);
}
