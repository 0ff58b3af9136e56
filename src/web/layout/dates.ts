import type { PageLocale } from './locales.js';

/** A moment as the day a reader would name, e.g. "10 February 2026"; Arabic keeps Western digits, as banks there do. */
export function writtenDay(moment: string, locale: PageLocale, timeZone: string): string {
  return formatOf(regional(locale), { dateStyle: 'long', timeZone }).format(new Date(moment));
}

/** A moment as day and minute, for staff. */
export function writtenMoment(moment: string, timeZone: string): string {
  return formatOf('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(moment));
}

/** A format takes far longer to make than to use; there are as many as languages. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = JSON.stringify([locale, options]);
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(name, format);
  return format;
}

function regional(locale: PageLocale): string {
  if (locale === 'en') return 'en-GB';
  return locale === 'ar' ? 'ar-u-nu-latn' : locale;
}
