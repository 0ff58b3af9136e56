import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { draftOf } from '../answer.store.js';
import { lockedAnswer } from '../draft-answer.js';
import { lockStatement } from '../fact.store.js';
import { requireOpen } from '../facts/refuse-fact.js';
import { translationLimits } from '../translations/translation-problems.js';
import { requireThresholds } from '../thresholds.js';
import { sampleById } from '../question-sample.store.js';
import type { PhrasingsContent, QuestionsContent, ThresholdsContent, TranslationContent } from './release-item.js';

/** A change that someone wants in a release. */
export type ItemWanted =
  | { readonly kind: 'ANSWER'; readonly answer: string }
  | { readonly kind: 'FACT'; readonly statement: number }
  | ({ readonly kind: 'PHRASINGS'; readonly answer: string; readonly locale: string } & PhrasingsContent)
  | ({ readonly kind: 'THRESHOLDS'; readonly locale: string | null } & ThresholdsContent)
  | ({ readonly kind: 'QUESTIONS'; readonly locale: string } & QuestionsContent)
  | ({ readonly kind: 'TRANSLATION'; readonly answer: string; readonly locale: string } & TranslationContent);

type Wanted = Pick<NewRow<'release_item'>, 'kind' | 'answer_id' | 'statement_id' | 'locale' | 'content'>;

const mostPhrasings = 100;

/** The row of a wanted item, whose draft or statement is there and locked; throws a sentence when it cannot go into a release. */
export async function itemWanted(tx: DatabaseTransaction, sourceLocale: string, item: ItemWanted): Promise<Wanted> {
  const empty = { kind: item.kind, answer_id: null, statement_id: null, locale: null, content: null };
  if (item.kind === 'FACT') {
    const statement = await lockStatement(tx, item.statement);
    if (!statement) throw new AppError('NOT_FOUND', `There is no statement ${item.statement}.`);
    requireOpen(statement);
    return { ...empty, statement_id: statement.id };
  }
  if (item.kind === 'THRESHOLDS') {
    const thresholds = item.thresholds && requireThresholds(item.thresholds);
    return { ...empty, locale: item.locale, content: JSON.stringify({ thresholds } satisfies ThresholdsContent) };
  }
  if (item.kind === 'QUESTIONS') {
    const { sample } = await requireSample(tx, item);
    return { ...empty, locale: item.locale, content: JSON.stringify({ sample } satisfies QuestionsContent) };
  }
  const answer = await lockedAnswer(tx, item.answer);
  if (item.kind === 'ANSWER') {
    if (!(await draftOf(tx, answer.id))) throw new AppError('NOT_FOUND', `There is no draft of ${item.answer}.`);
    return { ...empty, answer_id: answer.id };
  }
  if (item.kind === 'TRANSLATION' && item.locale === sourceLocale)
    throw new AppError('BAD_INPUT', `locale must be another than ${sourceLocale}, the language of the answer itself.`);
  const content = item.kind === 'PHRASINGS' ? phrasingsIn(item) : wordsIn(item);
  return { ...empty, answer_id: answer.id, locale: item.locale, content: JSON.stringify(content) };
}

async function requireSample(
  tx: DatabaseTransaction,
  { sample, locale }: QuestionsContent & { readonly locale: string },
): Promise<QuestionsContent> {
  const found = sample === null ? null : await sampleById(tx, sample);
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no sample ${sample}.`);
  if (found && found.locale !== locale)
    throw new AppError('BAD_INPUT', `sample must be of ${locale}; ${sample} is of ${found.locale}.`);
  return { sample };
}

function phrasingsIn({ add, remove, addNegative = [], removeNegative = [] }: PhrasingsContent): PhrasingsContent {
  const all = add.length + remove.length + addNegative.length + removeNegative.length;
  if (all === 0 || all > mostPhrasings)
    throw new AppError(
      'BAD_INPUT',
      `add, remove, addNegative and removeNegative must name 1 to ${mostPhrasings} texts together.`,
    );
  const clean = (field: string, texts: readonly string[]) => [
    ...new Set(texts.map((text) => requireText(field, text, { max: 300 }))),
  ];
  const content = {
    add: clean('add', add),
    remove: clean('remove', remove),
    addNegative: clean('addNegative', addNegative),
    removeNegative: clean('removeNegative', removeNegative),
  };
  refuseShared('add', content.add, 'remove', content.remove);
  refuseShared('addNegative', content.addNegative, 'removeNegative', content.removeNegative);
  return content;
}

function refuseShared(one: string, texts: readonly string[], other: string, others: readonly string[]): void {
  const both = texts.find((text) => others.includes(text));
  if (both !== undefined) throw new AppError('BAD_INPUT', `${one} and ${other} both name "${both}".`);
}

function wordsIn(item: TranslationContent): TranslationContent {
  const words = (part: keyof typeof translationLimits) =>
    requireText(part, item[part], { max: translationLimits[part] });
  return {
    question: words('question'),
    title: words('title'),
    body: words('body'),
    short: words('short'),
    machine: item.machine,
  };
}
