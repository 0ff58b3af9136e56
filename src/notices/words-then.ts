import { type Channel, networkOf, type RenderContext, renderAnswer } from '../channels/index.js';
import type { Snapshot, Snapshots } from '../knowledge/index.js';
import { AppError, isAppError } from '../platform/errors.js';
import type { ContentReceipt, ReceiptBook, Telling } from '../receipts/index.js';
import { changedSentences } from './changed-sentences.js';
import type { CorrectedAnswer } from './correction.js';

/** What reading back needs to know; `snapshot` is what is true now. */
export interface ReadingContext extends RenderContext {
  readonly snapshots: Pick<Snapshots, 'at'>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly receiptBook: ReceiptBook;
}

/** An answer's words in one state. */
interface Words {
  readonly title: string;
  readonly text: string;
  readonly receipt: ContentReceipt;
  readonly contentHash: string;
}

/**
 * What of a telling does not hold any more, and what does instead: `stands` when no sentence of it changed; null when its words cannot be read
 * back, because they were redacted. The words of then are proved by what was delivered with them: the version, the locale and the hash of the content.
 * The receipt's code proves no more, and that of a network, or of a receipt given before codes left the key out, is another.
 */
export async function correctedIn(
  ctx: ReadingContext,
  before: Snapshot,
  telling: Telling,
): Promise<CorrectedAnswer | 'stands' | null> {
  const then = await wordsThen(ctx, before, telling);
  if (!then) return null;
  const now = wordsIn(ctx, ctx.snapshot, telling);
  const changed = changedSentences(then.text, now?.text ?? '', telling.locale);
  if (changed.wordsThen === '') return 'stands';
  // The notice quotes its code to the customer, who may ask about it.
  if (now) await ctx.receiptBook.keep(now.receipt);
  return {
    answer: telling.answer,
    title: then.title,
    version: telling.version,
    receiptThen: telling.receiptCode,
    ...changed,
    receiptNow: now?.receipt.code ?? null,
    contentHashNow: now?.contentHash ?? null,
  };
}

/** SHA-256 of what an answer shows now in a locale; null when it is not given. */
export function contentNow(ctx: ReadingContext, answer: string, locale: string): string | null {
  return wordsIn(ctx, ctx.snapshot, { answer, locale, place: 'email' })?.contentHash ?? null;
}

/** Mostly they were told in the state just before; only for the others the state of their own instant is read. */
async function wordsThen(ctx: ReadingContext, before: Snapshot, telling: Telling): Promise<Words | null> {
  const proved = (words: Words | null) => (words && isContentOf(telling, words.receipt) ? words : null);
  const words = proved(wordsIn(ctx, before, telling));
  if (words) return words;
  return proved(wordsIn(ctx, await ctx.snapshots.at({ validAt: telling.at, knownAt: telling.at }), telling));
}

function isContentOf(telling: Telling, { version, locale, contentHash }: ContentReceipt): boolean {
  return version === telling.version && locale === telling.locale && contentHash === telling.contentHash;
}

/** The receipt is of the place where it was told; the words are plain, so that a notice can quote them anywhere. */
function wordsIn(
  ctx: ReadingContext,
  snapshot: Snapshot,
  told: Pick<Telling, 'answer' | 'locale' | 'place'>,
): Words | null {
  const answer = snapshot.answers.get(told.answer);
  if (!answer || [...answer.texts.values()].some(({ locale, redacted }) => redacted && locale === told.locale))
    return null;
  try {
    const rendered = renderAnswer({ ...ctx, snapshot }, answer, placeNamed(ctx, told.place), told.locale);
    const plain = renderAnswer({ ...ctx, snapshot }, answer, placeNamed(ctx, 'email'), told.locale);
    const { receipt, contentHash } = rendered;
    return { title: plain.title, text: plain.text, receipt, contentHash };
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_SERVABLE') return null;
    throw error;
  }
}

function placeNamed(ctx: ReadingContext, key: string): Channel {
  const channel = networkOf(key) ?? ctx.channels.get(key);
  if (!channel) throw new AppError('NOT_FOUND', `There is no channel named ${key}.`);
  return channel;
}
