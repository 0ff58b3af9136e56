export {
  type ContentReceipt,
  type ReceiptContent,
  receiptBytes,
  type SigningKey,
  signReceipt,
  unsignedReceipt,
} from './content-receipt.js';
export type { AnswerDelivery, DeliveryKind, OldVersions, OldWords } from './delivery.js';
export {
  countTold,
  deliveryIn,
  lastTellings,
  recordDeliveries,
  type Telling,
  type ToldCount,
} from './delivery.store.js';
export { countDeliveries } from './count-deliveries.store.js';
export { customersTold, repliesMailed } from './customers-told.store.js';
export { type DeliveryVerdict, sealDeliveries, verifyDeliveries } from './delivery-chain.js';
export { type FoundReceipt, findReceipt, tellingsOf } from './find-receipt.js';
export { type PublicKey, readKeySet } from './key-set.js';
export { type Insertion, recordInsertion } from './record-insertion.js';
export { openReceiptBook, type ReceiptBook } from './receipt-book.js';
export { type ReadCode, readReceiptCode, receiptCode } from './receipt-code.js';
export { longestDocument, receiptDocument } from './receipt-document.js';
export { type ReceiptDelivery, shownOnPage } from './receipt.store.js';
export { type Rotation, rotateSigningKey, rotateWhenDue } from './rotate-signing-key.js';
export { type CurrentSigningKey, keySetDocument, openSigningKey, publicKeysOf } from './signing-key.js';
export { type ReceiptVerdict, type Verdict, verifyDocument } from './verify-receipt.js';
