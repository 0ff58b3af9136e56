import type { Row } from '../../platform/database/tables.js';
import * as answers from '../answer.store.js';
import { isOutdated } from '../translations/translation-status.js';
import { insertWithdrawal, withdrawalsOf } from '../withdrawals/withdrawal.store.js';
import * as store from './put-back.store.js';
import { doneItems, type RollingBack } from './rolling-back.js';

/** Brings the versions back that held before the release, as new ones; an answer that had none is no longer given. */
export async function putBackAnswers(rolling: RollingBack): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { item, done } of doneItems(rolling, 'ANSWER'))
    found.push(...(await putBackAnswer(rolling, item.answerKey ?? '', done.version)));
  return found;
}

async function putBackAnswer(rolling: RollingBack, key: string, number: number): Promise<readonly string[]> {
  const { tx, moment, liveSince } = rolling;
  const answer = await answers.lockAnswer(tx, key);
  if (!answer || answer.retired_at) return [`${key}: It was retired after the release.`];
  const latest = await answers.latestVersion(tx, answer.id);
  if (latest?.number !== number) return [`${key}: Version ${latest?.number} was published after the release.`];
  const [locale] = await store.localesChangedBetween(tx, answer.id, { after: liveSince, before: moment });
  if (locale !== undefined) return [`${key}: Its translation into ${locale} was changed after the release.`];
  const earlier = (await store.allVersions(tx, answer.id)).filter((version) => version.number < number);
  if (earlier.length === 0) {
    await withdraw(rolling, answer.id, 'which brought its first version');
    return [];
  }
  const standing = standingVersions(earlier, moment);
  if (!standing) return [`${key}: No version before the release holds until further notice: publish another.`];
  if (standing.some(({ redacted_at }) => redacted_at !== null))
    return [`${key}: The words of the version before were redacted: publish another.`];
  const { significance } = latest;
  for (const version of standing) await restore(rolling, version, significance);
  await putBackItsTranslations(
    rolling,
    standing.map(({ number: one }) => one),
    answer.id,
  );
  const ended = (await withdrawalsOf(tx, answer.id)).some(({ ended_at: at }) => at?.getTime() === liveSince.getTime());
  if (ended) await withdraw(rolling, answer.id, 'which ended its withdrawal');
  return [];
}

/**
 * The versions that would be read from now on if the release had not been: the one that holds, and those above it that wait for their day or end on
 * one; in the order of their numbers. Null when there is a time for which none is left. `earlier` comes with the highest number first.
 */
function standingVersions(
  earlier: readonly Row<'answer_version'>[],
  now: Date,
): readonly Row<'answer_version'>[] | null {
  const alive = earlier.filter(({ effective_to }) => effective_to === null || effective_to > now);
  const base = alive.findIndex(({ effective_from, effective_to }) => effective_from <= now && effective_to === null);
  return base < 0 ? null : alive.slice(0, base + 1).reverse();
}

async function restore(rolling: RollingBack, version: Row<'answer_version'>, significance: string): Promise<void> {
  const { tx, moment, release, by } = rolling;
  const { id: _, number, ...row } = version;
  const last = await answers.latestVersion(tx, row.answer_id);
  const note = `Version ${number} again: the release ${release.key} was rolled back.`;
  await answers.insertVersion(tx, {
    ...row,
    number: (last?.number ?? 0) + 1,
    change_note: note,
    significance,
    effective_from: row.effective_from > moment ? row.effective_from : moment,
    recorded_at: moment,
  });
  await answers.insertTransition(tx, {
    answer_id: row.answer_id,
    from_state: null,
    to_state: 'PUBLISHED',
    actor: by,
    note,
    at: moment,
  });
}

/** A translation that was up to date with the words that came back is up to date with their new number, too. */
async function putBackItsTranslations(
  rolling: RollingBack,
  numbers: readonly number[],
  answerId: number,
): Promise<void> {
  const { tx, moment, liveSince } = rolling;
  const all = await store.allVersions(tx, answerId);
  const restored = all.slice(0, numbers.length).reverse();
  const majors = all
    .filter(({ number, significance }) => number > 1 && significance === 'MAJOR')
    .map(({ number }) => number);
  for (const { id: _, sourceNumber, ...row } of await store.translationsBefore(tx, answerId, liveSince)) {
    const place = numbers.findIndex((number) => !isOutdated(sourceNumber, number, majors));
    const source = restored[place];
    if (source && row.redacted_at === null)
      await answers.insertTranslation(tx, { ...row, source_version_id: source.id, recorded_at: moment });
  }
}

async function withdraw({ tx, moment, by, release }: RollingBack, answerId: number, why: string): Promise<void> {
  await insertWithdrawal(tx, {
    answer_id: answerId,
    kind: 'ROLLBACK',
    reason: `The release ${release.key}, ${why}, was rolled back.`,
    begun_by: by,
    begun_at: moment,
  });
}
