import { createHash } from 'node:crypto';
import { chooseText, contentHash, type LocalText, type PublishedAnswer, type Snapshot } from '../knowledge/index.js';
import { type ContentReceipt, type SigningKey, signReceipt, unsignedReceipt } from '../receipts/index.js';
import type { Channel } from './channel.js';
import { fillAnswer, presentable, type ShownFact } from './fill-answer.js';
import { type Form, present } from './present.js';

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
  /** What stands for the answer there. */
  readonly form: Form;
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

/** A sweep renders everything once: what is kept of it must have an end. */
const mostKept = 10_000;
const rendered = new WeakMap<Snapshot, Map<string, Omit<Rendition, 'localeAsked' | 'isFallback'>>>();

/** Renders an answer for a channel; made once per snapshot and signing key and kept, the latest ten thousand at most. Throws NOT_SERVABLE, loudly, when a fact has no value. */
export function renderAnswer(
  ctx: RenderContext,
  answer: PublishedAnswer,
  channel: Channel,
  asked: string | readonly string[],
): Rendition {
  const known = rendered.get(ctx.snapshot) ?? new Map();
  rendered.set(ctx.snapshot, known);
  const { text, isFallback } = chooseText(answer, asked, ctx.snapshot.sourceLocale);
  const name = `${answer.key} ${channel.key} ${text.locale} ${ctx.signingKey.keyId}`;
  const rendition = known.get(name) ?? render(ctx, answer, channel, text);
  if (known.size >= mostKept) known.clear();
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
  const filled = fillAnswer(ctx.snapshot, answer, text);
  const url = ctx.addressOf(answer.key, text.locale);
  const shown = present(channel, presentable(ctx, answer, text.locale, filled));
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
    receipt: ctx.snapshot.preview ? unsignedReceipt(content) : signReceipt(ctx.signingKey, content),
    url,
  };
}
