import type { JSX } from 'hono/jsx/jsx-runtime';
import type { HelpSearchQuery } from '../../../schema/operations/operations.js';
import { localPath, type PageLocale } from '../layout/locales.js';
import { Page } from '../layout/page.js';
import { SearchBox } from '../layout/search-box.js';
import { Segments } from '../layout/segments.js';
import { wordsIn } from '../layout/words.js';
import { anchor } from './home-page.js';
import { PersonBox } from './person-box.js';
import { languageOf } from './question-list.js';
import { ScopeTags } from './scope-tags.js';
import { Instead, SearchNotes } from './search-notes.js';
import { TopicLinks } from './topic-links.js';
import type { Shelf } from './topic-shelves.js';

type Found = HelpSearchQuery['search'];

interface SearchProps {
  /** What was asked; `null` before anything was. */
  readonly text: string | null;
  /** The topic that it was narrowed to. */
  readonly topic: string | null;
  readonly found: Found | null;
  /** The topics, for the page that found nothing. */
  readonly shelves: readonly Shelf[];
  readonly locale: PageLocale;
}

/** What a search found, or, when it found nothing, where to go next. */
export function SearchPage({ text, topic, found, shelves, locale }: SearchProps): JSX.Element {
  const words = wordsIn(locale).search;
  return (
    <Page
      title={text === null ? words.heading : `${text} – ${words.heading}`}
      locale={locale}
      area="help"
      inLocale={(other) => localPath('/help/search', other, { q: text, topic })}
      head={
        <>
          <meta name="description" content={wordsIn(locale).home.lead} />
          <meta name="robots" content="noindex" />
        </>
      }
    >
      <div class="frame narrow">
        <h1>{headline(text, found, locale)}</h1>
        <SearchBox locale={locale} value={text ?? ''} />
        {found ? <SearchNotes found={found} locale={locale} /> : null}
        {found?.totalCount ? <TopicLinks found={found} text={text ?? ''} topic={topic} locale={locale} /> : null}
        {found?.totalCount ? <Results found={found} text={text ?? ''} topic={topic} locale={locale} /> : null}
        {found ? <Instead found={found} locale={locale} /> : null}
        {shelves.length > 0 ? <NextSteps shelves={shelves} locale={locale} hint={found !== null} /> : null}
      </div>
    </Page>
  );
}

function headline(text: string | null, found: Found | null, locale: PageLocale): string {
  const words = wordsIn(locale).search;
  if (text === null || found === null) return words.heading;
  if (found.totalCount === 0) return words.nothing(text);
  return found.totalKind === 'EXACT' ? words.found(found.totalCount, text) : words.about(found.totalCount, text);
}

interface InSearch {
  readonly found: Found;
  readonly text: string;
  readonly topic: string | null;
  readonly locale: PageLocale;
}

function Results({ found, text, topic, locale }: InSearch): JSX.Element {
  const { hasNextPage, endCursor } = found.pageInfo;
  return (
    <>
      <ol class="results">
        {found.nodes.map((hit) => (
          <li {...languageOf(hit.locale, locale)}>
            <h2>
              <a href={localPath(`/help/${hit.answer.key}`, locale)}>
                <Segments of={hit.title} />
              </a>
              <ScopeTags scope={hit.answer.scope} locale={locale} />
            </h2>
            <p>
              <Segments of={hit.excerpt} />
            </p>
          </li>
        ))}
      </ol>
      {hasNextPage && endCursor ? (
        <p>
          <a class="button" rel="next" href={localPath('/help/search', locale, { q: text, topic, after: endCursor })}>
            {wordsIn(locale).search.more}
          </a>
        </p>
      ) : null}
    </>
  );
}

function NextSteps(props: {
  readonly shelves: readonly Shelf[];
  readonly locale: PageLocale;
  readonly hint: boolean;
}): JSX.Element {
  const { shelves, locale, hint } = props;
  const words = wordsIn(locale);
  return (
    <>
      {hint ? <p class="lead">{words.search.tryAgain}</p> : null}
      <div class="next-steps">
        <section aria-labelledby="by-topic">
          <h2 id="by-topic">{words.search.byTopic}</h2>
          <ul class="topics">
            {shelves.map(({ key, name, count }) => (
              <li>
                <a href={`${localPath('/help', locale)}#${anchor(key)}`}>{name}</a>{' '}
                <span class="count">{words.home.count(count)}</span>
              </li>
            ))}
          </ul>
        </section>
        <PersonBox locale={locale} shelves={shelves} />
      </div>
    </>
  );
}
