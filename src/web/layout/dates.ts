import type { PageLocale } from './locales.js';

/** A moment as the day a reader would name, e.g. "10 February 2026"; Arabic keeps Western digits, as banks there do. */
export function writtenDay(moment: string, locale: PageLocale, timeZone: string): string {
  return new Intl.DateTimeFormat(regional(locale), { dateStyle: 'long', timeZone }).format(new Date(moment));
}

/** A moment as day and minute, for staff. */
export function writtenMoment(moment: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(moment),
  );
}

function regional(locale: PageLocale): string {
  if (locale === 'en') return 'en-GB';
  return locale === 'ar' ? 'ar-u-nu-latn' : locale;
}
