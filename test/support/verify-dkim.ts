import { createHash, type KeyObject, verify } from 'node:crypto';

/** A DKIM signature that was checked against the mail it stands on. */
export interface CheckedSignature {
  readonly tags: ReadonlyMap<string, string>;
  /** The headers it covers, in lower case. */
  readonly covers: readonly string[];
  readonly bodyHashFits: boolean;
  readonly signatureFits: boolean;
}

/** Checks the first signature of a mail as RFC 6376 says for rsa-sha256 and relaxed/relaxed, written from the RFC and not from what signs. */
export function checkDkim(mail: string, publicKey: KeyObject): CheckedSignature {
  const end = mail.indexOf('\r\n\r\n');
  const headers = mail.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = headers.find((header) => /^dkim-signature:/i.test(header)) ?? '';
  const tags = tagsOf(signature);
  const covers = (tags.get('h') ?? '').toLowerCase().split(':');
  const bodyHash = createHash('sha256')
    .update(relaxedBody(mail.slice(end + 4)), 'latin1')
    .digest('base64');
  const signed = [
    ...covers.map((name) => `${relaxedHeader(lastHeader(headers, name))}\r\n`),
    relaxedHeader(signature.replace(/([;\s]b=)[^;]*/, '$1')),
  ].join('');
  return {
    tags,
    covers,
    bodyHashFits: bodyHash === tags.get('bh'),
    signatureFits: verify(
      'sha256',
      Buffer.from(signed, 'latin1'),
      publicKey,
      Buffer.from(tags.get('b') ?? '', 'base64'),
    ),
  };
}

function tagsOf(signature: string): Map<string, string> {
  const value = signature.slice(signature.indexOf(':') + 1);
  return new Map(
    value.split(';').map((tag) => {
      const [name = '', ...rest] = tag.split('=');
      return [name.trim(), rest.join('=').replace(/\s+/g, '')];
    }),
  );
}

function lastHeader(headers: readonly string[], name: string): string {
  return headers.findLast((header) => header.slice(0, header.indexOf(':')).trim().toLowerCase() === name) ?? '';
}

function relaxedHeader(header: string): string {
  const colon = header.indexOf(':');
  const value = header
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${header.slice(0, colon).trim().toLowerCase()}:${value}`;
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`;
}
