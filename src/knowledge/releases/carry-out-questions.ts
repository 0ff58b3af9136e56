import * as store from '../question-sample.store.js';
import type { Switching } from '../switch-published.js';
import type { CarriedItem, Carrying } from './carried-item.js';
import type { QuestionsContent } from './release-item.js';
import type { ItemRow } from './release.store.js';

/** Ends what the matcher of a language learns from, and lets it learn from the item's sample, if it has any. */
export async function carryOutQuestions(
  { approver }: Carrying,
  { tx, moment }: Switching,
  item: ItemRow,
): Promise<CarriedItem> {
  const { sample } = item.content as QuestionsContent;
  const locale = item.locale ?? '';
  const before = await store.learnedInForce(tx, locale);
  if (before) await store.endLearned(tx, before.id, moment);
  const by = { added_by: item.added_by, approved_by: approver, added_at: moment };
  const added = sample === null ? null : await store.insertLearned(tx, { locale, sample_id: sample, ...by });
  return {
    done: { kind: 'QUESTIONS', added: added?.id ?? null, ended: before?.id ?? null },
    made: { sample: sample ?? 'none', locale },
  };
}
