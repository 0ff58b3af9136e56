import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReceiptOptions, verifyReceiptFile } from '../src/command-line/verify-receipt.js';
import { receiptBytes, receiptCode, receiptDocument, signReceipt } from '../src/receipts/index.js';

const folder = mkdtempSync(join(tmpdir(), 'univocal-receipt-'));
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const receipt = signReceipt(
  { keyId: 'first', privateKey },
  {
    answer: 'card-fee',
    version: 3,
    locale: 'en',
    channel: 'webchat',
    renditionHash: 'a'.repeat(64),
    contentHash: 'b'.repeat(64),
    factValueIds: [12, 7],
  },
);
const keySet = (key: KeyObject, kid = 'first') =>
  JSON.stringify({
    keys: [
      { kty: 'RSA', kid: 'other' },
      { ...key.export({ format: 'jwk' }), kid },
    ],
  });

let keysServed = keySet(publicKey);
const server = createServer((request, response) => {
  if (request.url === '/moved') return response.writeHead(302, { location: '/keys' }).end();
  return response.writeHead(request.url === '/keys' ? 200 : 404).end(keysServed);
});
let host: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function verified(path: string, options: Partial<ReceiptOptions> = {}, input = '') {
  const said = { stdout: '', stderr: '' };
  const world = {
    stdin: Readable.from([input]),
    stdout: { write: (text: string) => (said.stdout += text) },
    stderr: { write: (text: string) => (said.stderr += text) },
  };
  const code = await verifyReceiptFile(path, { keys: file('keys.json', keySet(publicKey)), ...options }, world);
  return { code, ...said };
}

describe('univocal verify-receipt', () => {
  it('says of a genuine receipt what it states, without a network', async () => {
    const { code, stdout } = await verified(file('receipt.json', receiptDocument(receipt)));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Genuine\. /);
    expect(stdout).toContain(`receipt          ${receipt.code}`);
    expect(stdout).toContain('version          3');
  });

  it('knows those that were given while the code still followed from the key', async () => {
    const former = receiptCode(createHash('sha256').update(receiptBytes(receipt, receipt.keyId)).digest());
    expect(former).not.toBe(receipt.code);
    const { code, stdout } = await verified(file('former.json', receiptDocument({ ...receipt, code: former })));
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(`receipt          ${former}`) });
  });

  it('reads the standard input, and prints JSON for programs', async () => {
    const { code, stdout } = await verified('-', { json: true }, receiptDocument(receipt));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'GENUINE', receipt: { answer: 'card-fee', version: 3 } });
  });

  it('refuses one that was changed, and does not repeat what it claims', async () => {
    const forged = receiptDocument(receipt).replace('"version": 3', '"version": 4');
    const { code, stdout } = await verified(file('forged.json', forged));
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'NOT GENUINE. What it states is not what was signed.\n' });
  });

  it('refuses one that another key signed under the name of ours', async () => {
    const other = generateKeyPairSync('ed25519');
    const forged = signReceipt({ keyId: 'first', privateKey: other.privateKey }, receipt);
    expect((await verified(file('other.json', receiptDocument(forged)))).code).toBe(1);
  });

  type Given = () => readonly [path: string, options: Partial<ReceiptOptions>];
  it.each<readonly [string, Given, string]>([
    [
      'a key that is not among the keys',
      () => [file('r.json', receiptDocument(receipt)), { keys: file('k.json', keySet(publicKey, 'second')) }],
      'the key is unknown',
    ],
    ['a file that is no receipt', () => [file('n.json', '{"version": 3}'), {}], 'this is no receipt'],
    ['a file that is not there', () => [join(folder, 'none.json'), {}], 'Not verified:'],
    [
      'keys that are none',
      () => [file('r.json', receiptDocument(receipt)), { keys: file('k.json', '{}') }],
      'no JSON Web Key Set',
    ],
    [
      'keys of another kind alone',
      () => [file('r.json', receiptDocument(receipt)), { keys: file('k.json', '{"keys":[{"kty":"RSA"}]}') }],
      'no Ed25519 key',
    ],
  ])('does not judge %s', async (_, given, sentence) => {
    const [path, options] = given();
    const { code, stdout, stderr } = await verified(path, options);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain(sentence);
  });

  it('takes the keys from an address, also behind a redirect', async () => {
    const path = file('receipt.json', receiptDocument(receipt));
    for (const place of ['keys', 'moved'])
      expect((await verified(path, { keys: `http://${host}/${place}`, allowHost: [host] })).code).toBe(0);
    const missing = await verified(path, { keys: `http://${host}/none`, allowHost: [host] });
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('status 404') });
  });

  it('asks no private address that was not allowed', async () => {
    keysServed = keySet(publicKey);
    const { code, stderr } = await verified(file('receipt.json', receiptDocument(receipt)), {
      keys: `http://${host}/keys`,
    });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('not a public address') });
  });
});
