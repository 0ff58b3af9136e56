import { normalise } from '../platform/normalise.js';
import { anaphors } from './follow-up-words.js';
import { type Place, placesToCut, withoutItemMark } from './pieces.js';
import { courtesies } from './question-words.js';
import { tokensOf } from './tokens.js';

/** What a text is taken for: the best answer, if any, and whether it would be given. */
export interface Recognised {
  readonly answerKey: string | null;
  readonly isAnswered: boolean;
}

/** Asks the matcher of a text. */
export type Recognise = (text: string) => Recognised;

/**
 * The questions in a message, in its words and order, at most five; empty only for a message without words. Items of a list and sentences that end
 * with a question mark are cut apart where both sides could stand alone; what stands before a question goes with it. With `recognise` the matcher
 * has a say: what leads to one answer stays together, and a sentence is cut within ("… and how much …?") where both parts are answered, differently.
 */
export function splitQuestions(message: string, recognise?: Recognise): readonly string[] {
  if (wordsOf(message) === 0) return [];
  const places = placesToCut(message).slice(0, mostPlaces);
  const known = remembered(recognise);
  const starts = [0];
  places.forEach((place, index) => {
    const before = message.slice(starts.at(-1), place.at);
    const after = message.slice(place.at, nextPlace(places, index) ?? message.length);
    if (starts.length < mostQuestions && mayCut(place, before, after, known)) starts.push(place.at);
  });
  return starts.map((start, index) => tidy(message.slice(start, starts[index + 1]))).filter((text) => text !== '');
}

/** Fewer words than this ("Why?", "Is that all?") mean nothing without the question before. */
const fewestWords = 4;

/** A mail with more questions than this is read by a person. */
const mostQuestions = 5;

/** So that a message of nothing but marks costs no more than a long one. */
const mostPlaces = 24;

const endsAsQuestion = /[?？؟]["'”’)»」』）]*\s*$/u;

function mayCut({ cut }: Place, before: string, after: string, recognise: Recognise | null): boolean {
  if (cut !== 'question' && recognise !== null && differ(recognise(tidy(before)), recognise(tidy(after)))) return true;
  if (cut === 'addition' || !endsAsQuestion.test(before) || !endsAsQuestion.test(after)) return false;
  if (!standsAlone(lastSentence(before)) || !standsAlone(lastSentence(after))) return false;
  return recognise === null || !isOne(recognise(tidy(before)), recognise(tidy(after)), lastSentence(after));
}

function standsAlone(sentence: string): boolean {
  return wordsOf(sentence) >= fewestWords && !courtesies.test(sentence.trim());
}

function differ(one: Recognised, other: Recognised): boolean {
  return one.isAnswered && other.isAnswered && one.answerKey !== other.answerKey;
}

/** Two sentences ask one thing: the same answer fits both best, neither says enough alone, or the second only goes on about the first. */
function isOne(one: Recognised, other: Recognised, sentence: string): boolean {
  if (one.answerKey === other.answerKey || !(one.isAnswered || other.isAnswered)) return true;
  return !other.isAnswered && anaphors.test(normalise(sentence));
}

function nextPlace(places: readonly Place[], index: number): number | undefined {
  return places[index + 1]?.at;
}

/** Of an unspaced script two characters count as a word. */
function wordsOf(text: string): number {
  const { words, runs } = tokensOf(normalise(text));
  return words.length + runs.reduce((sum, run) => sum + Math.ceil(run.length / 2), 0);
}

function lastSentence(text: string): string {
  return text.split(/(?<=[.!。！])\s+/u).at(-1) ?? text;
}

function tidy(text: string): string {
  return withoutItemMark(text).replace(/\s+/gu, ' ').trim();
}

function remembered(recognise: Recognise | undefined): Recognise | null {
  if (!recognise) return null;
  const known = new Map<string, Recognised>();
  return (text) => {
    const found = known.get(text) ?? recognise(text);
    known.set(text, found);
    return found;
  };
}
