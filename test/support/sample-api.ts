import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, graphql } from 'graphql';
import { operationsOver, type RunOperation } from '../../schema/operations/run-operation.js';
import { AppError } from '../../src/platform/errors.js';
import { projectRoot } from '../../src/platform/paths.js';

/** The words of an answer in one language. */
export interface SampleText {
  readonly question: string;
  readonly html: string;
  readonly text?: string;
  readonly isOutdated?: boolean;
}

/** A version as the pages tell of it. */
interface SampleVersion {
  readonly number: number;
  readonly effectiveFrom: string;
  readonly recordedAt: string;
  readonly supersededAt: string | null;
  readonly changeNote: string;
  readonly significance: 'MAJOR' | 'MINOR';
}

/** An answer as a test writes it down; what it leaves out is ordinary. */
export interface SampleAnswer {
  readonly key: string;
  readonly topic: string;
  readonly texts: Readonly<Record<string, SampleText>>;
  readonly audience?: 'PUBLIC' | 'CUSTOMER' | 'STAFF';
  readonly scope?: Readonly<Record<string, string>>;
  readonly number?: number;
  readonly changeNote?: string;
  readonly significance?: 'MAJOR' | 'MINOR';
  /** Versions before the current one, newest first. */
  readonly earlier?: readonly SampleVersion[];
  readonly related?: readonly string[];
  readonly mustSay?: readonly string[];
  /** No value of one of its facts holds: it is in no list, and its rendition is refused. */
  readonly unservable?: boolean;
}

/** A small organisation: topics by key, `parent.child` below `parent`. */
export interface SampleKnowledge {
  readonly topics: Readonly<Record<string, string>>;
  readonly answers: readonly SampleAnswer[];
  /** The bearer token that may see what is not public. */
  readonly staffCredential?: string;
}

/** The operations over a real GraphQL execution of our schema, answered from literal data. */
export function sampleApi(knowledge: SampleKnowledge): RunOperation {
  return operationsOver(async ({ query, operationName, variables }, credential) => {
    const isStaff = credential !== null && credential === knowledge.staffCredential;
    const { data, errors } = await graphql({
      schema,
      source: query,
      operationName,
      variableValues: variables as Record<string, unknown>,
      rootValue: rootOf(knowledge, isStaff),
    });
    // As over HTTP: plain objects, and an error's code among its extensions.
    const told = errors?.map(({ message, originalError }) => ({
      message,
      extensions: { code: originalError instanceof AppError ? originalError.code : undefined },
    }));
    return JSON.parse(JSON.stringify({ data, errors: told })) as unknown;
  });
}

const schema = buildSchema(readFileSync(join(projectRoot, 'schema', 'schema.graphql'), 'utf8'));

function rootOf(knowledge: SampleKnowledge, isStaff: boolean): Record<string, unknown> {
  const seen = knowledge.answers.filter(({ audience = 'PUBLIC' }) => isStaff || audience === 'PUBLIC');
  const visible = { ...knowledge, answers: seen };
  const find = (key: string) => seen.find((answer) => answer.key === key);
  return {
    topics: () => Object.keys(knowledge.topics).map((key) => topicOf(visible, key)),
    answer: ({ key, asOf }: { key: string; asOf?: { validAt: Date } | null }) => {
      const found = find(key);
      const then = found?.earlier?.find(
        ({ effectiveFrom }) => asOf && Date.parse(effectiveFrom) === Number(new Date(asOf.validAt)),
      );
      return found ? answerOf(visible, then ? { ...found, number: then.number } : found) : null;
    },
    answers: ({ keys }: { keys: readonly string[] }) => ({
      nodes: seen.filter(({ key }) => keys.includes(key)).map((answer) => answerOf(visible, answer)),
    }),
    search: (input: SearchInput) => searchIn(visible, input),
    suggest: (input: SuggestInput) => ({ suggestions: suggestionsIn(visible, input), degraded: null }),
    ask: ({ question }: { question: string }) => [resolve(visible, question)],
    recordInquiry: () => [],
    recordVote: () => null,
    recordInsertion: () => ({ __typename: 'InsertionRecorded' }),
    channels: () => channels,
    viewer: () => ({ name: 'Jamal Whitcombe', role: 'AGENT', audience: 'STAFF', team: { name: 'Customer care' } }),
  };
}

const channels = [
  ...['help', 'webchat', 'email', 'social', 'social-reply'].map((key) => ({ key, audience: 'PUBLIC' })),
  { key: 'agents', audience: 'STAFF' },
];

interface SearchInput {
  readonly text: string;
  readonly locale?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

function searchIn(knowledge: SampleKnowledge, { text, locale, first, after }: SearchInput): unknown {
  const word = text.toLowerCase();
  const start = Number(after ?? 0);
  const hits = knowledge.answers.filter((answer) => {
    const { question, html } = textIn(answer, locale).words;
    return `${question} ${html}`.toLowerCase().includes(word);
  });
  const page = hits.slice(start, start + (first ?? 10));
  return {
    totalCount: hits.length,
    totalKind: 'EXACT',
    step: hits.length > 0 ? 'AS_ASKED' : 'POPULAR',
    didYouMean: null,
    degraded: null,
    facets: [],
    suggestions: [],
    popular: hits.length > 0 ? [] : knowledge.answers.slice(0, 2).map((answer) => answerOf(knowledge, answer)),
    pageInfo: { hasNextPage: start + page.length < hits.length, endCursor: String(start + page.length) },
    nodes: page.map((answer) => {
      const { words, locale: spoken } = textIn(answer, locale);
      const excerpt = segments(words.html.replace(/<[^>]*>/g, ' '), word);
      return { answer: answerOf(knowledge, answer), locale: spoken, title: segments(words.question, word), excerpt };
    }),
  };
}

interface SuggestInput {
  readonly prefix: string;
  readonly locale?: string | null;
  readonly first: number;
}

function suggestionsIn(knowledge: SampleKnowledge, { prefix, locale, first }: SuggestInput): unknown {
  const word = prefix.toLowerCase();
  return knowledge.answers
    .map((answer) => ({ answer, ...textIn(answer, locale) }))
    .filter(({ words }) => prefix.length > 1 && words.question.toLowerCase().includes(word))
    .slice(0, first)
    .map(({ answer, words, locale: spoken }) => ({
      answer: answerOf(knowledge, answer),
      locale: spoken,
      title: segments(words.question, word),
    }));
}

function segments(text: string, word: string): unknown {
  const at = text.toLowerCase().indexOf(word);
  if (at < 0) return [{ text, hit: false }];
  const end = at + word.length;
  return [
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, end), hit: true },
    { text: text.slice(end), hit: false },
  ];
}

function resolve(knowledge: SampleKnowledge, question: string): unknown {
  const found = knowledge.answers.find((answer) => answer.texts.en?.question === question);
  if (!found) return { __typename: 'NoAnswer', reason: 'UNKNOWN' };
  const answer = answerOf(knowledge, found);
  return { __typename: 'Answered', confidence: 0.93, answer, rendition: renditionOf(found, 'agents', 'en') };
}

function topicOf(knowledge: SampleKnowledge, key: string): unknown {
  const parent = key.includes('.') ? key.slice(0, key.lastIndexOf('.')) : null;
  return {
    key,
    name: knowledge.topics[key],
    parent: () => (parent === null ? null : topicOf(knowledge, parent)),
    answers: () =>
      knowledge.answers
        .filter((answer) => answer.topic === key && !answer.unservable)
        .map((answer) => answerOf(knowledge, answer)),
  };
}

function answerOf(knowledge: SampleKnowledge, answer: SampleAnswer): unknown {
  const { key, audience = 'PUBLIC', scope = {}, mustSay = [], related = [] } = answer;
  return {
    key,
    audience,
    mustSay,
    locales: Object.keys(answer.texts),
    question: answer.texts.en?.question,
    scope: Object.entries(scope).map(([dimension, value]) => ({ dimension, value })),
    owner: { name: 'Cards' },
    verified: { verifiedAt: '2026-08-03T00:00:00.000Z' },
    topic: () => topicOf(knowledge, answer.topic),
    version: versionOf(answer),
    versions: { nodes: [versionOf(answer), ...(answer.earlier ?? [])] },
    related: () => knowledge.answers.filter((one) => related.includes(one.key)).map((one) => answerOf(knowledge, one)),
    rendition: ({ channel, locale }: { channel: string; locale?: string | null }) =>
      renditionOf(answer, channel, locale),
  };
}

function versionOf(answer: SampleAnswer): SampleVersion {
  return {
    number: answer.number ?? 3,
    effectiveFrom: '2026-02-10T00:00:00.000Z',
    recordedAt: '2026-02-01T00:00:00.000Z',
    supersededAt: null,
    changeNote: answer.changeNote ?? 'Working days are named.',
    significance: answer.significance ?? 'MINOR',
  };
}

function renditionOf(answer: SampleAnswer, channel: string, asked?: string | null): unknown {
  if (answer.unservable) throw new AppError('NOT_SERVABLE', 'A fact of this answer has no value today.');
  const { words, locale } = textIn(answer, asked);
  const plain = words.text ?? words.html.replace(/<[^>]*>/g, '');
  return {
    channel,
    locale,
    localeAsked: asked ?? 'en',
    isFallback: locale !== (asked ?? 'en'),
    isOutdated: words.isOutdated ?? false,
    question: words.question,
    title: words.question.replace(/\?$/, ''),
    html: words.html,
    text: channel === 'social-reply' ? plain.slice(0, 280) : plain,
    short: plain.slice(0, 160),
    version: answer.number ?? 3,
    url: `https://help.larkhaven.example/help/${answer.key}`,
    contentHash: `${answer.key}${answer.number ?? 3}${locale}`,
    receipt: { code: 'K7QM-3XPD-9' },
  };
}

function textIn(answer: SampleAnswer, asked?: string | null): { words: SampleText; locale: string } {
  const locale = asked && answer.texts[asked] ? asked : 'en';
  return { words: answer.texts[locale] as SampleText, locale };
}
