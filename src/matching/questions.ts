import { tokensOf } from './tokens.js';
import { normalise } from '../platform/normalise.js';

/**
 * The questions in a message, in its words. Conservative: only sentences that end with a question mark and could stand alone are cut apart, and
 * what stands before a question goes with it; a message without two such sentences is one question. Empty only for a message without words.
 */
export function splitQuestions(message: string): readonly string[] {
  const text = message.replace(/\s+/gu, ' ').trim();
  if (wordsOf(text) === 0) return [];
  const questions: string[] = [];
  let pending = '';
  for (const [sentence] of text.matchAll(upToQuestionMark)) {
    pending += sentence;
    if (wordsOf(lastSentence(pending)) < fewestWords || !endsAsQuestion.test(pending)) continue;
    questions.push(pending.trim());
    pending = '';
  }
  return joinedRest(questions, pending.trim());
}

/** Fewer words than this ("Why?", "Is that all?") mean nothing without the question before. */
const fewestWords = 4;

/** A mail with more questions than this is read by a person. */
const mostQuestions = 5;

/** A mark inside an address ("?id=3") ends nothing. */
const upToQuestionMark = /.+?(?:[?؟]+(?=\s|$)|？+|$)/gu;
const endsAsQuestion = /[?？؟]\s*$/u;

/** Of an unspaced script two characters count as a word. */
function wordsOf(text: string): number {
  const { words, runs } = tokensOf(normalise(text));
  return words.length + runs.reduce((sum, run) => sum + Math.ceil(run.length / 2), 0);
}

function lastSentence(text: string): string {
  return text.split(/(?<=[.!。！])\s+/u).at(-1) ?? text;
}

function joinedRest(questions: readonly string[], rest: string): readonly string[] {
  const kept = questions.slice(0, mostQuestions);
  const tail = [...questions.slice(mostQuestions), rest].filter((part) => part !== '').join(' ');
  const last = kept.pop();
  if (last === undefined) return [rest];
  return [...kept, tail === '' ? last : `${last} ${tail}`];
}
