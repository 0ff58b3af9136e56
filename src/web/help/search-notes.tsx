import type { JSX } from 'hono/jsx/jsx-runtime';
import type { HelpSearchQuery } from '../../../schema/operations/operations.js';
import { languageName, localPath, type PageLocale } from '../layout/locales.js';
import { Segments } from '../layout/segments.js';
import { wordsIn } from '../layout/words.js';
import { languageOf, QuestionList } from './question-list.js';

interface InSearch {
  readonly found: HelpSearchQuery['search'];
  readonly locale: PageLocale;
}

/** What the reader must know of results: that words were read as others, or that they are not quite what was asked for. */
export function SearchNotes({ found, locale }: InSearch): JSX.Element {
  const words = wordsIn(locale).search;
  const note = noteOn(found, locale);
  return (
    <>
      {found.didYouMean ? (
        <p class="read-as">
          {words.readAs}{' '}
          <a href={localPath('/help/search', locale, { q: found.didYouMean })}>
            <strong>{found.didYouMean}</strong>
          </a>
          .
        </p>
      ) : null}
      {note === null ? null : <p class="lead">{note}</p>}
      {found.degraded ? <p class="count">{words.degraded}</p> : null}
    </>
  );
}

function noteOn({ step, nodes }: InSearch['found'], locale: PageLocale): string | null {
  const words = wordsIn(locale).search;
  if (step === 'WITHOUT_FILTERS') return words.otherTopics;
  if (step === 'ANY_WORD') return words.anyWord;
  if (step !== 'OTHER_LOCALE') return null;
  return words.otherLanguage(languageName(locale, locale), languageName(nodes[0]?.locale ?? locale, locale));
}

/** Where nothing was found: questions much like it, and what others read. */
export function Instead({ found, locale }: InSearch): JSX.Element | null {
  const words = wordsIn(locale).search;
  if (found.totalCount > 0) return null;
  const popular = found.popular.map(({ key, rendition }) => ({ key, scope: [], ...rendition }));
  return (
    <>
      {found.suggestions.length > 0 ? (
        <section aria-labelledby="alike">
          <h2 id="alike">{words.alike}</h2>
          <ul class="questions">
            {found.suggestions.map(({ answer, title, locale: spoken }) => (
              <li>
                <a href={localPath(`/help/${answer.key}`, locale)} {...languageOf(spoken, locale)}>
                  <Segments of={title} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {popular.length > 0 ? (
        <section class="popular" aria-labelledby="popular">
          <h2 id="popular">{words.popular}</h2>
          <QuestionList questions={popular} locale={locale} />
        </section>
      ) : null}
    </>
  );
}
