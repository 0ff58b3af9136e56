import { createHash } from 'node:crypto';
import { matcherVersion } from '../phrasings.js';

/** Names an embedding as part of a matcher's version: the endpoint's model, and how its vectors are kept. */
export function embeddingVersion(model: string): string {
  return `${model}/int8-1`;
}

/** The version of the matcher that also reads an embedding (null: of the one that does not). */
export function matcherVersionWith(embedding: string | null): string {
  return embedding === null ? matcherVersion : `${matcherVersion}+${embedding}`;
}

/** Whether a stored model is of this matcher, with an embedding or without. */
export function isOfThisMatcher(version: string): boolean {
  return version === matcherVersion || version.startsWith(`${matcherVersion}+`);
}

/** The name of a model with an embedding before it is trained, from the name of the lexical one beside it (hex SHA-256). */
export function embeddedInputHash(lexicalHash: string, embedding: string): string {
  return createHash('sha256')
    .update(JSON.stringify([lexicalHash, embedding]))
    .digest('hex');
}
