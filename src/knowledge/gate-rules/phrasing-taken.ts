import { phrasingKey } from '../../platform/normalise.js';
import type { GateRule, Proposal } from '../gate.js';
import { compatible } from '../scope.js';
import type { PublishedAnswer, Snapshot } from '../snapshot.js';

/**
 * The same words ask one answer, unless the scopes of two are disjoint (personal and business): else customers would have to choose between them.
 * An answer's question counts as one of its phrasings. Staff read every audience, so no two audiences are apart.
 */
export const phrasingTaken: GateRule = ({ before, after, changed }) => {
  const wanted = wantedBy(touched({ before, after, changed }));
  if (wanted.size === 0) return [];
  const found = new Set<string>();
  for (const other of after.answers.values())
    for (const name of namesOf(other).keys())
      for (const answer of wanted.get(name) ?? [])
        if (answer.key !== other.key && compatible(answer.scope, other.scope) && !shared(before, name, [answer, other]))
          found.add(sentenceOn(name, [answer.key, other.key].sort() as [string, string], namesOf(other)));
  return [...found];
};

function sentenceOn(name: string, [one, two]: [string, string], names: ReadonlyMap<string, string>): string {
  return `“${names.get(name)}” would ask two answers, ${one} and ${two}, which hold for the same people.`;
}

/** The answers that ask for other words than before; readers see no difference in new phrasings, so they are not among the changed ones. */
function touched({ before, after, changed }: Proposal): readonly PublishedAnswer[] {
  const named = new Set(changed);
  return [...after.answers.values()].filter((answer) => {
    const earlier = before.answers.get(answer.key);
    return answer !== earlier && (named.has(answer.key) || !earlier || !sameWords(earlier, answer));
  });
}

function sameWords(a: PublishedAnswer, b: PublishedAnswer): boolean {
  return (
    a.phrasings.size === b.phrasings.size &&
    [...a.phrasings].every(([locale, texts]) => sameList(texts, b.phrasings.get(locale)))
  );
}

function sameList(a: readonly string[], b: readonly string[] | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((text, index) => text === b[index]);
}

function wantedBy(answers: readonly PublishedAnswer[]): ReadonlyMap<string, readonly PublishedAnswer[]> {
  const wanted = new Map<string, PublishedAnswer[]>();
  for (const answer of answers)
    for (const name of namesOf(answer).keys()) wanted.set(name, [...(wanted.get(name) ?? []), answer]);
  return wanted;
}

function shared(before: Snapshot, name: string, answers: readonly PublishedAnswer[]): boolean {
  return answers.every(({ key }) => {
    const earlier = before.answers.get(key);
    return earlier !== undefined && namesOf(earlier).has(name);
  });
}

const known = new WeakMap<PublishedAnswer, ReadonlyMap<string, string>>();

/** The words that ask an answer, in each language, under what makes them the same words. */
function namesOf(answer: PublishedAnswer): ReadonlyMap<string, string> {
  const names = known.get(answer) ?? new Map(askedWith(answer));
  known.set(answer, names);
  return names;
}

function askedWith({ texts, phrasings }: PublishedAnswer): [string, string][] {
  const questions = [...texts.values()].map(({ locale, question }): [string, string] => [locale, question]);
  const others = [...phrasings].flatMap(([locale, list]) => list.map((text): [string, string] => [locale, text]));
  return [...others, ...questions]
    .map(([locale, text]): [string, string, string] => [locale, phrasingKey(text), text])
    .filter(([, words]) => words !== '')
    .map(([locale, words, text]) => [`${locale} ${words}`, text]);
}
