import { type Actor, allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import { type AnswerText, textHash } from '../answer.js';
import { latestVersion } from '../answer.store.js';
import { lockedAnswer } from '../draft-answer.js';
import {
  type TranslationDraft,
  translationConflict,
  type TranslationDraftOutcome,
  translationDraftFrom,
} from './translation-draft.js';
import { putTranslationDraft, type TranslationDraftRow, translationDraftRow } from './translation-draft.store.js';
import { translationProblems } from './translation-problems.js';
import { versionNumbered } from './translation.store.js';

/** The words of an answer in another language. */
export interface TranslationInput extends AnswerText {
  readonly key: string;
  readonly locale: string;
  /** The number of the version that they translate; absent = the newest. */
  readonly sourceVersion?: number;
  /** Whether a machine made them and nobody has read them. */
  readonly machine?: boolean;
  /** The edit the writer saw; 0 or absent = there was no working copy. */
  readonly expectedEdit?: number;
}

interface TranslatorContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly sourceLocale: string;
  readonly markdownProblems: (text: string) => readonly string[];
}

/** Saves the working copy of a translation and proposes it to a second person; what is published stays as it is. */
export async function draftTranslation(
  ctx: TranslatorContext,
  input: TranslationInput,
): Promise<TranslationDraftOutcome> {
  allow(ctx.actor, 'write translations');
  if (input.locale === ctx.sourceLocale)
    throw new AppError('BAD_INPUT', `locale must be another language than the source locale, ${ctx.sourceLocale}.`);
  return ctx.db.transaction().execute(async (tx) => {
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    const existing = await translationDraftRow(tx, input.key, input.locale);
    const conflict = translationConflict(input.expectedEdit ?? 0, existing);
    if (conflict) return conflict;
    const source = await sourceOf(tx, answer, input.sourceVersion);
    const [problem] = translationProblems(source, input, ctx.markdownProblems);
    if (problem) throw new AppError('BAD_INPUT', `${problem.unit}: ${problem.message}`);
    const { key, locale, machine = false } = input;
    const draft = await proposeTranslation(ctx, tx, { key, locale, machine, source, text: input, existing });
    return { outcome: 'saved', draft };
  });
}

/** Words that nothing speaks against, and the working copy whose place they take. */
interface Proposal {
  readonly key: string;
  readonly locale: string;
  readonly machine: boolean;
  readonly source: Pick<Row<'answer_version'>, 'id' | 'answer_id' | 'number'>;
  readonly text: AnswerText;
  readonly existing: TranslationDraftRow | undefined;
}

/** Writes a proposal inside a transaction that has locked its answer. */
export async function proposeTranslation(
  ctx: Pick<TranslatorContext, 'clock' | 'actor'>,
  tx: DatabaseTransaction,
  { key, locale, machine, source, text, existing }: Proposal,
): Promise<TranslationDraft> {
  const words = trimmed(text);
  const at = ctx.clock.now();
  await putTranslationDraft(tx, {
    ...words,
    answer_id: source.answer_id,
    locale,
    source_version_id: source.id,
    edit: (existing?.edit ?? 0) + 1,
    state: 'PROPOSED',
    machine,
    contributors: [...new Set([...(existing?.contributors ?? []), ctx.actor.name])],
    translator: ctx.actor.name,
    reviewer: null,
    note: '',
    updated_at: at,
  });
  const row = await translationDraftRow(tx, key, locale);
  if (!row) throw new Error('a translation was not found in the transaction that wrote it');
  await record(tx, {
    actor: ctx.actor,
    at,
    action: 'translation.proposed',
    subject: `answer/${key}/${locale}`,
    details: { edit: row.edit, locale, machine, sourceVersion: source.number, hash: textHash(locale, words) },
  });
  return translationDraftFrom(row);
}

function trimmed({ question, title, body, short }: AnswerText): AnswerText {
  return { question: question.trim(), title: title.trim(), body: body.trim(), short: short.trim() };
}

async function sourceOf(
  tx: DatabaseTransaction,
  answer: Row<'answer'>,
  number: number | undefined,
): Promise<Row<'answer_version'>> {
  const source =
    number === undefined ? await latestVersion(tx, answer.id) : await versionNumbered(tx, answer.key, number);
  if (source) return source;
  throw new AppError(
    'BAD_INPUT',
    number === undefined
      ? `${answer.key} has no published version to translate.`
      : `sourceVersion names no version of ${answer.key}: ${number}.`,
  );
}
