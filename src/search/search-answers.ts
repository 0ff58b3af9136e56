import { type Audience, audiencesUpTo } from '../access/index.js';
import {
  chooseText,
  type CurrentFact,
  factsShownBy,
  factValue,
  fillEmbeds,
  type PublishedAnswer,
  type Snapshot,
  visibleAnswer,
  visibleAnswers,
} from '../knowledge/index.js';
import { requireText } from '../platform/text.js';
import { highlight, type Segment } from './highlight.js';
import type { SearchDocument, SearchEngine } from './search-engine.js';

/** A hit with its words from the snapshot. */
export interface FoundAnswer {
  readonly answer: PublishedAnswer;
  readonly score: number;
  readonly locale: string;
  readonly title: readonly Segment[];
  readonly excerpt: readonly Segment[];
}

/** One page of hits. */
export interface FoundPage {
  readonly hits: readonly FoundAnswer[];
  readonly total: number;
}

const longestText = 500;
const excerptLength = 220;

/** Finds answers for browsing; which answer resolves a question is the matcher's to say. */
export async function searchAnswers(
  ctx: { readonly search: Pick<SearchEngine, 'search'>; readonly snapshot: Snapshot },
  input: {
    readonly text: string;
    readonly locale: string;
    readonly audience: Audience;
    readonly topic: string | null;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<FoundPage> {
  const text = requireText('text', input.text, { max: longestText });
  const { hits, total } = await ctx.search.search({
    ...input,
    text,
    locale: indexedLocale(ctx.snapshot, input),
    audiences: audiencesUpTo(input.audience),
  });
  const found = hits.flatMap((hit) => {
    const answer = visibleAnswer(ctx.snapshot, { audience: input.audience }, hit.answerKey);
    return answer ? [describe(ctx.snapshot, answer, text, hit)] : [];
  });
  return { hits: found, total: total - (hits.length - found.length) };
}

/** What was made of an answer, and the facts as they were then. */
interface Made {
  readonly facts: readonly (CurrentFact | undefined)[];
  readonly documents: readonly SearchDocument[];
}

const made = new WeakMap<PublishedAnswer, Made>();

/**
 * What the index should hold for a snapshot: every answer in every locale, facts filled in; answers that nobody asks for are left out. A document
 * of an answer that did not change, with facts that did not, is the same object as in the snapshot before.
 */
export function searchDocuments(snapshot: Snapshot): readonly SearchDocument[] {
  return [...snapshot.answers.values()].flatMap((answer) => {
    if (answer.phrasings.size === 0) return [];
    const facts = factsShownBy(answer).map((key) => snapshot.facts.get(key));
    const known = made.get(answer);
    if (known && facts.every((fact, i) => fact === known.facts[i])) return known.documents;
    const documents = documentsOf(snapshot, answer);
    made.set(answer, { facts, documents });
    return documents;
  });
}

function documentsOf(snapshot: Snapshot, answer: PublishedAnswer): readonly SearchDocument[] {
  return [...answer.texts.values()].map((text) => ({
    answerKey: answer.key,
    locale: text.locale,
    audience: answer.audience,
    topicKey: answer.topicKey,
    title: `${text.question} ${text.title}`,
    body: plain(snapshot, answer, text.body, text.locale),
    phrasings: answer.phrasings.get(text.locale) ?? [],
  }));
}

/** Only languages of answers that the reader may see count: a staff answer in French must not change what a customer finds in French. */
function indexedLocale(snapshot: Snapshot, reader: { readonly locale: string; readonly audience: Audience }): string {
  const language = reader.locale.toLowerCase().split('-')[0] ?? snapshot.sourceLocale;
  return visibleAnswers(snapshot, reader).some((answer) => answer.texts.has(language))
    ? language
    : snapshot.sourceLocale;
}

function describe(
  snapshot: Snapshot,
  answer: PublishedAnswer,
  asked: string,
  hit: { readonly score: number; readonly locale: string },
): FoundAnswer {
  const { text } = chooseText(answer, hit.locale, snapshot.sourceLocale);
  const short = plain(snapshot, answer, text.short, text.locale);
  return {
    answer,
    score: hit.score,
    locale: text.locale,
    title: highlight(text.question, asked, text.locale),
    excerpt: highlight(
      short.length > excerptLength ? `${short.slice(0, excerptLength).trimEnd()}…` : short,
      asked,
      text.locale,
    ),
  };
}

/** The text with its facts, without the signs of Markdown. */
function plain(snapshot: Snapshot, answer: PublishedAnswer, text: string, locale: string): string {
  const filled = fillEmbeds(text, locale, (key) => factValue(snapshot, key, answer.scope)?.content ?? null).text;
  return filled
    .replace(/\[([^\]\n]{1,300})\]\([^)\s]{1,500}\)/g, '$1')
    .replace(/[*_#`|>]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
