import { createHash } from 'node:crypto';
import {
  chooseText,
  contentHash,
  type CurrentFactValue,
  factValue,
  fillEmbeds,
  type LocalText,
  type PublishedAnswer,
  redirectedTo,
  type Snapshot,
  visibleAnswer,
} from '../knowledge/index.js';
import { AppError } from '../platform/errors.js';
import { type ContentReceipt, type SigningKey, signReceipt } from '../receipts/index.js';
import type { Channel } from './channel.js';
import { escapeMarkdown } from './markdown/escape-markdown.js';
import { present } from './present.js';

/** A fact as a rendition shows it. */
export interface ShownFact {
  readonly key: string;
  readonly value: CurrentFactValue;
}

/** An answer's version as one channel shows it in one locale, with the receipt that proves it. */
export interface Rendition {
  readonly channel: string;
  readonly locale: string;
  readonly localeAsked: string;
  readonly isFallback: boolean;
  /** The translation is of an earlier version than the one that is current. */
  readonly isOutdated: boolean;
  readonly question: string;
  readonly title: string;
  readonly text: string;
  readonly html: string;
  readonly short: string;
  readonly isShortForm: boolean;
  /** SHA-256 of what is shown. */
  readonly hash: string;
  readonly contentHash: string;
  readonly version: number;
  readonly facts: readonly ShownFact[];
  readonly receipt: ContentReceipt;
  readonly url: string;
}

/** What rendering needs to know. */
export interface RenderContext {
  readonly snapshot: Snapshot;
  readonly signingKey: SigningKey;
  /** Where a person reads an answer: the help page's address. */
  readonly addressOf: (answerKey: string, locale: string) => string;
}

const rendered = new WeakMap<Snapshot, Map<string, Omit<Rendition, 'localeAsked' | 'isFallback'>>>();

/** Renders an answer for a channel; made once per snapshot and kept. Throws NOT_SERVABLE, loudly, when a fact has no value. */
export function renderAnswer(
  ctx: RenderContext,
  answer: PublishedAnswer,
  channel: Channel,
  asked: string | readonly string[],
): Rendition {
  const known = rendered.get(ctx.snapshot) ?? new Map();
  rendered.set(ctx.snapshot, known);
  const { text, isFallback } = chooseText(answer, asked, ctx.snapshot.sourceLocale);
  const name = `${answer.key} ${channel.key} ${text.locale}`;
  const rendition = known.get(name) ?? render(ctx, answer, channel, text);
  known.set(name, rendition);
  const localeAsked = (typeof asked === 'string' ? asked : asked[0]) ?? ctx.snapshot.sourceLocale;
  return { ...rendition, localeAsked, isFallback };
}

function render(
  ctx: RenderContext,
  answer: PublishedAnswer,
  channel: Channel,
  text: LocalText,
): Omit<Rendition, 'localeAsked' | 'isFallback'> {
  const filled = fill(ctx.snapshot, answer, text.locale, {
    question: text.question,
    title: text.title,
    body: text.body,
    short: text.short,
  });
  const url = ctx.addressOf(answer.key, text.locale);
  const shown = present(channel, {
    ...filled.texts,
    url,
    linkTo: (key: string) => {
      const target = linkTarget(ctx.snapshot, answer, key);
      return target && ctx.addressOf(target.key, text.locale);
    },
  });
  const factValueIds = filled.facts.map(({ value }) => value.id);
  const version = answer.version.number;
  const content = {
    answer: answer.key,
    version,
    locale: text.locale,
    channel: channel.key,
    renditionHash: createHash('sha256')
      .update(JSON.stringify([filled.texts.title, shown.text, shown.html]))
      .digest('hex'),
    contentHash: contentHash(text.hash, text.locale, factValueIds),
    factValueIds,
  };
  return {
    channel: channel.key,
    locale: text.locale,
    isOutdated: text.outdated,
    ...filled.texts,
    ...shown,
    hash: content.renditionHash,
    contentHash: content.contentHash,
    version,
    facts: filled.facts,
    receipt: signReceipt(ctx.signingKey, content),
    url,
  };
}

/**
 * A link is shown only when everyone who may read this answer may read that one: or it would tell that a staff answer exists. The link to a
 * retired answer leads to the one that stands for it.
 */
function linkTarget(snapshot: Snapshot, from: PublishedAnswer, key: string): PublishedAnswer | null {
  const reader = { audience: from.audience };
  return visibleAnswer(snapshot, reader, key) ?? redirectedTo(snapshot, reader, key);
}

type Texts = Readonly<Record<'question' | 'title' | 'body' | 'short', string>>;

function fill(
  snapshot: Snapshot,
  answer: PublishedAnswer,
  locale: string,
  texts: Texts,
): { readonly texts: Texts; readonly facts: readonly ShownFact[] } {
  const facts = new Map<string, CurrentFactValue>();
  const valueOf = (key: string) => {
    const value = factValue(snapshot, key, answer.scope);
    if (!value)
      throw new AppError('NOT_SERVABLE', `${answer.key} cannot be shown: the fact ${key} has no value today.`);
    facts.set(key, value);
    return value.content;
  };
  const words = (text: string) => fillEmbeds(text, locale, valueOf).text;
  // A value is words, never markup: "50 * 2" must not open an emphasis.
  const markdown = (text: string) => fillEmbeds(text, locale, valueOf, escapeMarkdown).text;
  const filled = {
    question: words(texts.question),
    title: words(texts.title),
    body: markdown(texts.body),
    short: markdown(texts.short),
  };
  return { texts: filled, facts: [...facts].map(([key, value]) => ({ key, value })) };
}
