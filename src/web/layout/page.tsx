import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { assetPath } from './assets.js';
import { Header } from './header.js';
import { organisationOfPage } from './organisation.js';
import { direction, localPath, type PageLocale } from './locales.js';
import { wordsIn } from './words.js';

/** What the pages share: head, header, footer; each page brings its title and its own content. */
export interface PageProps {
  readonly title: string;
  readonly locale: PageLocale;
  /** Whose page it is: the customers' help, the staff's desk, or the project's own. */
  readonly area: 'help' | 'staff' | 'start';
  /** More for the head: canonical and language links, structured data, a script. */
  readonly head?: Child;
  /** What the header's search box holds; `null` leaves the box out, as where the page has its own. */
  readonly search?: string | null;
  /** This page's address in another language; without it the languages are not offered. */
  readonly inLocale?: (locale: PageLocale) => string;
  /** Who is signed in. */
  readonly name?: string | null;
  readonly children: Child;
}

/** The shell of every page. */
export function Page(props: PageProps): JSX.Element {
  const words = wordsIn(props.locale);
  const { name, isDemo } = organisationOfPage();
  return (
    <html lang={props.locale} dir={direction(props.locale)}>
      <head>
        <meta charset="utf-8" />
        <title>{name === null ? props.title : `${props.title} · ${name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={assetPath('mark.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetPath('univocal.css')} />
        {props.area === 'help' ? <script type="module" src={assetPath('suggestions.js')} /> : null}
        {props.head}
      </head>
      <body class={`area-${props.area}`}>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <Header {...props} />
        <main id="content">{props.children}</main>
        {props.area === 'help' || isDemo ? (
          <footer class="foot">
            <div class="frame">
              {props.area === 'help' ? <FootLinks locale={props.locale} /> : null}
              {isDemo ? <p>{words.fictional}</p> : null}
            </div>
          </footer>
        ) : null}
      </body>
    </html>
  );
}

/** What a reader may look for who has no question: what is new, and whether a receipt is ours. */
function FootLinks({ locale }: { readonly locale: PageLocale }): JSX.Element {
  const words = wordsIn(locale);
  return (
    <ul>
      <li>
        <a href={localPath('/help/changes.rss', locale)} type="application/rss+xml">
          {words.changes} (RSS)
        </a>
      </li>
      <li>
        <a href={localPath('/receipts', locale)}>{words.receipts.heading}</a>
      </li>
    </ul>
  );
}
