import { z } from 'zod';
import { type ContentReceipt, receiptFormat } from './content-receipt.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 of 64 digits');
const word = z.string().min(1).max(200);
const id = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.int()),
]);

// Strict, because whatever else stood in the file would be believed although nobody signed it.
const shape = z.strictObject({
  format: z.literal(receiptFormat, `is not ${receiptFormat}`),
  code: word,
  answer: word,
  version: z.int().positive(),
  locale: word,
  channel: word,
  renditionHash: hash,
  contentHash: hash,
  factValueIds: z.array(id).max(1_000),
  keyId: word,
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/, 'is no Ed25519 signature in base64url'),
});

/** Longer than any receipt; what is longer is not read. */
export const longestDocument = 20_000;

/** A receipt as a file that its holder keeps and can have verified anywhere. */
export function receiptDocument(receipt: ContentReceipt): string {
  const { code, answer, version, locale, channel, renditionHash, contentHash, factValueIds, keyId, signature } =
    receipt;
  return `${JSON.stringify(
    {
      format: receiptFormat,
      code,
      answer,
      version,
      locale,
      channel,
      renditionHash,
      contentHash,
      factValueIds,
      keyId,
      signature,
    },
    null,
    2,
  )}\n`;
}

/** Reads such a file; a string says in a sentence why it is none. */
export function readDocument(text: string): ContentReceipt | string {
  if (text.length > longestDocument) return `It is longer than ${longestDocument} characters, which no receipt is.`;
  const json = parsed(text);
  if (json === undefined) return 'It is not JSON.';
  const found = shape.safeParse(json);
  if (!found.success) return `It is no receipt: ${sentence(found.error)}.`;
  const { format: _, ...receipt } = found.data;
  return receipt;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function sentence({ issues }: z.ZodError): string {
  const [first] = issues;
  if (first?.code === 'unrecognized_keys') return `it also holds ${first.keys.slice(0, 3).join(', ').slice(0, 80)}`;
  const field = first?.path[0];
  if (field === undefined) return 'it is not an object';
  return `${String(field)} ${first?.message.startsWith('is ') ? first.message : 'is missing or not as it should be'}`;
}
