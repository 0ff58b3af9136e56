import { attached, word, type Extractor, type Reader } from '../reader.js';

/** Mail and web addresses, which the tokeniser has kept whole. */
export const address: Extractor = (reader, index) => {
  const token = reader.tokens[index];
  if (token === undefined || (token.kind !== 'email' && token.kind !== 'url')) return null;
  const key =
    token.kind === 'email'
      ? token.folded
      : token.folded
          .replace(/^https?:\/\//, '')
          .replace(/^www\./, '')
          .replace(/[/?#]+$/, '');
  return {
    type: token.kind,
    key: `${token.kind}:${key}`,
    low: 0,
    high: 0,
    unit: '',
    per: '',
    from: index,
    to: index + 1,
  };
};

/** "+44 20 7946 0958", "(0)30-123456", "800-827-1000", and short numbers after "call": "dial 105". */
export const phone: Extractor = (reader, index) => {
  const groups = groupsAt(reader, index);
  if (groups !== null && isPhone(reader, index, groups)) return found(index, groups.next, groups.digits);
  return shortNumber(reader, index);
};

interface Groups {
  readonly digits: string;
  readonly sizes: readonly number[];
  readonly dashed: boolean;
  readonly next: number;
}

const openings = new Set(['+', '(']);
const separators = new Set(['-', '(', ')', '/']);

function groupsAt(reader: Reader, index: number): Groups | null {
  let at = index;
  while (at < index + 2 && openings.has(word(reader, at))) at += 1;
  const sizes: number[] = [];
  let digits = '';
  let dashed = false;
  while (
    sizes.length < 7 &&
    reader.tokens[at]?.kind === 'number' &&
    /^\d{1,14}(?:\.\d{2,4}){0,4}$/.test(word(reader, at))
  ) {
    const group = word(reader, at).replaceAll('.', '');
    digits += group === '0' && word(reader, at + 1) === ')' && sizes.length > 0 ? '' : group;
    sizes.push(group.length);
    at += 1;
    let skipped = at;
    while (skipped < at + 2 && separators.has(word(reader, skipped))) skipped += 1;
    const close =
      attached(reader, skipped) || (reader.tokens[skipped]?.start ?? 0) - (reader.tokens[skipped - 1]?.end ?? 0) === 1;
    if (!close || reader.tokens[skipped]?.kind !== 'number') break;
    dashed ||= skipped > at;
    at = skipped;
  }
  if (sizes.length === 0) return null;
  while (reader.tokens[at - 1]?.kind !== 'number' && at > index) at -= 1;
  return { digits, sizes, dashed, next: at };
}

function isPhone(reader: Reader, index: number, { digits, sizes, dashed }: Groups): boolean {
  if (digits.length < 7 || digits.length > 15)
    return digits.length === 6 && nearPhoneWord(reader, index) && digits.startsWith('0');
  const lead = word(reader, index);
  if (lead === '+' || lead === '(' || (digits.startsWith('0') && (sizes.length > 1 || digits.length > 8))) return true;
  if (dashed && /^1?\d{3}-?$/.test(`${digits.slice(0, digits.length - 7)}`) && sizes.length >= 3) return true;
  return nearPhoneWord(reader, index) && (sizes.length > 1 || digits.length >= 7);
}

function nearPhoneWord(reader: Reader, index: number): boolean {
  for (let at = index - 1; at >= Math.max(0, index - 4); at -= 1) {
    if (reader.lexicon.words.phone.has(word(reader, at))) return true;
  }
  return false;
}

function shortNumber(reader: Reader, index: number) {
  if (!reader.lexicon.words.phone.has(word(reader, index - 1)) || !/^\d{3,6}$/.test(word(reader, index))) return null;
  const next = reader.tokens[index + 1];
  if (next?.kind === 'word' && reader.lexicon.timeUnits.has(next.folded)) return null;
  return found(index, index + 1, word(reader, index));
}

function found(from: number, to: number, digits: string) {
  const national = digits.replace(/^00/, '').replace(/^0+/, '');
  return { type: 'phone' as const, key: `phone:${national}`, low: 0, high: 0, unit: national, per: '', from, to };
}
