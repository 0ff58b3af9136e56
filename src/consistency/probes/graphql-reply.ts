import { z } from 'zod';
import type { GraphqlSource } from './export-sources.js';

/** What a GraphQL API said; null words = it has no answer. */
export type GraphqlSaid =
  | {
      readonly words: string | null;
      readonly version: number | null;
      readonly locale: string | null;
      readonly failure: null;
    }
  | { readonly failure: string };

const replyShape = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
});

const longestMessage = 300;
const highestVersion = 2_147_483_647;

/** Reads a reply by the paths of the source. Pure. */
export function readReply(
  { status, text }: { readonly status: number; readonly text: string },
  source: Pick<GraphqlSource, 'text' | 'version' | 'locale'>,
): GraphqlSaid {
  if (status >= 300 && status < 400) return { failure: 'The server redirects, which is not followed.' };
  const reply = replyIn(text);
  const [error] = reply?.errors ?? [];
  if (error) return { failure: `The server answered with an error: ${clip(error.message)}` };
  if (status < 200 || status > 299) return { failure: `The server answered with status ${status}.` };
  if (reply === null) return { failure: 'The server answered with something that is no GraphQL reply.' };
  if (typeof reply.data !== 'object' || reply.data === null) return { failure: 'The server answered without data.' };
  return said(reply.data, source);
}

function said(data: object, source: Pick<GraphqlSource, 'text' | 'version' | 'locale'>): GraphqlSaid {
  const words = valueAt(data, source.text);
  if (words === undefined) return { failure: `The reply has nothing at ${source.text}.` };
  if (words === null || words === '') return { words: null, version: null, locale: null, failure: null };
  if (typeof words !== 'string') return { failure: `The reply has no text at ${source.text}.` };
  const version = source.version ? versionOf(valueAt(data, source.version)) : null;
  if (version === undefined) return { failure: `The reply has no version number at ${source.version}.` };
  const locale = source.locale ? localeOf(valueAt(data, source.locale)) : null;
  if (locale === undefined) return { failure: `The reply has no language at ${source.locale}.` };
  return { words: words.trim() === '' ? null : words, version, locale, failure: null };
}

function replyIn(text: string): z.output<typeof replyShape> | null {
  try {
    return replyShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Null when something on the way is null: that is how GraphQL says that there is none. Undefined when the way leads nowhere. */
function valueAt(data: unknown, path: string): unknown {
  let value = data;
  for (const name of path.split('.')) {
    if (value === null) return null;
    if (typeof value !== 'object' || value === undefined) return undefined;
    // A list that is empty has no first answer to give.
    if (Array.isArray(value) && value.length === 0 && name === '0') return null;
    if (!Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** A number, or digits with at most a "v" before them; undefined = something else. */
function versionOf(value: unknown): number | null | undefined {
  if (value === null) return null;
  const written = typeof value === 'string' || typeof value === 'number' ? /^v?(\d{1,10})$/i.exec(String(value)) : null;
  const version = Number(written?.[1]);
  return version >= 1 && version <= highestVersion ? version : undefined;
}

function localeOf(value: unknown): string | null | undefined {
  if (value === null) return null;
  if (typeof value !== 'string') return undefined;
  const tag = value.replace('_', '-');
  return /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(tag)
    ? tag.replace(/^[A-Za-z]+/, (l) => l.toLowerCase())
    : undefined;
}

function clip(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return line.length <= longestMessage ? line : `${line.slice(0, longestMessage).toWellFormed()}…`;
}
