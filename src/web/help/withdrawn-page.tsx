import type { JSX } from 'hono/jsx/jsx-runtime';
import type { PageLocale } from '../layout/locales.js';
import { Page } from '../layout/page.js';
import { SearchBox } from '../layout/search-box.js';
import { wordsIn } from '../layout/words.js';
import { PersonBox } from './person-box.js';

/** Says honestly that an answer is being checked, without a word of it: also its title may be what is wrong. */
export function WithdrawnPage({ locale }: { readonly locale: PageLocale }): JSX.Element {
  const { heading, text } = wordsIn(locale).failure.withdrawn;
  return (
    <Page title={heading} locale={locale} area="help" head={<meta name="robots" content="noindex" />}>
      <div class="frame narrow">
        <h1>{heading}</h1>
        <p class="lead">{text}</p>
        <PersonBox locale={locale} />
        <SearchBox locale={locale} />
      </div>
    </Page>
  );
}
