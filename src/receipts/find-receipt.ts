import { type Actor, type Audience, covers } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import type { ContentReceipt } from './content-receipt.js';
import { deliveriesOf, givenReceipt, type ReceiptDelivery } from './receipt.store.js';
import { readReceiptCode } from './receipt-code.js';

/** What a code leads to. */
export type FoundReceipt =
  | { readonly outcome: 'found'; readonly receipt: ContentReceipt; readonly firstGivenAt: Date }
  | { readonly outcome: 'mistyped'; readonly sentence: string }
  | { readonly outcome: 'unknown'; readonly code: string };

type Context = { readonly db: Database; readonly actor: Actor };

/** Looks a receipt up by its code as a customer wrote it. That of an answer above the reader's audience is as one that never was. */
export async function findReceipt({ db, actor }: Context, written: string): Promise<FoundReceipt> {
  const read = readReceiptCode(written.slice(0, longestCode));
  if (read.outcome === 'slip') return { outcome: 'mistyped', sentence: read.sentence };
  const given = await givenReceipt(db, read.code);
  if (given?.audience && covers(actor.audience, given.audience as Audience))
    return { outcome: 'found', receipt: given.receipt, firstGivenAt: given.firstGivenAt };
  return { outcome: 'unknown', code: read.code };
}

const longestCode = 100;
const mostDeliveries = 20;

/** Where and when the words of a receipt were told, newest first and 20 at most; null for those who are not staff. */
export async function tellingsOf({ db, actor }: Context, code: string): Promise<readonly ReceiptDelivery[] | null> {
  return actor.audience === 'STAFF' ? deliveriesOf(db, code, mostDeliveries) : null;
}
