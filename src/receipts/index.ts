export {
  type ContentReceipt,
  type ReceiptContent,
  receiptBytes,
  type SigningKey,
  signReceipt,
  unsignedReceipt,
} from './content-receipt.js';
export type { AnswerDelivery, OldVersions, OldWords } from './delivery.js';
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
export { isReceiptCode, receiptCode } from './receipt-code.js';
export { openSigningKey } from './signing-key.js';
export { publicKeys } from './signing-key.store.js';
