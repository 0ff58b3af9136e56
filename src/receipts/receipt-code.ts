/** No 0/O/Q, 1/I/L, U/V, B/8, S/5 or Z/2: a customer reads it over the telephone. Their number, 23, is a prime, which the check sign needs. */
const alphabet = 'ACDEFGHJKMNPRTWXY345679';
const bodyLength = 11;

/** A short code for a hash: "UV-" and three groups of four, the last sign a check on the others. */
export function receiptCode(hash: Uint8Array): string {
  let number = BigInt(`0x${Buffer.from(hash.subarray(0, 16)).toString('hex')}`);
  const base = BigInt(alphabet.length);
  let body = '';
  for (let i = 0; i < bodyLength; i++) {
    body += alphabet[Number(number % base)];
    number /= base;
  }
  return grouped(body + checkSign(body));
}

/** What a code as a customer wrote it turned out to be. A slip is told as one: nobody should search for a receipt that cannot be. */
export type ReadCode =
  | { readonly outcome: 'code'; readonly code: string }
  | { readonly outcome: 'slip'; readonly sentence: string };

/** Reads a code in any case, with spaces or hyphens or none; a slip of one sign or of two that were exchanged is always found. */
export function readReceiptCode(written: string): ReadCode {
  const signs = written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^UV/, '');
  const strange = [...signs].find((sign) => !alphabet.includes(sign));
  if (strange !== undefined)
    return slip(`${strange} is in no receipt code: 0, 1, 2, 8, B, I, L, O, Q, S, U, V and Z are never used.`);
  if (signs.length !== bodyLength + 1)
    return slip(`A receipt code has ${bodyLength + 1} signs after UV; these are ${signs.length}.`);
  if (checkSign(signs.slice(0, -1)) !== signs.at(-1))
    return slip('One sign is wrong, or two were exchanged: the last sign does not fit the others.');
  return { outcome: 'code', code: grouped(signs) };
}

/**
 * A weighted sum modulo the prime number of signs: the weights differ and none is zero, so every slip of one sign and every exchange of two
 * changes it (the principle of ISBN-10's check digit).
 */
function checkSign(body: string): string {
  const n = alphabet.length;
  const sum = [...body].reduce((total, sign, i) => total + (i + 2) * alphabet.indexOf(sign), 0);
  return alphabet[(n - (sum % n)) % n] ?? '';
}

function grouped(signs: string): string {
  return `UV-${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}`;
}

function slip(sentence: string): ReadCode {
  return { outcome: 'slip', sentence };
}
