import { lexiconFor } from '../lexicon/lexicons.js';
import { factsOfAsides, spokenTokens } from './asides.js';
import type { Analysis, Fact, Sentence } from './model.js';
import { plainText } from './plain-text.js';
import { readSentence } from './read-sentence.js';
import { sentenceTokens } from './sentences.js';
import { tokens } from './tokens.js';

const cache = new Map<string, Analysis>();
const cached = 2000;
// 20 kB of prose have about 4,500 tokens in 250 sentences; what is longer is not prose.
const mostTokens = 5000;
const mostSentences = 400;
const mostFacts = 200;
const nothing: ReadonlySet<string> = new Set();

/** Reads a text once; the reading of a text seen lately is remembered. */
export function analyse(text: string, locale?: string): Analysis {
  const key = `${locale ?? ''}|${text}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const analysis = read(text, locale);
  const oldest = cache.size >= cached ? cache.keys().next().value : undefined;
  if (oldest !== undefined) cache.delete(oldest);
  cache.set(key, analysis);
  return analysis;
}

function read(text: string, locale: string | undefined): Analysis {
  const plain = plainText(text);
  const lexicon = lexiconFor(plain.text, locale);
  const sentences: Sentence[] = [];
  const facts: Fact[] = [];
  for (const part of sentenceTokens(tokens(plain.text, lexicon).slice(0, mostTokens)).slice(0, mostSentences)) {
    const previous = sentences.at(-1);
    const before = previous === undefined || previous.courtesy ? nothing : previous.stems;
    const left = mostFacts - facts.length;
    const { tokens: spoken, asides } = spokenTokens(part);
    const reader = { tokens: spoken, lexicon };
    const sentence = readSentence(reader, { index: sentences.length, plain, before, mostFacts: left });
    sentences.push(sentence);
    facts.push(...sentence.facts, ...factsOfAsides(reader, asides, sentence, plain));
  }
  return {
    language: lexicon.lexicon.language,
    plain: plain.text.trim(),
    sentences,
    facts,
    assertions: sentences.flatMap(({ assertions }) => assertions),
    stems: unionOf(sentences),
  };
}

function unionOf(sentences: readonly Sentence[]): Set<string> {
  const union = new Set<string>();
  for (const { stems } of sentences) for (const stem of stems) union.add(stem);
  return union;
}
