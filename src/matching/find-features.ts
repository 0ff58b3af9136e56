import { mostPaired, type Features } from './features.js';
import { pairTable, type PairTable } from './pair-table.js';
import type { Vocabulary } from './vocabulary.js';

/** The numbers of a text's features that a vocabulary has, ascending, each as often as it occurs. */
export interface FoundFeatures {
  readonly words: Int32Array;
  readonly characters: Int32Array;
}

/**
 * Finds what `Features` counts without making the texts of the features: most of a question's have never been seen, and to make each only to miss it
 * is most of the work. Null for a text with runs of an unspaced script, whose features are looked up one by one.
 */
export function findFeatures({ tokens, inOrder }: Features, vocabulary: Vocabulary): FoundFeatures | null {
  if (tokens.runs.length > 0) return null;
  const tables = kept.get(vocabulary) ?? tablesOf(vocabulary);
  kept.set(vocabulary, tables);
  return { words: findWords(inOrder, vocabulary, tables), characters: findGrams(tokens.words, tables) };
}

/** What a vocabulary holds, as numbers: stems next to each other and in pairs by the stems' numbers, and how to find character grams. */
interface Tables {
  readonly neighbours: PairTable;
  readonly pairs: PairTable;
  /** The numbers of a word's grams. */
  readonly gramsOf: (word: string) => Int32Array;
}

/** The character grams of a vocabulary, by their first characters. */
interface Trie {
  readonly children: PairTable;
  /** By node of the trie; -1 where no gram ends. */
  readonly gramOf: Int32Array;
}

const kept = new WeakMap<Vocabulary, Tables>();

function findWords(stems: readonly string[], { words }: Vocabulary, { neighbours, pairs }: Tables): Int32Array {
  const found: number[] = [];
  const numbers = stems.map((stem) => words.get(stem) ?? -1);
  for (const number of numbers) if (number !== -1) found.push(number);
  if (stems.length > 0) {
    for (let at = 0; at <= numbers.length; at++) {
      const left = at === 0 ? words.size : (numbers[at - 1] as number);
      const right = at === numbers.length ? words.size : (numbers[at] as number);
      keep(found, left, right, neighbours);
    }
  }
  const paired = new Int32Array(distinctOf(numbers.slice(0, mostPaired))).sort();
  for (let first = 0; first < paired.length; first++)
    for (let second = first + 1; second < paired.length; second++)
      keep(found, paired[first] as number, paired[second] as number, pairs);
  return new Int32Array(found).sort();
}

/** The numbers of stems that have one, each once. */
function distinctOf(numbers: readonly number[]): number[] {
  const distinct: number[] = [];
  for (const number of numbers) if (number !== -1 && !distinct.includes(number)) distinct.push(number);
  return distinct;
}

function keep(found: number[], one: number, other: number, table: PairTable): void {
  if (one === -1 || other === -1) return;
  const number = table.get(one, other);
  if (number !== -1) found.push(number);
}

function findGrams(words: readonly string[], { gramsOf }: Tables): Int32Array {
  const rows = words.map(gramsOf);
  const found = new Int32Array(rows.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const row of rows) {
    found.set(row, next);
    next += row.length;
  }
  return found.sort();
}

function gramsIn(word: string, { children, gramOf }: Trie): Int32Array {
  const found: number[] = [];
  const padded = ` ${word} `;
  for (let start = 0; start < padded.length; start++) {
    const end = Math.min(padded.length, start + longestGram);
    let node = 0;
    for (let at = start; at < end; at++) {
      node = children.get(node, padded.charCodeAt(at));
      if (node === -1) break;
      const gram = gramOf[node] as number;
      if (gram !== -1 && at > start) found.push(gram);
    }
  }
  return Int32Array.from(found);
}

/** The same words come again and again; the memory is bounded because customers can type anything. */
function remembering(trie: Trie): Tables['gramsOf'] {
  const known = new Map<string, Int32Array>();
  return (word) => {
    const remembered = known.get(word);
    if (remembered !== undefined) return remembered;
    const grams = gramsIn(word, trie);
    if (known.size >= mostWords) known.clear();
    known.set(word, grams);
    return grams;
  };
}

const mostWords = 4_000;

const longestGram = 5;

function tablesOf({ words, characters }: Vocabulary): Tables {
  const neighbours = pairTable();
  const pairs = pairTable();
  const numberOf = (stem: string) => words.get(stem) ?? -1;
  for (const [feature, number] of words) {
    const [left = '', right] = feature.split(' ');
    if (right !== undefined) {
      const one = left === '^' ? words.size : numberOf(left);
      const other = right === '$' ? words.size : numberOf(right);
      if (one !== -1 && other !== -1) neighbours.set(one, other, number);
      continue;
    }
    const [first = '', second] = feature.split('+');
    if (second !== undefined && numberOf(first) !== -1 && numberOf(second) !== -1)
      pairs.set(numberOf(first), numberOf(second), number);
  }
  return { neighbours, pairs, gramsOf: remembering(trieOf(characters)) };
}

function trieOf(characters: Vocabulary['characters']): Trie {
  const children = pairTable();
  const ends: number[] = [-1];
  for (const [gram, number] of characters) {
    let node = 0;
    for (let at = 0; at < gram.length; at++) {
      const code = gram.charCodeAt(at);
      let next = children.get(node, code);
      if (next === -1) {
        next = ends.push(-1) - 1;
        children.set(node, code, next);
      }
      node = next;
    }
    ends[node] = number;
  }
  return { children, gramOf: Int32Array.from(ends) };
}
