import type { Channel } from '../../channels/index.js';
import type { Database } from '../../platform/database/database.js';
import type { Severity } from '../finding.js';
import { findingsById } from '../finding.store.js';
import { suggestedFix } from '../findings/suggested-fix.js';
import { wordsOfFindings } from '../observation.store.js';
import type { Told } from './told.store.js';

/** A finding in words that a person can judge without looking anything up. */
export interface FindingWords {
  readonly id: number;
  readonly severity: Severity;
  readonly question: string;
  readonly channel: string;
  readonly claim: string;
  /** Null where the answer says nothing of it. */
  readonly answerSays: string | null;
  /** Null where the channel says nothing of it. */
  readonly channelSays: string | null;
  /** What the channel would say instead. */
  readonly becomes: string | null;
  /** Where it stands. */
  readonly address: string | null;
}

/** What one message tells of. */
export interface MessageWords {
  readonly opened: readonly FindingWords[];
  readonly fixed: readonly FindingWords[];
}

/** What writing needs to know of the world. */
export interface WordsContext {
  readonly db: Database;
  readonly channels: ReadonlyMap<string, Pick<Channel, 'name'>>;
}

/** Findings in words, in the order in which they are given. */
export async function wordsOf(ctx: WordsContext, ids: readonly number[]): Promise<readonly FindingWords[]> {
  if (ids.length === 0) return [];
  const seen = await wordsOfFindings(ctx.db, ids);
  const findings = new Map((await findingsById(ctx.db, ids)).map((finding) => [finding.id, finding]));
  return ids.flatMap((id) => {
    const finding = findings.get(id);
    if (!finding) return [];
    const fix = suggestedFix(finding, seen.get(id) ?? null);
    const { severity, probe, claim, canonical, observed, channel } = finding;
    return {
      id,
      severity,
      question: probe.question,
      channel: ctx.channels.get(channel)?.name ?? channel,
      claim,
      answerSays: canonical?.text ?? null,
      channelSays: fix?.was ?? observed?.text ?? null,
      becomes: fix?.becomes ?? null,
      address: seen.get(id)?.address ?? null,
    };
  });
}

/** What a message tells of, in words. */
export async function wordsOfMessage(ctx: WordsContext, told: readonly Told[]): Promise<MessageWords> {
  const of = (what: Told['what']) => told.filter((one) => one.what === what).map(({ id }) => id);
  return { opened: await wordsOf(ctx, of('OPENED')), fixed: await wordsOf(ctx, of('FIXED')) };
}

const longestHeading = 150;

/** What a message is about, on one line. */
export function headingOf({ opened, fixed }: MessageWords): string {
  const [worst] = opened;
  if (!worst) return `${counted(fixed.length, 'finding')} fixed`;
  if (opened.length > 1) return `${counted(opened.length, 'new finding')}, the worst ${worst.severity}`;
  return shortened(oneLine(`${worst.severity} on ${worst.channel}: ${worst.question}`), longestHeading);
}

/** At most so many characters, the last of them an ellipsis where some were left out. */
export function shortened(text: string, most: number): string {
  const characters = [...text.toWellFormed()];
  return characters.length <= most
    ? characters.join('')
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** Line breaks and runs of blanks as one blank. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
