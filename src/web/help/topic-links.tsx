import type { JSX } from 'hono/jsx/jsx-runtime';
import type { HelpSearchQuery } from '../../../schema/operations/operations.js';
import { localPath, type PageLocale } from '../layout/locales.js';
import { wordsIn } from '../layout/words.js';

const mostTopics = 8;

/** The topics of the results as links that narrow the search to one, and the way back; nothing where there is no choice. */
export function TopicLinks(props: {
  readonly found: HelpSearchQuery['search'];
  readonly text: string;
  readonly topic: string | null;
  readonly locale: PageLocale;
}): JSX.Element | null {
  const { found, text, topic, locale } = props;
  const words = wordsIn(locale).search;
  const counts = found.facets.find(({ name }) => name === 'TOPIC')?.counts ?? [];
  // A topic that all results are under narrows nothing; results of another rung of the ladder are narrowed by none.
  const choices = counts.filter(({ count }) => count < found.totalCount).slice(0, mostTopics);
  const narrowed = topic !== null && found.step === 'AS_ASKED';
  if (!narrowed && (choices.length === 0 || found.step !== 'AS_ASKED')) return null;
  return (
    <nav class="narrowing" aria-label={words.narrow}>
      <ul>
        {narrowed ? (
          <>
            <li>
              <a href={localPath('/help/search', locale, { q: text })}>{words.everyTopic}</a>
            </li>
            <li>
              <a href={localPath('/help/search', locale, { q: text, topic })} aria-current="true">
                {counts.find(({ value }) => value === topic)?.label ?? topic}
              </a>
            </li>
          </>
        ) : null}
        {choices.map(({ value, label, count }) => (
          <li>
            <a href={localPath('/help/search', locale, { q: text, topic: value })}>
              {label} <span class="count">{count}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
