import type { Analysis, Fact, Sentence } from '../analysis/model.js';
import { unitsOf } from '../analysis/units.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexicons } from '../lexicon/lexicons.js';
import { compatible, sameValue } from './equal-values.js';

/** The must-say clauses that the text neither says, in whatever words, nor links to. */
export function omissions(
  mustSay: readonly string[],
  observed: Analysis,
  read: (clause: string) => Analysis,
): string[] {
  return mustSay.length === 0 || linksToAnswer(observed) ? [] : unsaid(mustSay, observed, read);
}

/** The must-say clauses that the text says in no words; a link to the whole answer says none of them. */
export function unsaid(mustSay: readonly string[], observed: Analysis, read: (clause: string) => Analysis): string[] {
  return mustSay.filter((clause) => !says(observed, read(clause)));
}

// Every value of the clause, and enough of its words close together to know that they are about the same thing.
function says(observed: Analysis, wanted: Analysis): boolean {
  if (!wanted.facts.every((fact) => observed.facts.some((found) => tells(fact, found)))) return false;
  if (wanted.language !== observed.language) return true;
  const words = subjectsOf(wanted);
  const [here, anywhere] = wanted.facts.length > 0 ? [0.33, 0.4] : [0.5, 0.6];
  if (shared(words, observed.stems) < anywhere) return false;
  return [...passages(observed)].some((stems) => shared(words, stems) >= here);
}

// "usually after about seven working days" tells a range of 5 to 10 roughly; "within 7 working days" would narrow it.
function tells(wanted: Fact, found: Fact): boolean {
  if (wanted.type === 'reference' || sameValue(wanted, found)) return true;
  return (found.vague || found.comparator === 'about') && wanted.low !== wanted.high && compatible(wanted, found);
}

// Two sentences together: what one clause says may be said in two.
function* passages({ sentences }: Analysis): Generator<ReadonlySet<string>> {
  for (const [index, { stems }] of sentences.entries()) {
    const next: Sentence | undefined = sentences[index + 1];
    yield next === undefined ? stems : new Set([...stems, ...next.stems]);
  }
}

// "Never tell anyone" and "tell nobody" share what they are about; who and whether is told by other words.
function subjectsOf({ language, sentences }: Analysis): ReadonlySet<string> {
  const lexicon = lexiconOf(language);
  const words = sentences.flatMap((sentence) =>
    unitsOf(sentence)
      .filter(({ fact }) => fact === null)
      .map(({ token }) => token),
  );
  return new Set(
    words.flatMap(({ folded, stem }) =>
      stem === null || lexicon?.phrases.negators.has(folded) || lexicon?.words.unstressed.has(folded) ? [] : [stem],
    ),
  );
}

function shared(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  let count = 0;
  for (const stem of wanted) if (found.has(stem)) count += 1;
  return wanted.size === 0 ? 1 : count / wanted.size;
}

function linksToAnswer({ facts, sentences, language }: Analysis): boolean {
  const lexicon = lexiconOf(language);
  if (!facts.some(({ type }) => type === 'url') || lexicon === undefined) return false;
  return sentences.some(lexicon.phrases.fullAnswer.isIn);
}

function lexiconOf(language: string): LexiconIndex | undefined {
  return lexicons.find(({ lexicon }) => lexicon.language === language);
}
