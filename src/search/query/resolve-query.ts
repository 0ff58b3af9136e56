import type { Synonym } from '../search-engine.js';
import type { AskedWord, Query } from './read-query.js';
import { otherWays } from './synonyms.js';
import type { KnownWord, Vocabulary } from './vocabulary.js';
import { beginsOf, compounding, compoundsWith, partsOf } from '../words/compounds.js';
import { editsAllowed, editsBetween } from '../words/edits.js';
import { rarity } from './rank.js';

/** One way in which a document can hold what was asked: stems side by side, or anywhere; `worth` 1 is the word itself. */
export interface Alternative {
  readonly stems: readonly string[];
  readonly adjacent: boolean;
  readonly worth: number;
}

/** One thing that was asked for, and how much it tells. */
export interface Unit {
  readonly weight: number;
  /** How many documents hold it, at most. */
  readonly documents: number;
  readonly alternatives: readonly Alternative[];
}

/** A query in the words that the documents have. */
export interface ResolvedQuery {
  readonly units: readonly Unit[];
  /** Stems that must stand side by side. */
  readonly phrases: readonly (readonly string[])[];
  /** The documents' words by which they can be hit. */
  readonly terms: readonly string[];
  /** The text with its misspelt words put right; null when there were none. */
  readonly corrected: string | null;
}

/** How a query is read. */
export interface Reading {
  readonly text: string;
  readonly locale: string;
  readonly synonyms: readonly Synonym[];
  /** The last word may go on even where it is a word already: it is still being typed. */
  readonly typing?: boolean;
}

const worth = { synonym: 0.9, beginning: 0.7, compound: 0.6, oneEdit: 0.8, twoEdits: 0.6 } as const;
const mostBeginnings = 20;
const mostCorrections = 3;

/** Finds out which words of the documents each word of a query means. */
export async function resolveQuery(query: Query, vocabulary: Vocabulary, reading: Reading): Promise<ResolvedQuery> {
  const others = otherWays(query.words, reading);
  const known = await vocabulary.holding({
    stems: [
      ...query.words.flatMap((word) => [word.stem, ...partsOf(word, reading.locale).flat()]),
      ...others.flatMap((ways) => ways.flatMap(({ stems }) => stems)),
      ...query.phrases.flatMap((phrase) => phrase.map(({ stem }) => stem)),
    ],
    beginnings: query.words.filter((word) => mayGoOn(word)).map(({ word }) => word),
    parts: query.words.filter(({ word }) => isPart(word, reading.locale)).map(({ stem }) => stem),
  });
  const found: Alternative[][] = query.words.map((word, i) => [
    ...waysOf(word, known, reading),
    ...(others[i] ?? []).filter(({ stems }) => stems.every((stem) => known.some((other) => other.stem === stem))),
  ]);
  const mended = await mend(query.words, found, vocabulary);
  const words = [...known, ...mended.map(({ by }) => by)];
  const stems = new Set([
    ...found.flatMap((ways) => ways.flatMap((way) => way.stems)),
    ...query.phrases.flat().map(({ stem }) => stem),
  ]);
  return {
    units: evened([
      ...found.map((alternatives) => unitOf(alternatives, words, vocabulary)),
      ...query.phrases.map((phrase) =>
        unitOf([{ stems: phrase.map(({ stem }) => stem), adjacent: true, worth: 1 }], words, vocabulary),
      ),
    ]),
    phrases: query.phrases.map((phrase) => phrase.map(({ stem }) => stem)),
    terms: [...new Set(words.filter(({ stem }) => stems.has(stem)).map(({ word }) => word))].sort(),
    corrected: mended.length === 0 ? null : putRight(reading.text, mended),
  };
}

function mayGoOn({ word, last }: AskedWord): boolean {
  return last && (word.length >= 2 || unspacedSign.test(word));
}

/** One sign of a script without spaces stands in pairs only; a German word may be part of another. */
function isPart(word: string, locale: string): boolean {
  return unspacedSign.test(word) || (compounding(locale) && word.length >= 4);
}

const unspacedSign = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;

function waysOf(asked: AskedWord, known: readonly KnownWord[], { locale, typing }: Reading): Alternative[] {
  const exact = known.some(({ stem }) => stem === asked.stem);
  const ways: Alternative[] = exact ? [wayOf(asked.stem, 1)] : [];
  const add = (stem: string, value: number) => {
    if (!ways.some(({ stems }) => stems.length === 1 && stems[0] === stem)) ways.push(wayOf(stem, value));
  };
  if (mayGoOn(asked) && (!exact || typing))
    for (const { stem } of beginsOf(asked.word, known).slice(0, mostBeginnings)) add(stem, worth.beginning);
  if (isPart(asked.word, locale))
    for (const { stem } of compoundsWith(asked, known, unspacedSign.test(asked.word))) add(stem, worth.compound);
  if (ways.length > 0) return ways;
  const split = partsOf(asked, locale).find((parts) => parts.every((part) => known.some(({ stem }) => stem === part)));
  return split ? [{ stems: split, adjacent: false, worth: worth.compound }] : [];
}

function wayOf(stem: string, value: number): Alternative {
  return { stems: [stem], adjacent: false, worth: value };
}

interface Mended {
  readonly asked: AskedWord;
  readonly by: KnownWord;
}

/** Adds to each word that nothing is known of the words that it most likely was meant to be. */
async function mend(
  asked: readonly AskedWord[],
  found: readonly Alternative[][],
  vocabulary: Vocabulary,
): Promise<readonly Mended[]> {
  const mended: Mended[] = [];
  const unknown = asked.flatMap((word, i) => {
    const ways = found[i];
    return ways?.length === 0 && editsAllowed(word.word) > 0 ? [{ word, ways }] : [];
  });
  if (unknown.length === 0) return mended;
  const candidates = await vocabulary.near(unknown.map(({ word }) => word.word));
  for (const { word, ways } of unknown)
    for (const { by, edits } of nearest(word.word, candidates)) {
      ways.push(wayOf(by.stem, edits === 1 ? worth.oneEdit : worth.twoEdits));
      mended.push({ asked: word, by });
    }
  return mended;
}

function nearest(
  word: string,
  candidates: readonly KnownWord[],
): readonly { readonly by: KnownWord; readonly edits: number }[] {
  const most = editsAllowed(word);
  const near = candidates
    .filter((candidate) => editsAllowed(candidate.word) > 0 || candidate.word.length === 3)
    .map((by) => ({ by, edits: editsBetween(word, by.word, most) + (by.word[0] === word[0] || most === 1 ? 0 : 1) }))
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits || b.by.documents - a.by.documents || (a.by.word < b.by.word ? -1 : 1));
  return near.filter(({ edits }) => edits === near[0]?.edits).slice(0, mostCorrections);
}

function unitOf(alternatives: readonly Alternative[], known: readonly KnownWord[], { documents }: Vocabulary): Unit {
  const counts = alternatives.map(({ stems }) =>
    Math.min(
      ...stems.map((stem) => Math.max(0, ...known.filter((word) => word.stem === stem).map((word) => word.documents))),
    ),
  );
  const holding = counts.reduce((sum, count) => sum + count, 0);
  return { weight: rarity(documents, holding), documents: holding, alternatives };
}

/** A word that no document has tells nothing of documents: it weighs as the others do on average, so that one name does not undo a whole question. */
function evened(units: readonly Unit[]): readonly Unit[] {
  const known = units.filter(({ alternatives }) => alternatives.length > 0);
  if (known.length === 0) return units;
  const weight = known.reduce((sum, unit) => sum + unit.weight, 0) / known.length;
  return units.map((unit) => (unit.alternatives.length > 0 ? unit : { ...unit, weight }));
}

/** The first word that was found for each misspelt one takes its place. */
function putRight(text: string, mended: readonly Mended[]): string {
  let right = '';
  let end = 0;
  for (const { asked, by } of mended) {
    if (asked.start < end) continue;
    right += text.slice(end, asked.start) + by.word;
    end = asked.end;
  }
  return right + text.slice(end);
}
