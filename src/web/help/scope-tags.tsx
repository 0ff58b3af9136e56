import type { JSX } from 'hono/jsx/jsx-runtime';
import { type PageLocale } from '../layout/locales.js';
import { wordsIn } from '../layout/words.js';
import type { ScopeEntry } from './topic-shelves.js';

/** Says for whom an answer holds, so that two answers to one question can be told apart. */
export function ScopeTags(props: { readonly scope: readonly ScopeEntry[]; readonly locale: PageLocale }): JSX.Element {
  return (
    <>
      {scopeNames(props.scope, props.locale).map((name) => (
        <>
          {' '}
          <span class="tag">{name}</span>
        </>
      ))}
    </>
  );
}

/** For whom an answer holds, in the words of a language; a value without words stands for itself. */
export function scopeNames(scope: readonly ScopeEntry[], locale: PageLocale): readonly string[] {
  const words = wordsIn(locale).scope;
  return scope.map(({ value }) => (Object.hasOwn(words, value) ? (words[value] ?? value) : value));
}
