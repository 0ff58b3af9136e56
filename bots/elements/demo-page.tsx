import type { JSX } from 'hono/jsx/jsx-runtime';
import { type ElementLocale, elementLocales } from './words.js';

interface DemoProps {
  /** The language of the elements; the page itself, which speaks to developers, is in English. */
  readonly locale: ElementLocale;
  readonly answer: string;
  readonly nonce: string;
  readonly origin: string;
}

const languageNames: Readonly<Record<ElementLocale, string>> = {
  en: 'English',
  es: 'Español',
  de: 'Deutsch',
  ar: 'العربية',
};

/** A page as another site would write it: one script, the two elements, and how to put them into one's own. */
export function DemoPage(props: DemoProps): JSX.Element {
  const { locale, answer, nonce, origin } = props;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Answers in any page · Univocal</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href="/elements/demo.css" />
        <script type="module" src="/univocal.js" nonce={nonce} />
      </head>
      <body>
        <header>
          <h1>Answers in any page</h1>
          <p>
            One script tag puts the answers and the chat into any page of an allowed site. This page allows scripts by
            nonce only, no inline styles and no HTML from strings.
          </p>
          <Languages {...props} />
        </header>
        <main>
          <section aria-labelledby="answer">
            <h2 id="answer">One answer</h2>
            {/* Spread, for JSX keeps a `key` that is written out to itself. */}
            <univocal-answer {...{ key: answer }} lang={locale}>
              <a href={`/help/${answer}`}>Read it on the help pages</a>
            </univocal-answer>
            <h2>The same in your colours</h2>
            <univocal-answer class="themed" {...{ key: answer }} lang={locale}>
              <a href={`/help/${answer}`}>Read it on the help pages</a>
            </univocal-answer>
          </section>
          <section aria-labelledby="chat">
            <h2 id="chat">The chat</h2>
            <univocal-chat lang={locale}>
              <a href="/chat">Open the chat</a>
            </univocal-chat>
          </section>
          <Snippet answer={answer} origin={origin} />
        </main>
      </body>
    </html>
  );
}

function Languages({ locale, answer }: DemoProps): JSX.Element {
  return (
    <nav aria-label="Language of the elements">
      {elementLocales.map((other) => (
        <a
          href={`/elements?${new URLSearchParams({ locale: other, answer })}`}
          lang={other}
          hreflang={other}
          aria-current={other === locale ? 'true' : undefined}
        >
          {languageNames[other]}
        </a>
      ))}
    </nav>
  );
}

function Snippet({ answer, origin }: Pick<DemoProps, 'answer' | 'origin'>): JSX.Element {
  const lines = [
    `<script type="module" src="${origin}/univocal.js"></script>`,
    `<univocal-answer key="${answer}"></univocal-answer>`,
    '<univocal-chat></univocal-chat>',
  ];
  return (
    <section class="wide" aria-labelledby="yours">
      <h2 id="yours">In your own page</h2>
      <p>
        The site’s origin must be in <code>ALLOWED_ORIGINS</code> of this service.
      </p>
      <pre tabindex={0} aria-label="HTML to copy" role="region">
        <code>{lines.join('\n')}</code>
      </pre>
    </section>
  );
}
