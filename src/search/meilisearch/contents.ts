import { createHash } from 'node:crypto';
import type { Settings } from 'meilisearch';
import { type Audience, audiences, covers } from '../../access/index.js';
import type { IndexBuild } from '../search-engine.js';
import { indexName } from './index-names.js';
import { indexSettings, settingsHash } from './index-settings.js';
import { type WireDocument, wireDocument } from './wire-document.js';

/** All that one index is to hold. */
export interface IndexContent {
  readonly uid: string;
  readonly settings: Settings;
  readonly settingsHash: string;
  readonly documents: readonly WireDocument[];
  /** The name of this content: equal for equal settings, documents and synonyms. */
  readonly generation: string;
}

/** What each index is to hold, locale by locale: one for each audience, its texts and those of the audiences below. */
export function contentsOf(prefix: string, build: IndexBuild): readonly (readonly IndexContent[])[] {
  return localesOf(build).map((locale) => {
    const settings = indexSettings(locale, build.synonyms);
    const hash = settingsHash(settings);
    const documents = build.documents
      .filter((document) => document.locale === locale)
      .sort((a, b) => (a.answerKey < b.answerKey ? -1 : 1));
    return audiences.map((audience): IndexContent => {
      const seen = documents.filter((document) => covers(audience, document.audience)).map(wireDocument);
      return {
        uid: indexName(prefix, locale, audience),
        settings,
        settingsHash: hash,
        documents: seen,
        generation: nameOf(hash, audience, seen),
      };
    });
  });
}

/** The locales that a build has documents in, in order. */
export function localesOf({ documents }: IndexBuild): readonly string[] {
  return [...new Set(documents.map(({ locale }) => locale))].sort();
}

function nameOf(settings: string, audience: Audience, documents: readonly WireDocument[]): string {
  const hash = createHash('sha256').update(`${settings} ${audience}`);
  for (const document of documents) hash.update(` ${document.id} ${document.hash}`);
  return hash.digest('base64url').slice(0, 32);
}
