import { type Channel, type RenderContext, type Rendition, renderAnswer } from '../../channels/index.js';
import {
  type AnswerAtVersion,
  type AnswerText,
  chooseText,
  type CurrentFactValue,
  formatFact,
  type LocalText,
} from '../../knowledge/index.js';
import { isAppError } from '../../platform/errors.js';
import { type Claim, claimsOf } from '../compare.js';
import { type DiffSegment, wordSegments } from './word-segments.js';

/** One side of a comparison: a version in the locale that its readers were served. */
export interface VersionSide {
  readonly number: number;
  /** When it took effect; facts and links are those of that moment. */
  readonly at: Date;
  readonly locale: string;
  readonly isFallback: boolean;
}

/** How two versions differ in one part of their words, as they were written. */
export interface WordsDifference {
  readonly part: keyof AnswerText;
  readonly segments: readonly DiffSegment[];
}

/** What one fact said in both; null = that version did not show it. */
export interface FactDifference {
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What one channel showed of both; null = it could show nothing, and why. */
export interface RenditionDifference {
  readonly channel: string;
  readonly before: Rendition | null;
  readonly after: Rendition | null;
  readonly same: boolean;
  readonly segments: readonly DiffSegment[];
}

/** Everything in which two versions of an answer differ for a reader. */
export interface VersionsDifference {
  readonly from: VersionSide;
  readonly to: VersionSide;
  readonly words: readonly WordsDifference[];
  readonly facts: readonly FactDifference[];
  readonly claimsRemoved: readonly Claim[];
  readonly claimsAdded: readonly Claim[];
  readonly renditions: readonly RenditionDifference[];
}

/** What comparing needs to know: how renditions are made, the page on which an answer stands whole, and the channels asked about. */
export type CompareContext = Omit<RenderContext, 'snapshot'> & {
  readonly wholePage: Channel;
  readonly channels: readonly Channel[];
};

const parts: readonly (keyof AnswerText)[] = ['question', 'title', 'body', 'short'];

/** Compares two versions in one locale: what was written, the figures, what the texts claim, and what each channel made of them. */
export function compareVersions(
  ctx: CompareContext,
  versions: { readonly from: AnswerAtVersion; readonly to: AnswerAtVersion; readonly locale: string },
): VersionsDifference {
  const [from, to] = [versions.from, versions.to].map((version) => seen(ctx, version, versions.locale)) as [Seen, Seen];
  const [claimsBefore, claimsAfter] = [claimsIn(from), claimsIn(to)];
  return {
    from: from.side,
    to: to.side,
    words: parts.map((part) => ({ part, segments: wordSegments(from.text[part], to.text[part], to.text.locale) })),
    facts: factDifferences(from, to),
    claimsRemoved: without(claimsBefore, claimsAfter),
    claimsAdded: without(claimsAfter, claimsBefore),
    renditions: ctx.channels.map((channel) => renditionDifference(ctx, channel, from, to)),
  };
}

interface Seen {
  readonly version: AnswerAtVersion;
  readonly asked: string;
  readonly side: VersionSide;
  readonly text: LocalText;
  readonly whole: Rendition | null;
}

function seen(ctx: CompareContext, version: AnswerAtVersion, asked: string): Seen {
  const { text, isFallback } = chooseText(version.answer, asked, version.snapshot.sourceLocale);
  return {
    version,
    asked,
    side: { number: version.answer.version.number, at: version.at, locale: text.locale, isFallback },
    text,
    whole: shown(ctx, ctx.wholePage, version, asked),
  };
}

/** The rendition, or null where the channel could show none. */
function shown(
  ctx: CompareContext,
  channel: Channel,
  { answer, snapshot }: AnswerAtVersion,
  locale: string,
): Rendition | null {
  try {
    return renderAnswer({ ...ctx, snapshot }, answer, channel, locale);
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_SERVABLE') return null;
    throw error;
  }
}

function factDifferences(from: Seen, to: Seen): readonly FactDifference[] {
  const [before, after] = [valuesIn(from), valuesIn(to)];
  const said = (value: CurrentFactValue | undefined, locale: string) =>
    value ? formatFact(value.content, locale) : null;
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => ({
    key,
    before: said(before.get(key), from.text.locale),
    after: said(after.get(key), to.text.locale),
  }));
}

function valuesIn({ whole }: Seen): ReadonlyMap<string, CurrentFactValue> {
  return new Map((whole?.facts ?? []).map(({ key, value }) => [key, value]));
}

function claimsIn({ whole }: Seen): readonly Claim[] {
  return whole ? claimsOf(whole.text, whole.locale) : [];
}

/** The claims that the others do not make; a claim made twice counts once for each time. */
function without(claims: readonly Claim[], others: readonly Claim[]): readonly Claim[] {
  const name = ({ type, value, modality }: Claim) => `${type}|${value}|${modality}`;
  const left = others.map(name);
  return claims.filter((claim) => {
    const place = left.indexOf(name(claim));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

function renditionDifference(ctx: CompareContext, channel: Channel, from: Seen, to: Seen): RenditionDifference {
  const before = shown(ctx, channel, from.version, from.asked);
  const after = shown(ctx, channel, to.version, to.asked);
  return {
    channel: channel.key,
    before,
    after,
    same: before?.hash === after?.hash,
    segments: wordSegments(before?.text ?? '', after?.text ?? '', to.text.locale),
  };
}
