import type { JSX } from 'hono/jsx/jsx-runtime';
import { defaultPageLocale, localPath, type PageLocale, pageLocales } from '../layout/locales.js';

/** Canonical and hreflang links: which address holds this text, and where it stands in other languages. */
export function AlternateLinks(props: {
  readonly origin: string;
  readonly path: string;
  /** The language the text really is in: a fallback is no page of its own. */
  readonly locale: PageLocale;
  readonly locales?: readonly PageLocale[];
}): JSX.Element {
  const { origin, path, locale, locales = pageLocales } = props;
  return (
    <>
      <link rel="canonical" href={origin + localPath(path, locale)} />
      {locales.map((other) => (
        <link rel="alternate" hreflang={other} href={origin + localPath(path, other)} />
      ))}
      <link rel="alternate" hreflang="x-default" href={origin + localPath(path, defaultPageLocale)} />
    </>
  );
}
