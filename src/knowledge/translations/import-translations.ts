import { type Actor, allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { announce } from '../../platform/events.js';
import type { AnswerText } from '../answer.js';
import { lockAnswer } from '../answer.store.js';
import { type Switching, switched, switchPublished, unchanged } from '../switch-published.js';
import { type CheckedTranslation, checkReturned, type TranslationImportProblem } from './check-returned.js';
import { readXliff } from './read-xliff.js';
import { storeTranslation } from './store-translation.js';

/** What an import would do, or did. Nothing is published while there is one problem. */
export interface TranslationImport {
  readonly locale: string;
  readonly dryRun: boolean;
  readonly answers: readonly {
    readonly key: string;
    readonly version: number;
    readonly status: CheckedTranslation['status'];
  }[];
  readonly problems: readonly TranslationImportProblem[];
  /** The published state from which on the translations are served; null = nothing was published. */
  readonly snapshotSequence: number | null;
}

interface ImportContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly sourceLocale: string;
  readonly markdownProblems: (text: string) => readonly string[];
}

const localeForm = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/;

/** Takes in what translators sent back: all of it in one switch, or nothing. A dry run says what would happen and changes nothing. */
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
  const report = (checked: readonly CheckedTranslation[], snapshotSequence: number | null): TranslationImport => ({
    locale,
    dryRun: input.dryRun,
    answers: checked.map(({ key, version, status }) => ({ key, version, status })),
    problems: checked.flatMap(({ problems }) => problems),
    snapshotSequence,
  });
  if (input.dryRun) return report(await check(ctx.db), null);
  const subject = `${document.answers[0]?.named?.key ?? 'none'}/${locale}`;
  return switchPublished<TranslationImport>(ctx, 'translation.published', subject, async (switching) => {
    for (const { named } of document.answers) if (named) await lockAnswer(switching.tx, named.key);
    const checked = await check(switching.tx);
    const wanted = checked.flatMap(({ publish }) => (publish ? [publish] : []));
    if (checked.some(({ problems }) => problems.length > 0) || wanted.length === 0)
      return unchanged(report(checked, null));
    const [first, ...others] = await publishAll(ctx, switching, wanted, { locale, machine: input.machine });
    for (const other of others) await tell(ctx, switching, other);
    return switched(report(checked, switching.sequence), first ?? {});
  });
}

type Wanted = NonNullable<CheckedTranslation['publish']>;
interface Published {
  readonly about: string;
  readonly details: Readonly<Record<string, unknown>>;
}

async function publishAll(
  ctx: ImportContext,
  { tx, moment }: Switching,
  wanted: readonly Wanted[],
  how: { readonly locale: string; readonly machine: boolean },
): Promise<readonly Published[]> {
  const published: Published[] = [];
  for (const { key, source, text } of wanted) {
    const words: AnswerText = text;
    const hash = await storeTranslation(tx, { ...words, ...how, source, translator: ctx.actor.name, moment });
    published.push({
      about: `answer/${key}/${how.locale}`,
      details: { ...how, sourceVersion: source.number, hash },
    });
  }
  return published;
}

/** Each answer is told of by itself, so that whoever follows one hears of it; the first is told by the switch. */
async function tell(ctx: ImportContext, { tx, moment, sequence }: Switching, published: Published): Promise<void> {
  const { about, details } = published;
  await announce(tx, 'translation.published', { subject: about, snapshotSequence: sequence }, moment);
  await record(tx, { actor: ctx.actor, at: moment, action: 'translation.published', subject: about, details });
}
