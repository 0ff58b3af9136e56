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

/** Signs what was shown; Ed25519 is deterministic, so equal content under one key gives an equal receipt. */
export function signReceipt(key: SigningKey, content: ReceiptContent): ContentReceipt {
  const bytes = receiptBytes(content, key.keyId);
  return {
    ...content,
    code: receiptCode(createHash('sha256').update(bytes).digest()),
    keyId: key.keyId,
    signature: sign(null, bytes, key.privateKey).toString('base64url'),
  };
}

/** What stands in the place of a receipt in a preview: its code names nothing, and nobody signed it. */
export function unsignedReceipt(content: ReceiptContent): ContentReceipt {
  return { ...content, code: 'PREVIEW', keyId: 'none', signature: '' };
}

/** The bytes that are signed: the fields in a fixed order as a JSON array. */
export function receiptBytes(content: ReceiptContent, keyId: string): Buffer {
  const { answer, version, locale, channel, renditionHash, contentHash, factValueIds } = content;
  return Buffer.from(
    JSON.stringify([
      'univocal.content-receipt.1',
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
