import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { draftOf } from '../answer.store.js';
import { lockedAnswer } from '../draft-answer.js';
import { lockStatement } from '../fact.store.js';
import { requireOpen } from '../facts/refuse-fact.js';
import { translationLimits } from '../translations/translation-problems.js';
import type { PhrasingsContent, TranslationContent } from './release-item.js';

/** A change that someone wants in a release. */
export type ItemWanted =
  | { readonly kind: 'ANSWER'; readonly answer: string }
  | { readonly kind: 'FACT'; readonly statement: number }
  | ({ readonly kind: 'PHRASINGS'; readonly answer: string; readonly locale: string } & PhrasingsContent)
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

function phrasingsIn({ add, remove }: PhrasingsContent): PhrasingsContent {
  if (add.length + remove.length === 0 || add.length + remove.length > mostPhrasings)
    throw new AppError('BAD_INPUT', `add and remove must name 1 to ${mostPhrasings} phrasings together.`);
  const clean = (field: string, texts: readonly string[]) => [
    ...new Set(texts.map((text) => requireText(field, text, { max: 300 }))),
  ];
  const content = { add: clean('add', add), remove: clean('remove', remove) };
  const both = content.add.find((text) => content.remove.includes(text));
  if (both !== undefined) throw new AppError('BAD_INPUT', `add and remove both name "${both}".`);
  return content;
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
