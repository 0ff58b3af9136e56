import type { JSX } from 'hono/jsx/jsx-runtime';
import { writtenDay } from '../layout/dates.js';
import { direction, localPath, type PageLocale } from '../layout/locales.js';
import { wordsIn } from '../layout/words.js';

/** When an earlier version held; `to` is null where it is not known. */
export interface Held {
  readonly from: string;
  readonly to: string | null;
}

/** Says that what follows is not what holds today, and leads to that. */
export function VersionNotice(props: {
  readonly held: Held;
  readonly answer: string;
  readonly locale: PageLocale;
  readonly timeZone: string;
}): JSX.Element {
  const { held, answer, locale, timeZone } = props;
  const words = wordsIn(locale).answer;
  const day = (moment: string) => writtenDay(moment, locale, timeZone);
  return (
    <p class="notice" lang={locale} dir={direction(locale)}>
      {words.earlier(day(held.from), held.to === null ? null : day(held.to))}{' '}
      <a href={localPath(`/help/${answer}`, locale)}>{words.today}</a>
    </p>
  );
}
