// Verifies a receipt in this browser, by the keys that came with the page: nothing is sent, and it goes on without a network.
const keys = JSON.parse(document.getElementById('receipt-keys').textContent);
const button = document.getElementById('verify-here');
const field = document.getElementById('document');
const said = document.getElementById('verdict-here');
const verdicts = JSON.parse(button.dataset.verdicts);
const format = 'univocal.content-receipt.1';
const fields = [
  'format',
  'code',
  'answer',
  'version',
  'locale',
  'channel',
  'renditionHash',
  'contentHash',
  'factValueIds',
  'keyId',
  'signature',
];

if (await canVerify()) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    said.textContent = verdicts[await verdictOn(field.value)];
  });
}

/** WebCrypto is closed to pages that are not served over HTTPS or from this machine, and older ones lack Ed25519. */
async function canVerify() {
  try {
    await Promise.all(keys.map(importKey));
    return keys.length > 0;
  } catch {
    return false;
  }
}

async function verdictOn(text) {
  const receipt = parsed(text);
  if (!isReceipt(receipt)) return 'UNREADABLE';
  const key = keys.find(({ keyId }) => keyId === receipt.keyId);
  if (!key) return 'UNKNOWN_KEY';
  const isSigned = await crypto.subtle.verify(
    'Ed25519',
    await importKey(key),
    bytesOf(receipt.signature),
    signedBytes(receipt, receipt.keyId),
  );
  // Before 2026-11-29 the code followed from the key, too, and customers hold such receipts.
  const codes = await Promise.all(['', receipt.keyId].map((keyId) => codeUnder(receipt, keyId)));
  return isSigned && codes.includes(receipt.code) ? 'GENUINE' : 'ALTERED';
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Exactly the fields that are signed or follow from them: whatever else stood there would be believed although nobody signed it. */
function isReceipt(receipt) {
  return (
    typeof receipt === 'object' &&
    receipt !== null &&
    Object.keys(receipt).sort().join() === [...fields].sort().join() &&
    receipt.format === format &&
    Array.isArray(receipt.factValueIds) &&
    /^[\w-]{86}$/.test(receipt.signature)
  );
}

function signedBytes(receipt, keyId) {
  const { answer, version, locale, channel, renditionHash, contentHash, factValueIds } = receipt;
  const ids = factValueIds.map(Number).sort((a, b) => a - b);
  const values = [format, keyId, answer, version, locale, channel, renditionHash, contentHash, ids];
  return new TextEncoder().encode(JSON.stringify(values));
}

/** The code of what is signed: see src/receipts/receipt-code.ts. */
async function codeUnder(receipt, keyId) {
  const alphabet = 'ACDEFGHJKMNPRTWXY345679';
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', signedBytes(receipt, keyId)));
  let number = hash.slice(0, 16).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const places = [];
  for (let i = 0; i < 11; i++) {
    places.push(Number(number % 23n));
    number /= 23n;
  }
  const sum = places.reduce((total, place, i) => total + (i + 2) * place, 0);
  const signs = [...places, (23 - (sum % 23)) % 23].map((place) => alphabet[place]).join('');
  return `UV-${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}`;
}

function importKey({ publicKey }) {
  return crypto.subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', false, ['verify']);
}

function bytesOf(base64url) {
  const base64 = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
