import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Organisation } from '../../platform/organisation.js';
import { organisationOfPage } from './organisation.js';
import { localeNames, localPath, type PageLocale, pageLocales } from './locales.js';
import type { PageProps } from './page.js';
import { SearchBox } from './search-box.js';
import { type Words, wordsIn } from './words.js';

/** The band at the top: whose page this is, the search box, the languages, and for staff who is signed in. */
export function Header(props: Omit<PageProps, 'children'>): JSX.Element {
  const { area, locale, search = null, inLocale, name = null } = props;
  const words = wordsIn(locale);
  const organisation = organisationOfPage();
  return (
    <header class="head">
      <div class="frame head-row">
        <a class="brand" href={area === 'start' ? '/' : homeOf(area, locale)}>
          <Mark />
          <span class="brand-name">
            {organisation.name === null ? null : <bdi>{organisation.name} </bdi>}
            <span class="brand-area">{areaName(area, words, organisation)}</span>
          </span>
        </a>
        {search === null ? null : <SearchBox locale={locale} value={search} compact />}
        {inLocale ? <LocaleSwitch locale={locale} inLocale={inLocale} label={words.language} /> : null}
        {name === null ? null : <SignedIn name={name} />}
      </div>
    </header>
  );
}

function homeOf(area: 'help' | 'staff', locale: PageLocale): string {
  return area === 'staff' ? '/agent' : localPath('/help', locale);
}

function areaName(area: PageProps['area'], words: Words, { isDemo }: Organisation): string {
  if (area === 'help') return words.helpCentre;
  if (area === 'staff') return 'Agents’ desk';
  return isDemo ? 'Univocal demonstration' : 'Univocal';
}

function LocaleSwitch(props: {
  readonly locale: PageLocale;
  readonly inLocale: (locale: PageLocale) => string;
  readonly label: string;
}): JSX.Element {
  return (
    <nav class="locales" aria-label={props.label}>
      <ul>
        {pageLocales.map((locale) => (
          <li>
            <a
              href={props.inLocale(locale)}
              hreflang={locale}
              lang={locale}
              aria-current={locale === props.locale ? 'true' : undefined}
            >
              {localeNames[locale]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SignedIn(props: { readonly name: string }): JSX.Element {
  return (
    <form class="signed-in" method="post" action="/sign-out">
      <a href="/account">{props.name}</a>
      <button type="submit" class="quiet">
        Sign out
      </button>
    </form>
  );
}

/** A lark over still water. */
function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
      <circle cx="20" cy="20" r="20" class="mark-ground" />
      <path
        class="mark-bird"
        d="M8.5 14.5c4.6.2 7.8 1.9 9.7 5-.9-4.6-.3-8.7 1.8-12.5 4.3 3 6.7 7 7.2 11.8 1-.8 2.2-1.2 3.7-1.1l3.6 1.3-3.5 1.5c-1.3 4.5-4.8 6.7-10.4 6.5-3.5-.1-6.8.5-9.9 1.9l2.9-4.6c-2.6-2.2-4.3-5.5-5.1-9.8z"
      />
      <path class="mark-water" d="M11 32.5c3-1.6 6-1.6 9 0s6 1.6 9 0" />
    </svg>
  );
}
