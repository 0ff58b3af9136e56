import { type Actor, allow } from '../../access/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { lockAnswer } from '../answer.store.js';
import { type CheckedTranslation, checkReturned, type TranslationImportProblem } from './check-returned.js';
import { proposeTranslation } from './draft-translation.js';
import { readXliff } from './read-xliff.js';

/** What an import would do, or did. Nothing is proposed while there is one problem. */
export interface TranslationImport {
  readonly locale: string;
  readonly dryRun: boolean;
  readonly answers: readonly {
    readonly key: string;
    readonly version: number;
    readonly status: CheckedTranslation['status'];
  }[];
  readonly problems: readonly TranslationImportProblem[];
  /** How many translations were proposed; a second person publishes each. */
  readonly proposed: number;
}

interface ImportContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly sourceLocale: string;
  readonly markdownProblems: (text: string) => readonly string[];
}

const localeForm = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/;

/** Takes in what translators sent back, as proposals: all of it, or nothing. A dry run says what would happen and changes nothing. */
export async function importTranslations(
  ctx: ImportContext,
  input: { readonly content: string; readonly dryRun: boolean; readonly machine: boolean },
): Promise<TranslationImport> {
  allow(ctx.actor, 'write translations');
  const document = readXliff(input.content);
  const { targetLocale: locale } = document;
  if (!localeForm.test(locale) || locale === ctx.sourceLocale)
    throw new AppError('BAD_INPUT', `trgLang must be a language other than ${ctx.sourceLocale}.`);
  if (document.sourceLocale !== ctx.sourceLocale)
    throw new AppError('BAD_INPUT', `srcLang must be ${ctx.sourceLocale}.`);
  const check = (db: Database) => checkReturned({ ...ctx, db }, document, input.machine);
  const report = (checked: readonly CheckedTranslation[], proposed: number): TranslationImport => ({
    locale,
    dryRun: input.dryRun,
    answers: checked.map(({ key, version, status }) => ({ key, version, status })),
    problems: checked.flatMap(({ problems }) => problems),
    proposed,
  });
  if (input.dryRun) return report(await check(ctx.db), 0);
  return ctx.db.transaction().execute(async (tx) => {
    // In one order, so that two files never wait for each other.
    for (const key of keysOf(document)) await lockAnswer(tx, key);
    const checked = await check(tx);
    if (checked.some(({ problems }) => problems.length > 0)) return report(checked, 0);
    const wanted = checked.flatMap(({ propose }) => (propose ? [propose] : []));
    for (const proposal of wanted) await proposeTranslation(ctx, tx, { ...proposal, locale, machine: input.machine });
    return report(checked, wanted.length);
  });
}

function keysOf({ answers }: ReturnType<typeof readXliff>): readonly string[] {
  return [...new Set(answers.flatMap(({ named }) => (named ? [named.key] : [])))].sort();
}
