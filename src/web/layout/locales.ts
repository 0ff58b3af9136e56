/** The languages the pages themselves speak; an answer may be known in fewer and then falls back. */
export const pageLocales = ['en', 'es', 'de', 'ar'] as const;
export type PageLocale = (typeof pageLocales)[number];

/** The language of a page that names none; addresses in it carry no `locale`. */
export const defaultPageLocale: PageLocale = 'en';

/** How each language calls itself. */
export const localeNames: Readonly<Record<PageLocale, string>> = {
  en: 'English',
  es: 'Español',
  de: 'Deutsch',
  ar: 'العربية',
};

/** The nearest language we speak: `de-AT` is German; an unknown or absent one is the default, never an error. */
export function pageLocale(asked: string | null | undefined): PageLocale {
  const language = asked?.toLowerCase().split('-')[0];
  return pageLocales.find((known) => known === language) ?? defaultPageLocale;
}

/** Which way a language is written. */
export function direction(locale: string): 'ltr' | 'rtl' {
  return locale.split('-')[0] === 'ar' ? 'rtl' : 'ltr';
}

/** A path of ours in a language; further parameters are encoded, `null` ones left out. */
export function localPath(
  path: string,
  locale: PageLocale,
  parameters: Readonly<Record<string, string | null>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== null) query.set(name, value);
  if (locale !== defaultPageLocale) query.set('locale', locale);
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}

/** The name of a language in the words of another, e.g. German said in Spanish: "alemán". */
export function languageName(locale: string, saidIn: PageLocale): string {
  return new Intl.DisplayNames([saidIn], { type: 'language' }).of(locale) ?? locale;
}
