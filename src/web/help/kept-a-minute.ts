import type { PageLocale } from '../layout/locales.js';

const freshMs = 60_000;

/** What `read` gave in a language less than a minute ago, else what it gives now; a failure is not kept. For what is dear to read and no answer. */
export function keptAMinute<T>(read: (locale: PageLocale) => Promise<T>): (locale: PageLocale) => Promise<T> {
  const kept = new Map<PageLocale, { readonly at: number; readonly read: Promise<T> }>();
  return (locale) => {
    const known = kept.get(locale);
    if (known && Date.now() - known.at < freshMs) return known.read;
    const now = { at: Date.now(), read: read(locale) };
    kept.set(locale, now);
    now.read.catch(() => {
      if (kept.get(locale) === now) kept.delete(locale);
    });
    return now.read;
  };
}
