import type { JSX } from 'hono/jsx/jsx-runtime';
import { localPath, type PageLocale } from '../layout/locales.js';
import { wordsIn } from '../layout/words.js';
import { QuestionList } from './question-list.js';
import { findQuestion, type Shelf } from './topic-shelves.js';

/** The answers that lead to a person, where the organisation has them. */
const waysToAPerson = ['talk-to-a-person', 'contact-us', 'opening-hours'];

/** The way out when pages do not help: a person, by chat or as the answers say. */
export function PersonBox(props: { readonly locale: PageLocale; readonly shelves?: readonly Shelf[] }): JSX.Element {
  const { locale, shelves = [] } = props;
  const words = wordsIn(locale).person;
  const ways = waysToAPerson.map((key) => findQuestion(shelves, key)).filter((way) => way !== null);
  return (
    <section class="person" aria-labelledby="person">
      <h2 id="person">{words.heading}</h2>
      <p>{words.text}</p>
      <p>
        <a class="button" href={localPath('/chat', locale)}>
          {words.chat}
        </a>
      </p>
      <QuestionList questions={ways} locale={locale} />
    </section>
  );
}
