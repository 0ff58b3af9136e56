import { allow } from '../../access/index.js';
import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { releaseConflict, type ReleaseOutcome, requireReleaseState } from './release.js';
import { type ItemWanted, itemWanted } from './item-wanted.js';
import { subjectOf } from './release-item.js';
import { allowOnItems } from './release-rights.js';
import * as store from './release.store.js';
import { lockedRelease, type ReleaseContext, type ReleaseInput, takeStep, unapproved } from './write-release.js';

export type { ItemWanted } from './item-wanted.js';

const mostItems = 200;

/** What several releases may hold at a time: the one that is published later says what holds then. */
const besideOthers: readonly string[] = ['PHRASINGS', 'THRESHOLDS', 'QUESTIONS'];

const alreadyIn: Readonly<Record<string, string>> = {
  PHRASINGS: 'Phrasings of that answer and locale are in this release already: take them out first.',
  QUESTIONS: 'What is learned from in that locale is in this release already: take it out first.',
  THRESHOLDS: 'Thresholds for that locale are in this release already: take them out first.',
};

/** Puts one change into a release. An approval that it had is gone: what was approved is no longer what it holds. */
export function addToRelease(
  ctx: ReleaseContext & { readonly sourceLocale: string },
  input: ReleaseInput & { readonly item: ItemWanted },
): Promise<ReleaseOutcome> {
  return change(ctx, input, 'release.item-added', async (tx, release) => {
    const wanted = await itemWanted(tx, ctx.sourceLocale, input.item);
    const elsewhere = await store.liveReleaseWith(tx, wanted);
    if (elsewhere !== undefined && !besideOthers.includes(wanted.kind))
      throw new AppError('CONFLICT', `It is in the release ${elsewhere} already; it can be in one at a time.`);
    const items = await store.itemsOf(tx, release.id);
    if (items.some((item) => samePlace(item, wanted)))
      throw new AppError('CONFLICT', alreadyIn[wanted.kind] ?? 'It is in this release already.');
    if (items.length >= mostItems) throw new AppError('BAD_INPUT', `A release holds at most ${mostItems} items.`);
    const { id } = await store.insertItem(tx, {
      ...wanted,
      release_id: release.id,
      draft_edit: null,
      added_by: ctx.actor.name,
      added_at: ctx.clock.now(),
    });
    return (await store.itemsOf(tx, release.id)).find((item) => item.id === id);
  });
}

/** Takes a change out of a release again; the draft or the statement itself stays. An approval that the release had is gone. */
export function removeFromRelease(
  ctx: ReleaseContext,
  input: ReleaseInput & { readonly itemId: number },
): Promise<ReleaseOutcome> {
  return change(ctx, input, 'release.item-removed', async (tx, release) => {
    const item = (await store.itemsOf(tx, release.id)).find(({ id }) => id === input.itemId);
    if (!item) throw new AppError('NOT_FOUND', `There is no item ${input.itemId} in the release ${input.key}.`);
    await store.deleteItem(tx, item.id);
    return item;
  });
}

function samePlace(item: store.ItemRow, wanted: Pick<NewRow<'release_item'>, 'kind' | 'answer_id' | 'locale'>) {
  if (!besideOthers.includes(wanted.kind)) return false;
  return item.kind === wanted.kind && item.answer_id === wanted.answer_id && item.locale === wanted.locale;
}

type Work = (tx: DatabaseTransaction, release: Row<'release'>) => Promise<store.ItemRow | undefined>;

function change(ctx: ReleaseContext, input: ReleaseInput, action: string, work: Work): Promise<ReleaseOutcome> {
  allow(ctx.actor, 'write drafts');
  return ctx.db.transaction().execute(async (tx) => {
    const release = await lockedRelease(tx, input.key);
    const conflict = releaseConflict(input.expectedEdit, release);
    if (conflict) return conflict;
    requireReleaseState(release, ['OPEN', 'APPROVED', 'SCHEDULED']);
    const item = await work(tx, release);
    if (!item) throw new Error('the item that was just added is gone');
    await allowOnItems(tx, ctx.actor, 'write', [item]);
    const changed = await takeStep(tx, ctx.actor, release, {
      action,
      at: ctx.clock.now(),
      to: 'OPEN',
      change: unapproved,
      note: 'What is in it was changed.',
      details: { kind: item.kind, item: item.id, about: subjectOf(item) },
    });
    return { outcome: 'changed', release: changed };
  });
}
