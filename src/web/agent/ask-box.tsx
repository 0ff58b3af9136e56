import type { JSX } from 'hono/jsx/jsx-runtime';
import { localeNames, type PageLocale, pageLocales } from '../layout/locales.js';
import { longestSearch } from '../layout/search-box.js';

/** Where an agent types the customer's question, and picks the language the customer reads. */
export function AskBox(props: { readonly locale: PageLocale; readonly text: string }): JSX.Element {
  return (
    <search class="search">
      <form action="/agent" method="get">
        <label class="unseen" for="q">
          Question or search words
        </label>
        <input
          id="q"
          name="q"
          type="search"
          value={props.text}
          maxlength={longestSearch}
          autocomplete="off"
          placeholder="The customer’s question, or a few words"
          required
        />
        <label class="unseen" for="locale">
          Language of the answer
        </label>
        <select id="locale" name="locale">
          {pageLocales.map((locale) => (
            <option value={locale} lang={locale} selected={locale === props.locale}>
              {localeNames[locale]}
            </option>
          ))}
        </select>
        <button type="submit">Find</button>
      </form>
    </search>
  );
}
