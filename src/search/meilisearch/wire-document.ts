import { createHash } from 'node:crypto';
import type { SearchDocument } from '../search-engine.js';
import { type EngineTexts, engineTexts } from './engine-text.js';
import { scopeName, scopeValue } from './request-filter.js';

/** A document as the engine holds it. */
export interface WireDocument extends EngineTexts {
  readonly id: string;
  readonly kind: 'answer';
  /** What the document was made of, so that only what changed is sent again. */
  readonly hash: string;
  readonly answerKey: string;
  readonly version: number;
  readonly audience: string;
  readonly topics: readonly string[];
  readonly owner: string;
  readonly scopeNames: readonly string[];
  readonly scopeValues: readonly string[];
  /** Orders as the answer keys do by code unit; the engine would compare keys themselves without case. */
  readonly place: string;
}

/** What an index says of itself, in a document of its own that no search finds: so its content and its name change in one step. */
export interface Marker {
  readonly id: typeof markerId;
  readonly kind: 'generation';
  readonly generation: string;
  readonly settings: string;
  readonly sequence: number;
}

/** What stands in a document's place in the same step in which it goes; taken away afterwards. */
export interface Gone {
  readonly id: string;
  readonly kind: 'gone';
}

/** The marker's id; those of answers begin with `a-`. */
export const markerId = 'generation';

/** Marks of a hit within a text; private signs, which no document may hold. */
export const marks = { before: '\uE000', after: '\uE001' } as const;

const made = new WeakMap<SearchDocument, WireDocument>();

/** The document for the engine; the same object for the same document. */
export function wireDocument(document: SearchDocument): WireDocument {
  const known = made.get(document) ?? wired(document);
  made.set(document, known);
  return known;
}

function wired(document: SearchDocument): WireDocument {
  const { answerKey, version, audience, topics, owner, scope } = document;
  const content = {
    answerKey,
    version,
    audience,
    topics,
    owner,
    scopeNames: Object.keys(scope).map(scopeName),
    scopeValues: Object.entries(scope).map(([dimension, value]) => scopeValue(dimension, value)),
    place: Buffer.from(answerKey).toString('hex'),
    ...engineTexts(document),
  };
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
  return { id: `a-${Buffer.from(answerKey).toString('base64url')}`, kind: 'answer', hash, ...content };
}
