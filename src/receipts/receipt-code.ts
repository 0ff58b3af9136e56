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

/** Whether a code as a customer wrote it (any case, spaces or hyphens) can be one; a slip of one sign or of two neighbours is found. */
export function isReceiptCode(written: string): boolean {
  const signs = written
    .toUpperCase()
    .replace(/^UV/, '')
    .replace(/[^A-Z0-9]/g, '');
  return (
    signs.length === bodyLength + 1 &&
    [...signs].every((sign) => alphabet.includes(sign)) &&
    checkSign(signs.slice(0, -1)) === signs.at(-1)
  );
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
