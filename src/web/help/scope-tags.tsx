import type { JSX } from 'hono/jsx/jsx-runtime';
import { type PageLocale } from '../layout/locales.js';
import { wordsIn } from '../layout/words.js';
import type { ScopeEntry } from './topic-shelves.js';

/** Says for whom an answer holds, so that two answers to one question can be told apart. */
export function ScopeTags(props: { readonly scope: readonly ScopeEntry[]; readonly locale: PageLocale }): JSX.Element {
  const words = wordsIn(props.locale).scope;
  return (
    <>
      {props.scope.map(({ value }) => (
        <>
          {' '}
          <span class="tag">{Object.hasOwn(words, value) ? words[value] : value}</span>
        </>
      ))}
    </>
  );
}
