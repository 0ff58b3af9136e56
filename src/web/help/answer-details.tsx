import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { writtenDay } from '../layout/dates.js';
import { defaultPageLocale, direction, localPath, type PageLocale } from '../layout/locales.js';
import { wordsIn } from '../layout/words.js';
import { languageOf } from './question-list.js';
import type { HelpAnswer } from './structured-data.js';

interface DetailsProps {
  readonly answer: HelpAnswer;
  readonly locale: PageLocale;
  readonly timeZone: string;
  readonly address: string;
}

/** Older ones are history, not news. */
const mostChangesTold = 3;

/** The slip under an answer: what a customer can quote to prove what they were told. */
export function AnswerDetails({ answer, locale, timeZone, address }: DetailsProps): JSX.Element {
  const words = wordsIn(locale).answer;
  const { version, verified, rendition, owner } = answer;
  return (
    <section class="slip" aria-label={words.details} lang={locale} dir={direction(locale)}>
      <dl>
        <Entry term={words.version}>{version.number}</Entry>
        <Entry term={words.since}>
          <time datetime={version.effectiveFrom}>{writtenDay(version.effectiveFrom, locale, timeZone)}</time>
        </Entry>
        <Entry term={words.verified}>
          <time datetime={verified.verifiedAt}>{writtenDay(verified.verifiedAt, locale, timeZone)}</time>
        </Entry>
        <Entry term={words.team}>{owner.name}</Entry>
        <Entry term={words.receipt}>
          <a href={localPath('/receipts', locale, { code: rendition.receipt.code })}>
            <code dir="ltr">{rendition.receipt.code}</code>
          </a>
        </Entry>
        <Changes answer={answer} locale={locale} timeZone={timeZone} />
        <Entry term={words.address} wide>
          <a href={address} dir="ltr">
            {address}
          </a>
        </Entry>
      </dl>
    </section>
  );
}

/** What changed and when, the latest first. A customer is told of changes that alter the meaning; that a text exists for the first time is none. */
function Changes({ answer, locale, timeZone }: Omit<DetailsProps, 'address'>): JSX.Element | null {
  const told = answer.versions.nodes
    .filter(({ significance, number }) => significance === 'MAJOR' && number > 1 && number <= answer.version.number)
    .slice(0, mostChangesTold);
  if (told.length === 0) return null;
  return (
    <Entry term={wordsIn(locale).answer.changed} wide>
      <ul class="changes">
        {told.map(({ number, effectiveFrom, changeNote }) => (
          <li data-version={number}>
            <time datetime={effectiveFrom}>{writtenDay(effectiveFrom, locale, timeZone)}</time>{' '}
            <span {...languageOf(defaultPageLocale, locale)}>{changeNote}</span>
          </li>
        ))}
      </ul>
    </Entry>
  );
}

function Entry(props: { readonly term: string; readonly wide?: boolean; readonly children: Child }): JSX.Element {
  return (
    <div class={props.wide ? 'wide' : undefined}>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
