import type { HelpSitemapQuery } from '../../../schema/operations/operations.js';
import { localPath, pageLocales } from '../layout/locales.js';
import { escapeXml } from './escape-xml.js';
import { isAskedByCustomers } from './topic-shelves.js';

interface Place {
  readonly path: string;
  readonly locales: readonly string[];
  /** The element that tells of its last change; empty where that is not known. */
  readonly lastmod: string;
}

/** Every help page with its languages and its last change, as search engines read it (sitemaps.org 0.9). */
export function sitemap({ topics }: HelpSitemapQuery, origin: string): string {
  const answers = new Map(topics.flatMap((topic) => topic.answers).map((answer) => [answer.key, answer]));
  const pages = [...answers.values()]
    .filter(({ key }) => isAskedByCustomers(key))
    .flatMap(({ key, locales, version }) =>
      entries(
        { path: `/help/${key}`, locales, lastmod: `<lastmod>${escapeXml(version.effectiveFrom)}</lastmod>` },
        origin,
      ),
    );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries({ path: '/help', locales: pageLocales, lastmod: '' }, origin),
    ...pages,
    '</urlset>\n',
  ].join('\n');
}

/** What crawlers may read: the help pages, and nothing that is asked or answered by machine or staff. */
export function robots(origin: string): string {
  return [
    'User-agent: *',
    'Allow: /help',
    'Disallow: /help/*/versions/',
    'Disallow: /graphql',
    'Disallow: /agent',
    'Disallow: /account',
    'Disallow: /sign-in',
    'Disallow: /mail',
    '',
    `Sitemap: ${origin}/sitemap.xml`,
    '',
  ].join('\n');
}

/** A page in each of its languages, each of which names them all. */
function entries({ path, locales, lastmod }: Place, origin: string): readonly string[] {
  const spoken = pageLocales.filter((locale) => locales.includes(locale));
  const address = (locale: (typeof spoken)[number]) => escapeXml(origin + localPath(path, locale));
  const links = spoken.map((locale) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${address(locale)}"/>`);
  return spoken.map((locale) => `<url><loc>${address(locale)}</loc>${lastmod}${links.join('')}</url>`);
}
