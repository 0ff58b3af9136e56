import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smtpTransport } from '../src/channels/index.js';
import { readConfig } from '../src/platform/config.js';
import { type ForeignMailServer, startForeignMailServer } from './support/mail-server.js';
import { checkDkim } from './support/verify-dkim.js';

const rsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits });
const pem = (key: { export(options: { format: 'pem'; type: 'pkcs8' }): string | Buffer }) =>
  key.export({ format: 'pem', type: 'pkcs8' }).toString();
const pair = rsa(2_048);
const settings = {
  MAIL_FROM: 'Larkhaven Bank <help@mail.larkhaven.example>',
  DKIM_DOMAIN: 'larkhaven.example',
  DKIM_SELECTOR: 'uv1',
  DKIM_KEY: pem(pair.privateKey),
};
const mail = [
  'From: Larkhaven Bank <help@mail.larkhaven.example>',
  'To: ana@example.org',
  'Subject: Fees',
  'Message-ID: <1@mail.larkhaven.example>',
  'Auto-Submitted: auto-generated',
  'List-Unsubscribe: <https://larkhaven.example/out>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  '',
  'It  costs £2. \r\n\r\nBye\r\n\r\n',
].join('\r\n');

let server: ForeignMailServer;
beforeAll(async () => {
  server = await startForeignMailServer();
});
afterAll(() => server.close());

async function sent(environment: Readonly<Record<string, string>>): Promise<string> {
  const transport = smtpTransport(server.url, readConfig(environment).mailSigning);
  await transport.send({ from: 'help@mail.larkhaven.example', to: 'ana@example.org', raw: Buffer.from(mail) });
  transport.close();
  return server.taken.at(-1) ?? '';
}

describe('a mail of an organisation with a DKIM key', () => {
  it('bears a signature that its public key verifies, for the domain and the selector that were set', async () => {
    const checked = checkDkim(await sent(settings), pair.publicKey);
    expect(checked).toMatchObject({ bodyHashFits: true, signatureFits: true });
    expect(checked.tags.get('d')).toBe('larkhaven.example');
    expect(checked.tags.get('s')).toBe('uv1');
  });

  it('has the headers covered by which mail programs unsubscribe and machines know each other', async () => {
    const { covers } = checkDkim(await sent(settings), pair.publicKey);
    expect(covers).toEqual(
      expect.arrayContaining(['from', 'subject', 'message-id', 'list-unsubscribe-post', 'auto-submitted']),
    );
  });

  it('no longer verifies once a word of it or a covered header is another, or by another key', async () => {
    const signed = await sent(settings);
    expect(checkDkim(signed.replace('Bye', 'Buy'), pair.publicKey).bodyHashFits).toBe(false);
    expect(checkDkim(signed.replace('Subject: Fees', 'Subject: Free'), pair.publicKey).signatureFits).toBe(false);
    expect(checkDkim(signed, rsa(2_048).publicKey).signatureFits).toBe(false);
  });

  it('goes out as it is where no key is set', async () => {
    expect(await sent({})).not.toMatch(/dkim-signature/i);
  });
});

describe('the settings of DKIM', () => {
  it.each([
    ['one of them is missing', { DKIM_SELECTOR: '' }, 'go together'],
    ['the key is none', { DKIM_KEY: 'secret words' }, 'must be a private key in PEM'],
    ['the key is of another kind', { DKIM_KEY: pem(generateKeyPairSync('ed25519').privateKey) }, 'must be an RSA key'],
    ['the key is short', { DKIM_KEY: pem(rsa(1_024).privateKey) }, 'at least 2048 bits'],
    ['the sender is of another domain', { MAIL_FROM: 'help@notlarkhaven.example' }, 'must be the domain of MAIL_FROM'],
  ])('are refused when %s, without quoting the key', (_, change, reason) => {
    const reading = () => readConfig({ ...settings, ...change });
    expect(reading).toThrow(reason);
    expect(reading).not.toThrow('secret words');
  });

  it('show the key nowhere', () => {
    const config = readConfig(settings);
    const line = settings.DKIM_KEY.split('\n')[1] ?? 'no line';
    expect(`${JSON.stringify(config)} ${inspect(config, { depth: 9 })} ${String(config.mailSigning)}`).not.toContain(
      line,
    );
    expect(config.mailSigning.mode).toBe('on');
  });
});
