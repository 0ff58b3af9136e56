import * as answers from '../answer.store.js';
import * as negatives from '../negative.store.js';
import * as store from './put-back.store.js';
import type { Done } from './release-item.js';
import type { ItemRow } from './release.store.js';
import { doneItems, type RollingBack } from './rolling-back.js';

/** Takes the translations of the release back: those that stood before show again. */
export async function putBackTranslations(rolling: RollingBack): Promise<readonly string[]> {
  const { tx, moment, by, liveSince } = rolling;
  const found: string[] = [];
  for (const { item, done } of doneItems(rolling, 'TRANSLATION')) {
    const answerId = item.answer_id ?? 0;
    const changed = await store.localesChangedBetween(tx, answerId, { after: liveSince, before: moment });
    if (changed.includes(item.locale ?? ''))
      found.push(`${item.answerKey}: Its translation into ${item.locale} was changed after the release.`);
    else
      await store.removeTranslation(tx, {
        translation_id: done.translation,
        answer_id: answerId,
        removed_by: by,
        removed_at: moment,
      });
  }
  return found;
}

/** Ends the phrasings that the release began and begins those anew that it ended; what somebody did about one of them since stays so. */
export async function putBackPhrasings(rolling: RollingBack): Promise<readonly string[]> {
  const { tx, moment, by } = rolling;
  for (const { item, done } of doneItems(rolling, 'PHRASINGS')) {
    await putBackNegatives(rolling, item, done);
    for (const row of await store.phrasingsById(tx, done.added))
      if (row.removed_at === null) await answers.endPhrasing(tx, row.id, moment);
    const live = await answers.livePhrasings(tx, item.answer_id ?? 0, item.locale ?? '');
    const known = new Set(live.map(({ text }) => text));
    const gone = (await store.phrasingsById(tx, done.ended)).filter(({ text }) => !known.has(text));
    await answers.insertPhrasings(
      tx,
      gone.map(({ answer_id, locale, text }) => ({ answer_id, locale, text, added_by: by, added_at: moment })),
    );
  }
  return [];
}

async function putBackNegatives(
  { tx, moment, by }: RollingBack,
  item: ItemRow,
  { addedNegative = [], endedNegative = [] }: Extract<Done, { kind: 'PHRASINGS' }>,
): Promise<void> {
  for (const row of await negatives.negativesById(tx, addedNegative))
    if (row.removed_at === null) await negatives.endNegative(tx, row.id, { by, at: moment });
  const live = await negatives.liveNegatives(tx, item.answer_id ?? 0, item.locale ?? '');
  const known = new Set(live.map(({ text }) => text));
  const gone = (await negatives.negativesById(tx, endedNegative)).filter(({ text }) => !known.has(text));
  await negatives.insertNegatives(
    tx,
    gone.map(({ answer_id, locale, text }) => ({ answer_id, locale, text, added_by: by, added_at: moment })),
  );
}
