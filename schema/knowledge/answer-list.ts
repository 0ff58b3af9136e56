import { Field, InputType, registerEnumType } from 'type-graphql';
import { chooseText, type TranslationStatus, translationState } from '../../src/knowledge/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { TranslationStatusEnum } from './translation-enums.js';
import { type AnswerView, localesOf } from './views.js';

/** In which order a list of answers stands. */
export type AnswerSort = 'KEY' | 'TITLE';

export const AnswerSortEnum = { KEY: 'KEY', TITLE: 'TITLE' } as const satisfies Record<AnswerSort, AnswerSort>;
registerEnumType(AnswerSortEnum, {
  name: 'AnswerSort',
  description: 'In which order a list of answers stands.',
  valuesConfig: {
    KEY: { description: 'By key.' },
    TITLE: { description: 'By the title that is served, a fallback included, in the order of the language asked for.' },
  },
});

@InputType({ description: 'How a translation must stand to be listed.' })
export class TranslationFilterInput {
  @Field(() => LocaleScalar, { description: 'The language.' })
  locale!: string;

  @Field(() => [TranslationStatusEnum], { description: 'Any of these.' })
  statuses!: TranslationStatus[];
}

const mostLocales = 10;

/** The argument by which a reader names several languages. */
export const localesArg = {
  nullable: true,
  description: `The languages you read, the one you like best first, at most ${mostLocales}: the first that there is, is served. Stands instead of locale.`,
};

/** The locales of an answer that a request asks for. */
export function askedIn(
  ctx: RequestContext,
  locale: string | null | undefined,
  locales: readonly string[] | null | undefined,
): Pick<AnswerView, 'locale' | 'locales'> {
  if (!locales || locales.length === 0) return { locale: locale ?? ctx.sourceLocale };
  if (locales.length > mostLocales) throw new AppError('BAD_INPUT', `locales must name at most ${mostLocales}.`);
  return { locale: locales[0] ?? ctx.sourceLocale, locales };
}

/** The answers that a list's filters let through, in its order; both look at the words that are served. */
export function arranged(
  views: readonly AnswerView[],
  args: {
    readonly sort?: AnswerSort | null;
    readonly titleContains?: string | null;
    readonly translation?: TranslationFilterInput | null;
  },
): readonly AnswerView[] {
  const { translation } = args;
  const letters = args.titleContains?.trim().toLowerCase();
  const found = views.filter(
    (view) =>
      (!letters || titleOf(view).toLowerCase().includes(letters)) &&
      (!translation || translation.statuses.includes(translationState(view.answer, translation.locale).status)),
  );
  if (args.sort !== 'TITLE') return found;
  const { compare } = new Intl.Collator(found[0]?.locale, { numeric: true });
  return found
    .map((view) => ({ view, title: titleOf(view) }))
    .sort((a, b) => compare(a.title, b.title))
    .map(({ view }) => view);
}

function titleOf(view: AnswerView): string {
  return chooseText(view.answer, localesOf(view), view.snapshot.sourceLocale).text.title;
}
