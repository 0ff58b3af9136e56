import type { JSX } from 'hono/jsx/jsx-runtime';
import { defaultPageLocale, localPath, type PageLocale } from './locales.js';
import { wordsIn } from './words.js';

/** The longest question that search takes, in UTF-16 units: the API's own limit. */
export const longestSearch = 500;

/** The help pages' search; a plain form, so that it needs no script. With one, questions are suggested beneath it. */
export function SearchBox(props: {
  readonly locale: PageLocale;
  readonly value?: string;
  readonly compact?: boolean;
}): JSX.Element {
  const { search } = wordsIn(props.locale);
  return (
    <search class={props.compact ? 'search compact' : 'search'}>
      <form
        action="/help/search"
        method="get"
        data-suggestions={localPath('/help/search/suggestions', props.locale)}
        data-suggestions-name={search.suggestions}
      >
        {props.locale === defaultPageLocale ? null : <input type="hidden" name="locale" value={props.locale} />}
        <label class="unseen" for="q">
          {search.label}
        </label>
        <input
          id="q"
          name="q"
          type="search"
          value={props.value ?? ''}
          placeholder={search.hint}
          maxlength={longestSearch}
          autocomplete="off"
          enterkeyhint="search"
          required
        />
        <button type="submit">{search.button}</button>
      </form>
    </search>
  );
}
