import * as store from '../question-sample.store.js';
import { doneItems, type RollingBack } from './rolling-back.js';

/** Lets the matcher learn again from what it learned from before the release, as rows of their own; names what was changed since. */
export async function putBackQuestions(rolling: RollingBack): Promise<readonly string[]> {
  const { tx, moment, by } = rolling;
  const found: string[] = [];
  for (const { item, done } of doneItems(rolling, 'QUESTIONS')) {
    const locale = item.locale ?? '';
    const inForce = await store.learnedInForce(tx, locale);
    if ((inForce?.id ?? null) !== done.added) {
      found.push(`What is learned from in ${locale} was changed after the release.`);
      continue;
    }
    if (inForce) await store.endLearned(tx, inForce.id, moment);
    const before = done.ended === null ? undefined : await store.learnedById(tx, done.ended);
    if (!before) continue;
    const { id: _, ...row } = before;
    await store.insertLearned(tx, { ...row, added_by: by, added_at: moment, ended_at: null });
  }
  return found;
}
