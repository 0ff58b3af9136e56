import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexiconFor } from '../lexicon/lexicons.js';
import { factsOfAsides, spokenTokens } from './asides.js';
import type { Analysis, Assertion, Fact, Sentence } from './model.js';
import { numberingFor, type Numbering } from './numbering.js';
import { plainText } from './plain-text.js';
import { readSentence } from './read-sentence.js';
import { readerOf } from './reader.js';
import { sentencesReadIn } from './same-sentence.js';
import { sentenceTokens } from './sentences.js';
import { tokens } from './tokens.js';

// By locale, for a text keeps its own hash: a key put together anew would be hashed at each look.
const cache = new Map<string, Map<string, Analysis>>();
const cached = 2000;
// The texts in the order they were read, the next to forget at `oldest`.
const remembered: { readonly text: string; readonly locale: string }[] = [];
let oldest = 0;
// 20 kB of prose have about 4,500 tokens in 250 sentences; what is longer is not prose.
const mostTokens = 5000;
const mostSentences = 400;
const mostFacts = 200;
const nothing: ReadonlySet<string> = new Set();

/** Reads a text once; the reading of a text seen lately is remembered. Sentences of the text alike are not read again. */
export function analyse(text: string, locale?: string, alike?: Analysis): Analysis {
  const known = cache.get(locale ?? '')?.get(text);
  if (known !== undefined) return known;
  const analysis = read(text, locale, alike);
  remember(text, locale ?? '', analysis);
  return analysis;
}

function remember(text: string, locale: string, analysis: Analysis): void {
  const forgotten = remembered[oldest];
  if (forgotten !== undefined) forget(forgotten.text, forgotten.locale);
  const texts = cache.get(locale) ?? new Map<string, Analysis>();
  if (texts.size === 0) cache.set(locale, texts);
  texts.set(text, analysis);
  remembered[oldest] = { text, locale };
  oldest = (oldest + 1) % cached;
}

function forget(text: string, locale: string): void {
  const texts = cache.get(locale);
  texts?.delete(text);
  if (texts?.size === 0) cache.delete(locale);
}

function read(text: string, locale: string | undefined, alike: Analysis | undefined): Analysis {
  const plain = plainText(text);
  const lexicon = lexiconFor(plain.text, locale);
  const numbering = numberingFor(mostTokens);
  const known = isReadAlike(alike, lexicon, numbering) ? sentencesReadIn(alike) : null;
  const sentences: Sentence[] = [];
  const facts: Fact[] = [];
  const assertions: Assertion[] = [];
  const words = tokens(plain.text, lexicon);
  if (words.length > mostTokens) words.length = mostTokens;
  for (const part of sentenceTokens(words).slice(0, mostSentences)) {
    const previous = sentences.at(-1);
    const before = previous === undefined || previous.courtesy ? nothing : previous.stems;
    const left = mostFacts - facts.length;
    const { tokens: spoken, asides } = spokenTokens(part);
    const reader = readerOf(spoken, lexicon);
    const place = { index: sentences.length, plain, numbering, before, mostFacts: left };
    const sentence = known?.(reader, place) ?? readSentence(reader, place);
    sentences.push(sentence);
    for (const fact of sentence.facts) facts.push(fact);
    for (const assertion of sentence.assertions) assertions.push(assertion);
    facts.push(...factsOfAsides(reader, asides, sentence, plain));
  }
  return {
    language: lexicon.lexicon.language,
    plain: plain.text.trim(),
    numbering,
    sentences,
    facts,
    assertions,
    stems: unionOf(sentences),
    begins: sentences.reduce((bits, { begins }) => bits | begins, 0),
  };
}

// What was read up to the limit may be cut short.
function isReadAlike(alike: Analysis | undefined, { lexicon }: LexiconIndex, numbering: Numbering): alike is Analysis {
  return alike?.numbering === numbering && alike.language === lexicon.language && alike.facts.length < mostFacts;
}

function unionOf(sentences: readonly Sentence[]): ReadonlySet<string> {
  const [only] = sentences;
  if (only !== undefined && sentences.length === 1) return only.stems;
  const union = new Set<string>();
  for (const { stems } of sentences) for (const stem of stems) union.add(stem);
  return union;
}
