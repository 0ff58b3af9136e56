import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Organisation } from '../../src/platform/organisation.js';
import { type ElementLocale, elementLocales } from '../elements/words.js';
import { type ChatWords, chatWords } from './words.js';

/** Addresses of the page's own files; they change with the content. */
export interface ChatAssets {
  readonly style: string;
  readonly script: string;
}

const languageNames: Readonly<Record<ElementLocale, string>> = {
  en: 'English',
  es: 'Español',
  de: 'Deutsch',
  ar: 'العربية',
};

/** The page on which a customer chats. Without JavaScript it points to the help pages. */
export function ChatPage({
  locale,
  assets,
  organisation: { name, isDemo },
}: {
  readonly locale: ElementLocale;
  readonly assets: ChatAssets;
  readonly organisation: Organisation;
}): JSX.Element {
  const words = chatWords[locale];
  return (
    <html lang={locale} dir={locale === 'ar' ? 'rtl' : 'ltr'}>
      <head>
        <meta charset="utf-8" />
        <title>{name === null ? words.title : `${words.title} · ${name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={assets.style} />
        <script type="module" src={assets.script} />
      </head>
      <body>
        <Head locale={locale} words={words} />
        <main>
          <noscript>
            <p class="notice">
              {words.needsScript} <a href={`/help?locale=${locale}`}>{words.helpPages}</a>.
            </p>
          </noscript>
          <univocal-chat />
        </main>
        {isDemo ? (
          <footer>
            <p>{words.fictional}</p>
          </footer>
        ) : null}
      </body>
    </html>
  );
}

function Head({ locale, words }: { readonly locale: ElementLocale; readonly words: ChatWords }): JSX.Element {
  return (
    <header>
      <div>
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
        <a href={`/help?locale=${locale}`}>{words.toHelp}</a>
      </div>
      <nav aria-label={words.language}>
        {elementLocales.map((other) => (
          <a
            href={`/chat?locale=${other}`}
            lang={other}
            hreflang={other}
            aria-current={other === locale ? 'true' : undefined}
          >
            {languageNames[other]}
          </a>
        ))}
      </nav>
    </header>
  );
}
