export {
  type ContentReceipt,
  type ReceiptContent,
  receiptBytes,
  type SigningKey,
  signReceipt,
} from './content-receipt.js';
export { isReceiptCode, receiptCode } from './receipt-code.js';
export { openSigningKey } from './signing-key.js';
export { publicKeys } from './signing-key.store.js';
