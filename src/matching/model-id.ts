import { createHash } from 'node:crypto';
import { setImmediate as giveWay } from 'node:timers/promises';

/** The name of a trained model: the SHA-256 of its artefact, in hex. */
export function modelId(artefact: Uint8Array): string {
  return createHash('sha256').update(artefact).digest('hex');
}

/** The same, letting other work in between: an artefact may have hundreds of megabytes. */
export async function modelIdInTurns(artefact: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let start = 0; start < artefact.length; start += bytesAtOnce) {
    hash.update(artefact.subarray(start, start + bytesAtOnce));
    await giveWay();
  }
  return hash.digest('hex');
}

const bytesAtOnce = 1_048_576;
