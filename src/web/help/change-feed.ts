import type { HelpChangedQuery, HelpChangesQuery } from '../../../schema/operations/operations.js';
import type { Organisation } from '../../platform/organisation.js';
import { localPath, type PageLocale } from '../layout/locales.js';
import { wordsIn } from '../layout/words.js';
import { escapeXml } from './escape-xml.js';
import { isAskedByCustomers } from './topic-shelves.js';

/** A change that is news. */
export type Change = HelpChangesQuery['topics'][number]['answers'][number];

type Words = HelpChangedQuery['answers']['nodes'][number];

const longestFeed = 50;

/** Where the feed of a language is. */
export function feedPath(locale: PageLocale): string {
  return localPath('/help/changes.rss', locale);
}

/** The answers that are new or whose meaning changed, the latest first. A change in wording alone is no news. */
export function latestChanges({ topics }: HelpChangesQuery): readonly Change[] {
  const answers = new Map(topics.flatMap((topic) => topic.answers).map((answer) => [answer.key, answer]));
  return [...answers.values()]
    .filter((answer) => isAskedByCustomers(answer.key) && isNews(answer))
    .sort((a, b) => b.version.effectiveFrom.localeCompare(a.version.effectiveFrom) || a.key.localeCompare(b.key))
    .slice(0, longestFeed);
}

/** The changes as a feed reader follows them (RSS 2.0), in the words of now; what is answered no more is left out. */
export function changeFeed(
  changes: readonly Change[],
  { answers }: HelpChangedQuery,
  locale: PageLocale,
  { origin, organisation: { name } }: { readonly origin: string; readonly organisation: Organisation },
): string {
  const now = new Map(answers.nodes.map((answer) => [answer.key, answer]));
  const words = wordsIn(locale);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
    '<channel>',
    `<title>${escapeXml(name === null ? words.changes : `${words.changes} · ${name}`)}</title>`,
    `<link>${escapeXml(origin + localPath('/help', locale))}</link>`,
    `<description>${escapeXml(words.home.lead)}</description>`,
    `<language>${locale}</language>`,
    `<atom:link href="${escapeXml(origin + feedPath(locale))}" rel="self" type="application/rss+xml"/>`,
    ...changes.flatMap((change) => {
      const told = now.get(change.key);
      return told ? [item(change, told, locale, origin)] : [];
    }),
    '</channel>',
    '</rss>\n',
  ].join('\n');
}

function isNews({ version }: Change): boolean {
  return version.number === 1 || version.significance === 'MAJOR';
}

function item({ key, version }: Change, { rendition }: Words, locale: PageLocale, origin: string): string {
  const { number, changeNote, effectiveFrom } = version;
  const { changed } = wordsIn(locale).answer;
  const told = number === 1 ? rendition.short : `${changed}: ${changeNote}\n\n${rendition.short}`;
  return [
    '<item>',
    `<title>${escapeXml(rendition.question)}</title>`,
    `<link>${escapeXml(origin + localPath(`/help/${key}`, locale))}</link>`,
    `<guid isPermaLink="false">${escapeXml(`${origin}/help/${key}#${number}`)}</guid>`,
    `<pubDate>${new Date(effectiveFrom).toUTCString()}</pubDate>`,
    `<description>${escapeXml(told)}</description>`,
    '</item>',
  ].join('');
}
