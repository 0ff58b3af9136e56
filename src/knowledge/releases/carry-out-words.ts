import { AppError } from '../../platform/errors.js';
import * as answers from '../answer.store.js';
import * as negatives from '../negative.store.js';
import type { Switching } from '../switch-published.js';
import { storeTranslation } from '../translations/store-translation.js';
import { latestTranslation } from '../translations/translation.store.js';
import { translationProblems } from '../translations/translation-problems.js';
import { answerOf, type CarriedItem, type Carrying } from './carried-item.js';
import type { PhrasingsContent, TranslationContent } from './release-item.js';
import type { ItemRow } from './release.store.js';

/** Publishes the words of a translation for the version that the answer has by now, be it of this same release. */
export async function carryOutTranslation(ctx: Carrying, switching: Switching, item: ItemRow): Promise<CarriedItem> {
  const { tx, moment } = switching;
  const answer = await answerOf(switching, item);
  const source = await answers.latestVersion(tx, answer.id);
  if (!source) throw new AppError('BAD_INPUT', 'It has no version to translate, and none is in the release.');
  const locale = item.locale ?? '';
  const words = item.content as TranslationContent;
  const by = { translator: item.added_by, reviewer: ctx.approver };
  const hash = await storeTranslation(tx, { ...words, ...by, source, locale, moment });
  const stored = await latestTranslation(tx, answer.id, locale);
  return {
    done: { kind: 'TRANSLATION', translation: stored?.id ?? 0 },
    made: { answer: answer.key, locale, sourceVersion: source.number, hash },
    obstacles: translationProblems(source, words, ctx.markdownProblems).map(
      ({ unit, message }) => `${locale}, ${unit}: ${message}`,
    ),
  };
}

/** Begins and ends phrasings, negative ones too; those that are there or gone already stay as they are. */
export async function carryOutPhrasings(ctx: Carrying, switching: Switching, item: ItemRow): Promise<CarriedItem> {
  const { tx, moment } = switching;
  const answer = await answerOf(switching, item);
  const locale = item.locale ?? '';
  const { add, remove } = item.content as PhrasingsContent;
  const before = await answers.livePhrasings(tx, answer.id, locale);
  const ending = before.filter(({ text }) => remove.includes(text));
  for (const { id } of ending) await answers.endPhrasing(tx, id, moment);
  const known = new Set(before.map(({ text }) => text));
  await answers.insertPhrasings(
    tx,
    add
      .filter((text) => !known.has(text))
      .map((text) => ({ answer_id: answer.id, locale, text, added_by: item.added_by, added_at: moment })),
  );
  const added = (await answers.livePhrasings(tx, answer.id, locale)).filter(({ text }) => !known.has(text));
  const negative = await carryOutNegatives(ctx, switching, item);
  return {
    done: { kind: 'PHRASINGS', added: added.map(({ id }) => id), ended: ending.map(({ id }) => id), ...negative },
    made: {
      answer: answer.key,
      locale,
      added: added.length,
      ended: ending.length,
      addedNegative: negative.addedNegative.length,
      endedNegative: negative.endedNegative.length,
    },
  };
}

async function carryOutNegatives({ publisher }: Carrying, { tx, moment }: Switching, item: ItemRow) {
  const answerId = item.answer_id ?? 0;
  const locale = item.locale ?? '';
  const { addNegative = [], removeNegative = [] } = item.content as PhrasingsContent;
  const before = await negatives.liveNegatives(tx, answerId, locale);
  const ending = before.filter(({ text }) => removeNegative.includes(text));
  for (const { id } of ending) await negatives.endNegative(tx, id, { by: publisher, at: moment });
  const known = new Set(before.map(({ text }) => text));
  const texts = addNegative.filter((text) => !known.has(text));
  const by = { added_by: item.added_by, added_at: moment };
  await negatives.insertNegatives(
    tx,
    texts.map((text) => ({ answer_id: answerId, locale, text, ...by })),
  );
  const added = (await negatives.liveNegatives(tx, answerId, locale)).filter(({ text }) => !known.has(text));
  return { addedNegative: added.map(({ id }) => id), endedNegative: ending.map(({ id }) => id) };
}
