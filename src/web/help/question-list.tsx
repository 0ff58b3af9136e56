import type { JSX } from 'hono/jsx/jsx-runtime';
import { direction, localPath, type PageLocale } from '../layout/locales.js';
import { ScopeTags } from './scope-tags.js';
import type { ShelvedQuestion } from './topic-shelves.js';

/** Questions as links to their answers; one that is known in another language only says so to the browser. */
export function QuestionList(props: {
  readonly questions: readonly ShelvedQuestion[];
  readonly locale: PageLocale;
}): JSX.Element | null {
  const { questions, locale } = props;
  if (questions.length === 0) return null;
  return (
    <ul class="questions">
      {questions.map((question) => (
        <li>
          <a href={localPath(`/help/${question.key}`, locale)} {...languageOf(question.locale, locale)}>
            {question.question}
          </a>
          <ScopeTags scope={question.scope} locale={locale} />
        </li>
      ))}
    </ul>
  );
}

/** The attributes of a text that is not in the page's language: how it is spoken, and which way it runs. */
export function languageOf(text: string, page: PageLocale): { readonly lang?: string; readonly dir?: 'ltr' | 'rtl' } {
  return text === page ? {} : { lang: text, dir: direction(text) };
}
