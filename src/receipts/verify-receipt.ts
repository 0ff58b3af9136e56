import { verify } from 'node:crypto';
import { type ContentReceipt, hasOwnCode, receiptBytes } from './content-receipt.js';
import type { KeySet } from './key-set.js';
import { readDocument } from './receipt-document.js';

/** What verifying a receipt can say; only a genuine one proves what it states. */
export type Verdict = 'GENUINE' | 'ALTERED' | 'UNKNOWN_KEY' | 'UNREADABLE';

/** What a receipt turned out to be, and why in a sentence. */
export interface ReceiptVerdict {
  readonly verdict: Verdict;
  readonly sentence: string;
  /** Null unless it is genuine: what another one states must be neither believed nor kept. */
  readonly receipt: ContentReceipt | null;
}

/** Verifies the file of a receipt by public keys alone: it asks neither the service nor the network. */
export function verifyDocument(text: string, keys: KeySet): ReceiptVerdict {
  const receipt = readDocument(text);
  if (typeof receipt === 'string') return refusal('UNREADABLE', receipt);
  const { keyId, signature } = receipt;
  const key = keys.get(keyId);
  if (!key) return refusal('UNKNOWN_KEY', 'The key that it names is not among the keys.');
  if (!verify(null, receiptBytes(receipt, keyId), key, Buffer.from(signature, 'base64url')))
    return refusal('ALTERED', 'What it states is not what was signed.');
  // The code is not signed itself: it follows from what is.
  if (!hasOwnCode(receipt)) return refusal('ALTERED', 'Its code is that of another receipt.');
  return { verdict: 'GENUINE', sentence: 'It is signed, and nothing in it was changed since.', receipt };
}

function refusal(verdict: Verdict, sentence: string): ReceiptVerdict {
  return { verdict, sentence, receipt: null };
}
