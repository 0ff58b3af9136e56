import type { JSX } from 'hono/jsx/jsx-runtime';
import { defaultPageLocale, direction, languageName, localPath, type PageLocale } from '../layout/locales.js';
import { wordsIn } from '../layout/words.js';
import type { HelpAnswer } from './structured-data.js';

/** Says openly when the text is not in the reader's language, or is a translation that its source has left behind. */
export function AnswerNotice(props: {
  readonly answer: HelpAnswer;
  readonly locale: PageLocale;
  readonly isEarlier: boolean;
}): JSX.Element | null {
  const { answer, locale, isEarlier } = props;
  const { rendition } = answer;
  const words = wordsIn(locale).answer;
  if (rendition.isFallback) {
    const names = [rendition.localeAsked, rendition.locale].map((code) => languageName(code, locale)) as [
      string,
      string,
    ];
    return (
      <p class="notice" lang={locale} dir={direction(locale)}>
        {(isEarlier ? words.fallbackThen : words.fallback)(...names)}
      </p>
    );
  }
  if (!rendition.isOutdated) return null;
  return (
    <p class="notice" lang={locale} dir={direction(locale)}>
      {words.outdated} <a href={localPath(`/help/${answer.key}`, defaultPageLocale)}>{words.current}</a>
    </p>
  );
}
