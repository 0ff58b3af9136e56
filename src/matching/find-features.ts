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
  const tables = keptTables.get(vocabulary) ?? tablesOf(vocabulary);
  keptTables.set(vocabulary, tables);
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

const keptTables = new WeakMap<Vocabulary, Tables>();

function findWords(stems: readonly string[], { words }: Vocabulary, { neighbours, pairs }: Tables): Int32Array {
  const room = roomFor(stems.length);
  const numbers = stems.map((stem) => words.get(stem) ?? -1);
  let size = 0;
  for (const number of numbers) if (number !== -1) room[size++] = number;
  for (let at = 0; stems.length > 0 && at <= numbers.length; at++) {
    const left = at === 0 ? words.size : (numbers[at - 1] as number);
    const right = at === numbers.length ? words.size : (numbers[at] as number);
    if (left === -1 || right === -1) continue;
    const number = neighbours.get(left, right);
    if (number !== -1) room[size++] = number;
  }
  const paired = distinctOf(numbers.slice(0, mostPaired)).sort((a, b) => a - b);
  for (let first = 0; first < paired.length; first++)
    for (let second = first + 1; second < paired.length; second++) {
      const number = pairs.get(paired[first] as number, paired[second] as number);
      if (number !== -1) room[size++] = number;
    }
  return room.slice(0, size).sort();
}

/** Where numbers are gathered, text after text; a text has no more of words than its stems, their neighbours and pairs. */
let kept = new Int32Array(1_024);

function roomFor(stems: number): Int32Array {
  const most = 2 * stems + 1 + (mostPaired * (mostPaired - 1)) / 2;
  if (kept.length < most) kept = new Int32Array(2 * most);
  return kept;
}

/** The numbers of stems that have one, each once. */
function distinctOf(numbers: readonly number[]): number[] {
  const distinct: number[] = [];
  for (const number of numbers) if (number !== -1 && !distinct.includes(number)) distinct.push(number);
  return distinct;
}

function findGrams(words: readonly string[], { gramsOf }: Tables): Int32Array {
  const rows = words.map(gramsOf);
  let size = 0;
  for (const row of rows) size += row.length;
  const found = new Int32Array(size);
  let next = 0;
  for (const row of rows) for (let at = 0; at < row.length; at++) found[next++] = row[at] as number;
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
  return new Int32Array(found);
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
