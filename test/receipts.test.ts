import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { constant, constantFrom, integer, property, tuple, uint8Array, assert as holds } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isReceiptCode, publicKeys, receiptBytes, receiptCode } from '../src/receipts/index.js';
import { startTestService, type TestService } from './support/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => service.close());

interface Shown {
  readonly answer: {
    readonly rendition: {
      readonly receipt: {
        readonly code: string;
        readonly answer: string;
        readonly version: number;
        readonly locale: string;
        readonly renditionHash: string;
        readonly contentHash: string;
        readonly factValueIds: readonly string[];
        readonly keyId: string;
        readonly signature: string;
      };
    };
  };
}

const shown = async (channel: string) => {
  const query = `{ answer(key: "card-arrival", channel: "${channel}") { rendition { receipt { code answer version locale renditionHash contentHash factValueIds keyId signature } } } }`;
  return (await service.graphql<Shown>(query)).data.answer.rendition.receipt;
};

describe('a receipt', () => {
  it('is verified with the public key alone, and not once a word of it is changed', async () => {
    const receipt = await shown('webchat');
    const [key] = await publicKeys(service.app.db);
    const publicKey = createPublicKey({ key: key?.public_jwk as JsonWebKey, format: 'jwk' });
    const content = { ...receipt, channel: 'webchat', factValueIds: receipt.factValueIds.map(Number) };
    const isGenuine = (claimed: typeof content) =>
      verify(null, receiptBytes(claimed, receipt.keyId), publicKey, Buffer.from(receipt.signature, 'base64url'));
    expect(isGenuine(content)).toBe(true);
    expect(isGenuine({ ...content, version: content.version + 1 })).toBe(false);
    expect(isGenuine({ ...content, factValueIds: content.factValueIds.slice(1) })).toBe(false);
  });

  it('is the same bytes for everyone who is shown the same words, and another on another channel', async () => {
    expect(await shown('webchat')).toEqual(await shown('webchat'));
    const [chat, mail] = [await shown('webchat'), await shown('email')];
    expect(mail.code).not.toBe(chat.code);
    expect(mail.contentHash).toBe(chat.contentHash);
  });
});

describe('a receipt code', () => {
  const hashes = uint8Array({ minLength: 32, maxLength: 32 });

  it('is recognised however it is written down', () => {
    holds(
      property(hashes, (hash) => {
        const code = receiptCode(hash);
        return [code, code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('-', '')].every(isReceiptCode);
      }),
    );
  });

  it('shows a slip of one sign', () => {
    const signs = 'ACDEFGHJKMNPRTWXY345679';
    holds(
      property(tuple(hashes, integer({ min: 0, max: 11 }), constantFrom(...signs)), ([hash, at, sign]) => {
        const code = receiptCode(hash).slice(3).replaceAll('-', '');
        const slipped = code.slice(0, at) + sign + code.slice(at + 1);
        return slipped === code || !isReceiptCode(slipped);
      }),
    );
  });

  it('shows two signs that were exchanged', () => {
    holds(
      property(tuple(hashes, integer({ min: 0, max: 11 }), integer({ min: 0, max: 11 })), ([hash, a, b]) => {
        const signs = [...receiptCode(hash).slice(3).replaceAll('-', '')];
        const exchanged = signs
          .with(a, signs[b] ?? '')
          .with(b, signs[a] ?? '')
          .join('');
        return exchanged === signs.join('') || !isReceiptCode(exchanged);
      }),
    );
  });

  it('uses no two signs that sound or look alike', () => {
    holds(
      property(constant('01ILOQUV8BSZ2'), (confusable) =>
        [...confusable].every((sign) => !isReceiptCode(sign.repeat(12))),
      ),
    );
  });
});
