import { raw } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { scriptJson } from '../layout/html.js';
import { organisationOfPage } from '../layout/organisation.js';
import { direction, localPath, type PageLocale, pageLocale, pageLocales } from '../layout/locales.js';
import { Page } from '../layout/page.js';
import { wordsIn } from '../layout/words.js';
import { AlternateLinks } from './alternate-links.js';
import { AnswerDetails } from './answer-details.js';
import { AnswerNotice } from './answer-notice.js';
import { feedPath } from './change-feed.js';
import { anchor } from './home-page.js';
import { PersonBox } from './person-box.js';
import { QuestionList } from './question-list.js';
import { ScopeTags } from './scope-tags.js';
import { faqPage, type HelpAnswer } from './structured-data.js';
import { isAskedByCustomers } from './topic-shelves.js';
import { type Held, VersionNotice } from './version-notice.js';
import { VoteForm, type Voted } from './vote-form.js';

interface AnswerProps {
  readonly answer: HelpAnswer;
  readonly locale: PageLocale;
  readonly origin: string;
  readonly timeZone: string;
  /** Of an earlier version, when it held. */
  readonly held?: Held;
  /** What the reader just said of it. */
  readonly voted?: Voted | null;
}

/** One answer as a customer reads it, with what proves it: version, date, team, receipt. */
export function AnswerPage(props: AnswerProps): JSX.Element {
  const { answer, locale, origin, timeZone, held, voted = null } = props;
  const { rendition } = answer;
  const path = `/help/${answer.key}`;
  const versionPath = `${path}/versions/${answer.version.number}`;
  const address = origin + localPath(versionPath, pageLocale(rendition.locale));
  return (
    <Page
      title={rendition.title}
      locale={locale}
      area="help"
      search=""
      inLocale={(other) => localPath(held ? versionPath : path, other)}
      head={held ? <meta name="robots" content="noindex" /> : <AnswerHead {...props} path={path} />}
    >
      <div class="frame answer-row">
        <article
          class="answer"
          lang={rendition.locale}
          dir={direction(rendition.locale)}
          data-answer={answer.key}
          data-version={answer.version.number}
          data-locale={rendition.locale}
          data-receipt={rendition.receipt.code}
        >
          <Breadcrumb answer={answer} locale={locale} />
          <h1>
            {rendition.question}
            <ScopeTags scope={answer.scope} locale={locale} />
          </h1>
          {held ? <VersionNotice held={held} answer={answer.key} locale={locale} timeZone={timeZone} /> : null}
          <AnswerNotice answer={answer} locale={locale} isEarlier={held !== undefined} />
          {/* Safe as it is: the API renders it from Markdown without raw HTML and cleans it against a strict list. */}
          <div class="answer-text">{raw(rendition.html)}</div>
          {held ? null : <VoteForm answer={answer} voted={voted} locale={locale} />}
          <AnswerDetails answer={answer} locale={locale} timeZone={timeZone} address={address} />
        </article>
        <aside class="beside">
          <Related answer={answer} locale={locale} />
          <PersonBox locale={locale} />
        </aside>
      </div>
    </Page>
  );
}

function AnswerHead(props: AnswerProps & { readonly path: string }): JSX.Element {
  const { answer, origin, path } = props;
  const { rendition } = answer;
  const address = origin + localPath(path, pageLocale(rendition.locale));
  return (
    <>
      <meta name="description" content={rendition.short} />
      <AlternateLinks
        origin={origin}
        path={path}
        locale={pageLocale(rendition.locale)}
        locales={pageLocales.filter((known) => answer.locales.includes(known))}
      />
      <link
        rel="alternate"
        type="application/rss+xml"
        title={wordsIn(pageLocale(rendition.locale)).changes}
        href={feedPath(pageLocale(rendition.locale))}
      />
      <script type="application/ld+json">{raw(scriptJson(faqPage(answer, address, organisationOfPage())))}</script>
    </>
  );
}

function Breadcrumb({ answer, locale }: Pick<AnswerProps, 'answer' | 'locale'>): JSX.Element {
  const words = wordsIn(locale);
  const { topic } = answer;
  return (
    <nav class="crumbs" aria-label={words.home.topics} lang={locale} dir={direction(locale)}>
      <ol>
        <li>
          <a href={localPath('/help', locale)}>{words.helpCentre}</a>
        </li>
        {[topic.parent, topic].map((step) =>
          step ? (
            <li>
              <a href={`${localPath('/help', locale)}#${anchor(step.key)}`}>{step.name}</a>
            </li>
          ) : null,
        )}
      </ol>
    </nav>
  );
}

function Related({ answer, locale }: Pick<AnswerProps, 'answer' | 'locale'>): JSX.Element | null {
  const questions = answer.related
    .filter(({ key }) => isAskedByCustomers(key))
    .map(({ key, rendition }) => ({ key, question: rendition.question, locale: rendition.locale, scope: [] }));
  if (questions.length === 0) return null;
  return (
    <section class="related" aria-labelledby="related">
      <h2 id="related">{wordsIn(locale).answer.related}</h2>
      <QuestionList questions={questions} locale={locale} />
    </section>
  );
}
