import type { JSX } from 'hono/jsx/jsx-runtime';
import { localPath, type PageLocale } from '../layout/locales.js';
import { Page } from '../layout/page.js';
import { SearchBox } from '../layout/search-box.js';
import { wordsIn } from '../layout/words.js';
import { AlternateLinks } from './alternate-links.js';
import { feedPath } from './change-feed.js';
import { QuestionList } from './question-list.js';
import type { Shelf } from './topic-shelves.js';

interface HomeProps {
  readonly shelves: readonly Shelf[];
  readonly locale: PageLocale;
  readonly origin: string;
}

/** The help centre's first page: the search, then every question by topic. */
export function HomePage({ shelves, locale, origin }: HomeProps): JSX.Element {
  const words = wordsIn(locale);
  return (
    <Page
      title={words.helpCentre}
      locale={locale}
      area="help"
      inLocale={(other) => localPath('/help', other)}
      head={
        <>
          <meta name="description" content={words.home.lead} />
          <AlternateLinks origin={origin} path="/help" locale={locale} />
          <link rel="alternate" type="application/rss+xml" title={words.changes} href={feedPath(locale)} />
        </>
      }
    >
      <div class="hero">
        <div class="frame">
          <h1>{words.home.heading}</h1>
          <p class="lead">{words.home.lead}</p>
          <SearchBox locale={locale} />
        </div>
      </div>
      <div class="frame shelves">
        <nav class="shelf-index" aria-labelledby="topics">
          <h2 id="topics">{words.home.topics}</h2>
          <ul>
            {shelves.map(({ key, name, count }) => (
              <li>
                <a href={`#${anchor(key)}`}>{name}</a> <span class="count">{count}</span>
              </li>
            ))}
          </ul>
          <p>
            <a href={feedPath(locale)}>{words.changes} (RSS)</a>
          </p>
        </nav>
        <div class="shelf-list">
          {shelves.map((shelf) => (
            <TopicSection shelf={shelf} locale={locale} />
          ))}
        </div>
      </div>
    </Page>
  );
}

/** Where a topic stands on the home page; keys hold dots, which style sheets read otherwise. */
export function anchor(topicKey: string): string {
  return `topic-${topicKey.replaceAll('.', '-')}`;
}

function TopicSection({ shelf, locale }: { readonly shelf: Shelf; readonly locale: PageLocale }): JSX.Element {
  return (
    <section class="shelf" id={anchor(shelf.key)} aria-labelledby={`${anchor(shelf.key)}-name`}>
      <h2 id={`${anchor(shelf.key)}-name`}>{shelf.name}</h2>
      <QuestionList questions={shelf.questions} locale={locale} />
      {shelf.parts.map((part) => (
        <div class="shelf-part" id={anchor(part.key)}>
          <h3>{part.name}</h3>
          <QuestionList questions={part.questions} locale={locale} />
        </div>
      ))}
    </section>
  );
}
