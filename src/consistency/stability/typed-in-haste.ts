import { phrasingKey } from '../../matching/index.js';
import type { Lexicon } from '../lexicon/lexicon.js';

/** Words that ask, and are among those that a lexicon counts as pronouns. */
const asking = ['who', 'which', 'what', 'wer', 'was', 'qui', 'que', 'quoi', 'wie', 'wat', 'quien', 'qué'];
const fewestLeft = 3;

/**
 * A question as it is typed in a hurry: in small letters, without marks, articles, pronouns and auxiliaries, and with two letters of its longest word
 * in the wrong order. Null where too little would be left.
 */
export function typedInHaste(question: string, lexicon: Lexicon): string | null {
  const { articles, determiners, finite, unstressed, negators, everyone, only } = lexicon;
  const kept = new Set([...negators, ...everyone, ...only, ...asking]);
  const little = new Set([...articles, ...determiners, ...finite, ...unstressed].filter((word) => !kept.has(word)));
  const words = phrasingKey(question).split(' ');
  const left = words.filter((word) => !little.has(word));
  return left.length < fewestLeft ? null : withSlip(left).join(' ');
}

/** Short words are left alone: two letters wrong make another word of them. */
const slippery = /^\p{Ll}{6,}$/u;

function withSlip(words: readonly string[]): readonly string[] {
  const longest = words.reduce((one, other) => (other.length > one.length && slippery.test(other) ? other : one), '');
  const middle = Math.floor(longest.length / 2);
  const [before, one = '', other = '', after] = [
    longest.slice(0, middle - 1),
    longest[middle - 1],
    longest[middle],
    longest.slice(middle + 1),
  ];
  const place = words.indexOf(longest);
  return words.map((word, at) => (at === place ? `${before}${other}${one}${after}` : word));
}
