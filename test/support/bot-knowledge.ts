import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, graphql, GraphQLError } from 'graphql';
import { operationsOver, type RunOperation } from '../../schema/operations/run-operation.js';
import { AppError } from '../../src/platform/errors.js';
import { projectRoot } from '../../src/platform/paths.js';

/** An answer as a test of the bot writes it down. */
export interface BotAnswer {
  readonly key: string;
  readonly question: string;
  /** Markdown, by language. */
  readonly texts: Readonly<Record<string, string>>;
  readonly short?: string;
  /** As the help pages show it, where a test looks at that. */
  readonly html?: string;
  readonly scope?: Readonly<Record<string, string>>;
  readonly version?: number;
  /** Of that version; MAJOR when not given. */
  readonly significance?: 'MAJOR' | 'MINOR';
  /** Of its topic; SELF_SERVE when not given. */
  readonly demandClass?: 'HUMAN';
  /** AS_TOPIC when not given. */
  readonly personPolicy?: 'OFFER' | 'AT_ONCE' | 'ANSWER_ALONE';
  /** Opening hours that stand in it, as a fact writes them. */
  readonly hours?: string;
  /** The values of facts that stand in it. */
  readonly factValueIds?: readonly string[];
}

/** What a small bank knows, and what the API is made to do. */
export interface BotKnowledge {
  readonly answers: BotAnswer[];
  /** Words that could mean any of these answers. */
  readonly ambiguous?: Readonly<Record<string, readonly string[]>>;
  /** Words that mean this answer only after that one was told. */
  readonly followUps?: Readonly<Record<string, { readonly after: string; readonly answer: string }>>;
  /** Retired answers, and what took their place. */
  redirects?: Record<string, string>;
  readonly withdrawn?: readonly string[];
  /** Answers that cannot be shown: a fact in them has no value today. */
  unservable?: readonly string[];
  isDown?: boolean;
  /** The published state; 7 when not given. */
  snapshot?: number;
}

/** The bot's operations over a real GraphQL execution of our schema, answered from literal data: a question is known by its words. */
export function botApi(knowledge: BotKnowledge): RunOperation {
  return operationsOver(async ({ query, operationName, variables }) => {
    if (knowledge.isDown) throw new AppError('UNAVAILABLE', 'The knowledge API cannot be reached.');
    const variableValues = variables as Record<string, unknown>;
    const result = await graphql({
      schema,
      source: query,
      operationName,
      variableValues,
      rootValue: rootOf(knowledge),
    });
    return JSON.parse(JSON.stringify(result)) as unknown;
  });
}

/** Larkhaven Bank in small: two plain answers, two that differ by scope, and the bot's own words. */
export function smallBank(): BotKnowledge {
  return {
    answers: [
      {
        key: 'card-delivery-estimate',
        question: 'How long does a new card take to arrive?',
        texts: {
          en: 'Standard delivery takes **5 working days**.\n\n- Check your address first\n- See [card delivery](https://help.larkhaven.example/help/card-delivery-estimate)',
          de: 'Die Standardlieferung dauert **5 Werktage**.',
        },
        short: 'Standard delivery takes 5 working days.',
        version: 3,
      },
      {
        key: 'express-delivery-fee',
        question: 'What does express delivery cost?',
        texts: { en: 'Express delivery costs £12.' },
      },
      {
        key: 'transfer-fee',
        question: 'What does a transfer abroad cost?',
        scope: { customer: 'personal' },
        texts: { en: 'A transfer abroad costs £5.' },
      },
      {
        key: 'transfer-fee-business',
        question: 'What does a transfer abroad cost?',
        scope: { customer: 'business' },
        texts: { en: 'A transfer abroad costs £3.' },
      },
      { key: 'top-up-limit', question: 'How much can I top up?', texts: { en: 'Up to £2,000 a day.' } },
      {
        key: 'bot-greeting',
        question: 'What does the bot say when a chat starts?',
        texts: { en: 'Hello. Type **agent** at any time.', de: 'Guten Tag. Schreiben Sie jederzeit **Mitarbeiter**.' },
      },
      { key: 'bot-no-answer', question: 'No answer', texts: { en: 'I do not have an answer to that.' } },
      { key: 'bot-handoff', question: 'Handoff', texts: { en: 'I am passing you to one of my colleagues.' } },
      {
        key: 'bot-choices-intro',
        question: 'Choices',
        texts: { en: 'Which of these do you mean? If it is none of them, choose **None of these**.' },
      },
    ],
    ambiguous: {
      'transfer cost': ['transfer-fee', 'transfer-fee-business'],
      costs: ['express-delivery-fee', 'transfer-fee', 'transfer-fee-business', 'top-up-limit'],
    },
    followUps: { 'and express': { after: 'card-delivery-estimate', answer: 'express-delivery-fee' } },
  };
}

const schema = buildSchema(readFileSync(join(projectRoot, 'schema', 'schema.graphql'), 'utf8'));

interface ScopeEntry {
  readonly dimension: string;
  readonly value: string;
}

interface AnswersInput {
  readonly keys: readonly string[];
  readonly channel: string;
  readonly locale?: string | null;
  readonly minSnapshot?: number | null;
}

interface AskInput {
  readonly question: string;
  readonly channel: string;
  readonly locale?: string | null;
  readonly scope?: readonly ScopeEntry[] | null;
  readonly context?: { readonly previousAnswers?: readonly string[] };
}

function rootOf(knowledge: BotKnowledge): Record<string, unknown> {
  const find = (key: string) => knowledge.answers.find((answer) => answer.key === key);
  const renditionOf = (answer: BotAnswer, channel: string, locale?: string | null) => {
    if (!knowledge.unservable?.includes(answer.key)) return shownRendition(answer, channel, locale);
    const message = `${answer.key} cannot be shown: the fact hours has no value today.`;
    throw new GraphQLError(message, { extensions: { code: 'NOT_SERVABLE' } });
  };
  const view = (answer: BotAnswer, channel: string, locale?: string | null) => ({
    key: answer.key,
    snapshotSequence: knowledge.snapshot ?? 7,
    question: answer.question,
    topic: { demandClass: answer.demandClass ?? 'SELF_SERVE' },
    personPolicy: answer.personPolicy ?? 'AS_TOPIC',
    versions: { nodes: [{ number: answer.version ?? 1, significance: answer.significance ?? 'MAJOR' }] },
    rendition: renditionOf(answer, channel, locale),
  });
  return {
    ask: ({ question, channel, locale, scope, context }: AskInput) =>
      question
        .split(/(?<=\?)\s+/)
        .filter((part) => part.trim() !== '')
        .map((part) =>
          resolve(knowledge, part, context?.previousAnswers ?? [])({ channel, locale, scope: scope ?? [], view, find }),
        ),
    redirect: ({ key }: { key: string }) => {
      const next = knowledge.redirects?.[key];
      const heir = next === undefined ? undefined : find(next);
      // The pages ask for its rendition too, by arguments of the field.
      const shown = ({ channel, locale }: { channel: string; locale?: string | null }) =>
        heir && renditionOf(heir, channel, locale);
      return heir ? { ...view(heir, 'help'), rendition: shown } : next === undefined ? null : { key: next };
    },
    withdrawal: ({ key }: { key: string }) =>
      knowledge.withdrawn?.includes(key) ? { since: '2026-11-01T09:00:00Z' } : null,
    topics: ({ locale }: { locale?: string | null }) => [
      {
        key: 'all',
        name: 'All',
        parent: null,
        answers: knowledge.answers.map((answer) => ({
          ...view(answer, 'help', locale),
          topic: { key: 'all' },
          scope: [],
        })),
      },
    ],
    recordInquiry: () => [],
    recordPick: () => true,
    recordVote: ({ receipt }: { receipt: string }) => {
      const told = knowledge.answers.find((answer) => receiptOf(answer) === receipt);
      return told ? { answer: told.key, version: told.version ?? 1 } : null;
    },
    answer: ({ key, channel, locale }: { key: string; channel: string; locale?: string | null }) => {
      const answer = find(key);
      return answer ? view(answer, channel, locale) : null;
    },
    answers: ({ keys, channel, locale, minSnapshot }: AnswersInput) => {
      if ((minSnapshot ?? 0) > (knowledge.snapshot ?? 7))
        throw new GraphQLError('Not there yet.', { extensions: { code: 'SNAPSHOT_NOT_REACHED' } });
      return {
        nodes: knowledge.answers.filter(({ key }) => keys.includes(key)).map((answer) => view(answer, channel, locale)),
      };
    },
  };
}

type View = (answer: BotAnswer, channel: string, locale?: string | null) => unknown;
interface Asking {
  readonly channel: string;
  readonly locale?: string | null | undefined;
  readonly scope: readonly ScopeEntry[];
  readonly view: View;
  readonly find: (key: string) => BotAnswer | undefined;
}

function resolve(knowledge: BotKnowledge, part: string, previous: readonly string[]): (asking: Asking) => unknown {
  const words = part
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim();
  const base = { question: part, confidence: 0.9, snapshotSequence: knowledge.snapshot ?? 7 };
  const follow = knowledge.followUps?.[words];
  const key = follow && previous.includes(follow.after) ? follow.answer : null;
  const exact = knowledge.answers.find(
    ({ question, key: own }) => own === key || question.toLowerCase().replace(/[^\p{L}\p{N} ]/gu, '') === words,
  );
  return ({ channel, locale, scope, view, find }) => {
    const choices = knowledge.ambiguous?.[words]
      ?.map(find)
      .filter((answer) => answer !== undefined)
      .filter((answer) => scope.every(({ dimension, value }) => (answer.scope?.[dimension] ?? value) === value));
    const answered = exact ?? (choices?.length === 1 ? choices[0] : undefined);
    if (answered)
      return {
        __typename: 'Answered',
        ...base,
        answer: view(answered, channel, locale),
        rendition: (view(answered, channel, locale) as { rendition: unknown }).rendition,
      };
    if (!choices) return { __typename: 'NoAnswer', ...base, reason: 'UNKNOWN' };
    return {
      __typename: 'Choices',
      ...base,
      choices: choices.map((answer) => ({
        question: answer.question,
        scope: Object.entries(answer.scope ?? {}).map(([dimension, value]) => ({ dimension, value })),
        answer: { key: answer.key },
      })),
    };
  };
}

const markdownPlaces: ReadonlySet<string> = new Set(['webchat', 'directline', 'msteams']);

function shownRendition(answer: BotAnswer, channel: string, asked?: string | null): unknown {
  const locale = asked && answer.texts[asked] !== undefined ? asked : 'en';
  const full = answer.texts[locale] ?? '';
  const text = markdownPlaces.has(channel) ? full : (answer.short ?? full).replaceAll('**', '');
  return {
    channel,
    locale,
    localeAsked: asked ?? 'en',
    isFallback: locale !== (asked ?? 'en'),
    isOutdated: false,
    question: answer.question,
    title: answer.question,
    html: answer.html ?? `<p>${full.replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')}</p>`,
    text,
    version: answer.version ?? 1,
    url: `https://help.larkhaven.example/help/${answer.key}`,
    facts: answer.hours === undefined ? [] : [{ key: 'hours', value: { written: answer.hours } }],
    receipt: {
      answer: answer.key,
      locale,
      version: answer.version ?? 1,
      keyId: 'key-1',
      renditionHash: `rendition of ${answer.key}`,
      signature: `signature of ${answer.key}`,
      code: receiptOf(answer),
      contentHash: `content of ${answer.key}@${answer.version ?? 1} ${answer.factValueIds?.join() ?? ''}`,
      factValueIds: answer.factValueIds ?? [],
    },
  };
}

function receiptOf({ key, version = 1 }: BotAnswer): string {
  return `UV-${key.length}K7QM-${version}`;
}
