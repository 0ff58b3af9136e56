import type { Audience } from '../access/index.js';
import { type PublishedAnswer, type Snapshot, visibleAnswer } from '../knowledge/index.js';
import { highlight, type Segment } from './highlight.js';
import { plainText } from './search-documents.js';
import type { SearchHit } from './search-engine.js';

/** A hit with its words from the snapshot. */
export interface FoundAnswer {
  readonly answer: PublishedAnswer;
  readonly score: number;
  readonly locale: string;
  readonly title: readonly Segment[];
  readonly excerpt: readonly Segment[];
}

const excerptLength = 220;

/**
 * A hit in the words of the snapshot; null when the snapshot has no such answer for this reader, or not in this locale any more. The index only
 * says where to look: what a reader may see is decided here, for every hit.
 */
export function hydrate(
  reader: { readonly snapshot: Snapshot; readonly audience: Audience },
  hit: Pick<SearchHit, 'answerKey' | 'locale' | 'score' | 'terms'>,
): FoundAnswer | null {
  const { snapshot, audience } = reader;
  const answer = visibleAnswer(snapshot, { audience }, hit.answerKey);
  const text = answer?.texts.get(hit.locale);
  if (!answer || !text) return null;
  const short = plainText(snapshot, answer, text.short, text.locale);
  const excerpt = short.length > excerptLength ? `${short.slice(0, excerptLength).trimEnd()}…` : short;
  return {
    answer,
    score: hit.score,
    locale: text.locale,
    title: highlight(text.question, hit.terms, text.locale),
    excerpt: highlight(excerpt, hit.terms, text.locale),
  };
}
