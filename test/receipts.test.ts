import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { constant, constantFrom, integer, property, tuple, uint8Array, assert as holds } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptBytes, receiptCode, readReceiptCode } from '../src/receipts/index.js';
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
        readonly channel: string;
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
  const query = `{ answer(key: "card-arrival", channel: "${channel}") { rendition { receipt { code answer version locale channel renditionHash contentHash factValueIds keyId signature } } } }`;
  return (await service.graphql<Shown>(query)).data.answer.rendition.receipt;
};

describe('a receipt', () => {
  it('is verified with the public key alone, and not once a word of it is changed', async () => {
    const receipt = await shown('webchat');
    const { keys } = (await (await fetch(`${service.url}/.well-known/jwks.json`)).json()) as { keys: JsonWebKey[] };
    const publicKey = createPublicKey({ key: keys[0] as JsonWebKey, format: 'jwk' });
    const content = { ...receipt, factValueIds: receipt.factValueIds.map(Number) };
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
  const isCode = (written: string) => readReceiptCode(written).outcome === 'code';

  it('is recognised however it is written down', () => {
    holds(
      property(hashes, (hash) => {
        const code = receiptCode(hash);
        expect(readReceiptCode(` ${code.toLowerCase()} `)).toEqual({ outcome: 'code', code });
        return [code, code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('-', '')].every(isCode);
      }),
    );
  });

  it('shows a slip of one sign', () => {
    const signs = 'ACDEFGHJKMNPRTWXY345679';
    holds(
      property(tuple(hashes, integer({ min: 0, max: 11 }), constantFrom(...signs)), ([hash, at, sign]) => {
        const code = receiptCode(hash).slice(3).replaceAll('-', '');
        const slipped = code.slice(0, at) + sign + code.slice(at + 1);
        return slipped === code || !isCode(slipped);
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
        return exchanged === signs.join('') || !isCode(exchanged);
      }),
    );
  });

  it('uses no two signs that sound or look alike', () => {
    holds(
      property(constant('01ILOQUV8BSZ2'), (confusable) => [...confusable].every((sign) => !isCode(sign.repeat(12)))),
    );
  });

  it('that was misheard is told what is wrong with it', () => {
    const sentence = (written: string) => {
      const read = readReceiptCode(written);
      return read.outcome === 'slip' ? read.sentence : null;
    };
    expect(sentence('UV-ACDE-FGHJ-KM0P')).toMatch(/^0 is in no receipt code/);
    expect(sentence('UV-ACDE-FGHJ-KMÖP')).toMatch(/^Ö is in no receipt code/);
    expect(sentence('UV-ACDE-FGHJ')).toBe('A receipt code has 12 signs after UV; these are 8.');
    expect(sentence('')).toBe('A receipt code has 12 signs after UV; these are 0.');
    const [good] = ['A', 'C', 'D'].map((last) => `UV-ACDE-FGHJ-KMN${last}`).filter((code) => !isCode(code));
    expect(sentence(good ?? '')).toMatch(/^One sign is wrong/);
  });
});
