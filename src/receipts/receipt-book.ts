import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { folded } from '../platform/folded.js';
import type { Log } from '../platform/log.js';
import { type ContentReceipt, isSigned } from './content-receipt.js';
import { insertReceipts } from './receipt.store.js';

/** Remembers every receipt that is given, so that its code can be looked up. */
export interface ReceiptBook {
  /** Resolves when the receipt is written, at once where this node knows that it is, and after a second where the database does not answer. */
  keep(receipt: ContentReceipt): Promise<void> | undefined;
}

const mostKnown = 100_000;
const rowsAtOnce = 500;
const patienceMs = 1_000;

/** Opens the book of a node. Receipts that are given in the same moment are written together. */
export function openReceiptBook(ctx: { readonly db: Database; readonly clock: Clock; readonly log: Log }): ReceiptBook {
  const known = new Set<string>();
  const waiting = new Map<string, ContentReceipt>();

  const write = folded(async () => {
    // In order, so that two nodes that write the same receipts do not wait for each other.
    const receipts = [...waiting.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
    for (let i = 0; i < receipts.length; i += rowsAtOnce)
      await insertReceipts(ctx.db, receipts.slice(i, i + rowsAtOnce), ctx.clock.now());
    if (known.size + receipts.length > mostKnown) known.clear();
    for (const { code } of receipts) {
      known.add(code);
      waiting.delete(code);
    }
  });

  return {
    keep: (receipt) => {
      if (!isSigned(receipt) || known.has(receipt.code)) return undefined;
      waiting.set(receipt.code, receipt);
      // The customer gets the answer all the same: its receipt can be verified without the book, and is written with the next one.
      const written = write().catch((error: unknown) => {
        ctx.log.warn({ reason: (error as Error).message }, 'a receipt could not be written into the book');
      });
      return Promise.race([written, sleep(patienceMs, undefined, { ref: false })]);
    },
  };
}
