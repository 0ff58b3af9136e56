import { createHash } from 'node:crypto';
import type { Judge, JudgedPair } from './judge.js';

/** Names a pair of texts as one judge reads it: the same texts are judged once, wherever and however often they are seen. */
export function opinionKey({ name }: Pick<Judge, 'name'>, { question, canonical, observed }: JudgedPair): string {
  return createHash('sha256')
    .update(JSON.stringify([name, question, canonical, observed]))
    .digest('base64');
}
