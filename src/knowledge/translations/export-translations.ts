import { type Actor, allow } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import type { AnswerText } from '../answer.js';
import { embedsIn } from '../embeds.js';
import { formatFact, parseFactFormat } from '../format-fact.js';
import { factValue, type PublishedAnswer, type Snapshot, visibleAnswer } from '../snapshot.js';
import { translationState } from './translation-status.js';
import { translationLimits } from './translation-problems.js';
import { versionNumbered } from './translation.store.js';
import { writeXliff } from './write-xliff.js';
import { type UnitName, unitNames, type XliffAnswer, type XliffUnit } from './xliff.js';

/** A file for translators. */
export interface TranslationFile {
  readonly name: string;
  readonly content: string;
  readonly answers: number;
}

const mostAnswers = 50;
/** What comes back is about twice as long, and a request may hold 100,000 bytes. */
const longestFile = 60_000;

/** Writes the answers of a locale as XLIFF 2.0; a translation that stands is in it, one that the source has left behind is a candidate only. */
export async function exportTranslations(
  ctx: { readonly db: Database; readonly actor: Actor; readonly snapshot: Snapshot },
  input: { readonly locale: string; readonly keys: readonly string[] },
): Promise<TranslationFile> {
  allow(ctx.actor, 'write translations');
  const { sourceLocale } = ctx.snapshot;
  if (input.locale === sourceLocale) throw new AppError('BAD_INPUT', `${sourceLocale} is the source locale.`);
  const keys = [...new Set(input.keys)];
  if (keys.length === 0 || keys.length > mostAnswers)
    throw new AppError('BAD_INPUT', `keys must name from 1 to ${mostAnswers} answers.`);
  const answers = keys.map((key) => {
    const answer = visibleAnswer(ctx.snapshot, ctx.actor, key);
    if (!answer) throw new AppError('BAD_INPUT', `keys names no published answer: ${key}.`);
    return answer;
  });
  const written = await Promise.all(answers.map((answer) => forTranslators(ctx, answer, input.locale)));
  const shown = new Map(answers.map((answer) => [answer.key, answer]));
  const content = writeXliff(
    { sourceLocale, targetLocale: input.locale, answers: written },
    ({ key }) =>
      (embed) =>
        valueOf(ctx.snapshot, shown.get(key) as PublishedAnswer, embed),
  );
  if (content.length > longestFile)
    throw new AppError(
      'BAD_INPUT',
      `The file would be too long to come back in one piece: name fewer than ${keys.length} answers.`,
    );
  return { name: `answers.${sourceLocale}-${input.locale}.xlf`, content, answers: written.length };
}

async function forTranslators(
  ctx: { readonly db: Database; readonly snapshot: Snapshot },
  answer: PublishedAnswer,
  locale: string,
): Promise<XliffAnswer> {
  const source = answer.texts.get(ctx.snapshot.sourceLocale) as AnswerText;
  const { status, sourceVersion, text } = translationState(answer, locale);
  const stands = status === 'CURRENT' && sourceVersion === answer.version.number;
  const before = text && !stands && sourceVersion ? await versionNumbered(ctx.db, answer.key, sourceVersion) : null;
  return {
    key: answer.key,
    version: answer.version.number,
    units: unitNames.map(
      (name): XliffUnit => ({
        name,
        source: source[name],
        target: stands && text ? text[name] : null,
        notes: notesOn(answer, name),
        earlier: text && before ? { source: before[name], target: text[name] } : null,
      }),
    ),
  };
}

const about: Readonly<Record<UnitName, string>> = {
  question: 'The question as a customer would ask it.',
  title: 'The title of the answer.',
  body: 'Markdown: keep headings, lists and the targets of links as they are.',
  short: 'The same answer where there is little room: the same claims in fewer words.',
};

function notesOn(answer: PublishedAnswer, name: UnitName): readonly string[] {
  const clauses = name === 'body' ? answer.mustSay.map((clause) => `It must say, in your words: "${clause}"`) : [];
  return [about[name], `At most ${translationLimits[name]} characters.`, ...clauses];
}

/** What a placeholder stands for today, in the source's language; the placeholder itself where no value holds. */
function valueOf(snapshot: Snapshot, answer: PublishedAnswer, embed: string): string {
  const [found] = embedsIn(embed);
  const value = found && factValue(snapshot, found.key, answer.scope);
  return found && value ? formatFact(value.content, snapshot.sourceLocale, parseFactFormat(found.format)) : embed;
}
