import { createHash, type KeyObject, sign } from 'node:crypto';
import { receiptCode } from './receipt-code.js';

/** What a receipt states: which words were shown. No time and no recipient, so it is the same bytes for all who are shown them. */
export interface ReceiptContent {
  readonly answer: string;
  readonly version: number;
  readonly locale: string;
  readonly channel: string;
  readonly renditionHash: string;
  readonly contentHash: string;
  readonly factValueIds: readonly number[];
}

/** A receipt: the content, the short code by which it is quoted, and an Ed25519 signature over the content. */
export interface ContentReceipt extends ReceiptContent {
  readonly code: string;
  readonly keyId: string;
  /** base64url, 64 bytes. */
  readonly signature: string;
}

/** A private key and its name. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

/** The first word of what is signed, and of a receipt's file. */
export const receiptFormat = 'univocal.content-receipt.1';

/** Signs what was shown; Ed25519 is deterministic, so equal content under one key gives an equal receipt. */
export function signReceipt(key: SigningKey, content: ReceiptContent): ContentReceipt {
  const { keyId } = key;
  const signature = sign(null, receiptBytes(content, keyId), key.privateKey).toString('base64url');
  return { ...content, code: codeOf(content), keyId, signature };
}

/** The code of a content: the same whichever key signs it, so that words told before a key was changed are found again after it. */
export function codeOf(content: ReceiptContent): string {
  return codeUnder(content, '');
}

/** Whether a receipt is quoted by a code of its own. Before 2026-11-29 the code followed from the key, too, and customers hold such receipts. */
export function hasOwnCode(receipt: ContentReceipt): boolean {
  return receipt.code === codeOf(receipt) || receipt.code === codeUnder(receipt, receipt.keyId);
}

/** What stands in the place of a receipt in a preview: its code names nothing, and nobody signed it. */
export function unsignedReceipt(content: ReceiptContent): ContentReceipt {
  return { ...content, code: 'PREVIEW', keyId: 'none', signature: '' };
}

/** Whether it proves anything: a preview's does not. */
export function isSigned({ signature }: ContentReceipt): boolean {
  return signature !== '';
}

/** The bytes that are signed: the fields in a fixed order as a JSON array. */
export function receiptBytes(content: ReceiptContent, keyId: string): Buffer {
  const { answer, version, locale, channel, renditionHash, contentHash, factValueIds } = content;
  return Buffer.from(
    JSON.stringify([
      receiptFormat,
      keyId,
      answer,
      version,
      locale,
      channel,
      renditionHash,
      contentHash,
      [...factValueIds].sort((a, b) => a - b),
    ]),
  );
}

function codeUnder(content: ReceiptContent, keyId: string): string {
  return receiptCode(createHash('sha256').update(receiptBytes(content, keyId)).digest());
}
