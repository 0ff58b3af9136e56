import { createHash } from 'node:crypto';

const longest = 80;

/** The key that a title makes: lower-case words joined by hyphens; a title without Latin letters gives a key made of its hash. */
export function keyFrom(title: string): string {
  const letters = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (letters === '') return `answer-${createHash('sha256').update(title).digest('hex').slice(0, 12)}`;
  return letters.length <= longest ? letters : letters.slice(0, longest).replace(/-[^-]*$/, '');
}
