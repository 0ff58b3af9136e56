import type { Audience } from '../../access/index.js';
import type { Scope } from '../../knowledge/index.js';

/** What an import can read. */
export const importFormats = ['MARKDOWN', 'CSV', 'HTML', 'ZENDESK', 'CHATWOOT', 'FRESHDESK'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** One file as text. */
export interface ImportFile {
  /** As problems name it, such as cards/lost-card.md. */
  readonly name: string;
  readonly content: string;
}

/** What holds for rows that do not say it themselves. */
export interface ImportMapping {
  /** The key of the topic. */
  readonly topic: string | null;
  readonly audience: Audience;
  readonly locale: string;
}

/** One answer as somebody else's tool kept it; null = it does not say. */
export interface ImportedAnswer {
  /** Where it stood: the file, and the row or element in it. */
  readonly source: string;
  readonly key: string | null;
  readonly topic: string | null;
  readonly audience: string | null;
  readonly scope: Scope | null;
  readonly question: string | null;
  readonly title: string | null;
  readonly body: string;
  readonly short: string | null;
  readonly phrasings: readonly string[] | null;
  readonly negativePhrasings: readonly string[] | null;
  readonly locale: string | null;
  readonly mustSay: readonly string[] | null;
  readonly related: readonly string[] | null;
  readonly personPolicy: string | null;
}

/** Something to say of one row; as a problem it holds the whole import back, as a remark it does not. */
export interface ImportNote {
  readonly source: string;
  /** The field it is about; "row" = all of it. */
  readonly field: string;
  readonly message: string;
}

/** What a reader made of the files. */
export interface ReadImport {
  readonly answers: readonly ImportedAnswer[];
  readonly problems: readonly ImportNote[];
  readonly remarks: readonly ImportNote[];
}

/** Reads files of one format; throws nothing for what they hold, but names it. */
export type ImportReader = (files: readonly ImportFile[]) => ReadImport;

/** What several files hold together. */
export function together(parts: readonly ReadImport[]): ReadImport {
  return {
    answers: parts.flatMap(({ answers }) => answers),
    problems: parts.flatMap(({ problems }) => problems),
    remarks: parts.flatMap(({ remarks }) => remarks),
  };
}

/** An answer of which only the words are known. */
export function words(
  source: string,
  text: { readonly title: string; readonly body: string; readonly key?: string },
): ImportedAnswer {
  return {
    source,
    key: text.key ?? null,
    title: text.title,
    body: text.body,
    topic: null,
    audience: null,
    scope: null,
    question: null,
    short: null,
    phrasings: null,
    negativePhrasings: null,
    locale: null,
    mustSay: null,
    related: null,
    personPolicy: null,
  };
}

/** A reading that came to nothing but one problem. */
export function unread(source: string, field: string, message: string): ReadImport {
  return { answers: [], problems: [{ source, field, message }], remarks: [] };
}
