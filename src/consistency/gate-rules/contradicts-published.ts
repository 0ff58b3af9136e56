import { applies, type GateRule, type Proposal, type PublishedAnswer, type Snapshot } from '../../knowledge/index.js';
import { analyse } from '../analysis/analyse.js';
import type { Analysis, Fact } from '../analysis/model.js';
import { compare } from '../compare.js';
import type { Difference } from '../comparison.js';
import { aboutTheSame } from './about-the-same.js';
import { changedStatements, type Said, saidIn } from './said-in.js';

/**
 * What a change would make an answer say must not contradict what an answer says to the same people.
 *
 * 2026-11-23: answers are not compared as wholes. The comparer takes two texts for replies to one question; of two answers to different questions it
 * held 7 % of the demo's pairs to contradict each other (the number of the help line beside the number for lost cards). So single sentences are
 * compared, and only where both say something of the same thing; two facts of different names may have different values there. Only
 * what the comparer is sure of (tier alert) blocks, and only what the change brings about.
 */
export const contradictsPublished: GateRule = async (proposal) => {
  const found = new Map<string, string>();
  for await (const [said, other] of aboutTheSame(changedStatements(proposal), proposal.after)) {
    const pair = [said.text, other.text].sort().join('\n');
    if (found.has(pair) || !applies(said.answer, other.answer.scope)) continue;
    const differences = contradictions(proposal.after, said, other);
    if (differences.length > 0 && !wasSoBefore(proposal, differences, [said, other]))
      found.set(pair, sentenceOn(said, other));
  }
  return [...found.values()];
};

function sentenceOn(said: Said, other: Said): string {
  const where = `${said.answer.key} in ${said.locale}`;
  const whose =
    other.answer.key === said.answer.key
      ? `its ${other.statement.form === 'short' ? 'short form' : 'body'}`
      : other.answer.key;
  return `${where} says “${said.text}”, but ${whose} says “${other.text}”.`;
}

function contradictions({ validAt }: Snapshot, said: Said, other: Said): readonly Difference[] {
  const { differences } = compare({
    canonical: said.text,
    observed: other.text,
    locale: said.locale,
    scope: { ...said.answer.scope, ...other.answer.scope },
    moment: validAt.toISOString().slice(0, 10),
  });
  return differences.filter(
    (difference) =>
      difference.tier === 'alert' &&
      !(isValue(difference.a, said) && isValue(difference.b, other)) &&
      isOnOneSubject(difference, said, other),
  );
}

const fewestStems = 2;

/**
 * Whether what differs is said of one thing: the words that carry meaning are the same in both sentences, or in the clauses around the two values. One
 * word more on either side may name another thing: a virtual card is not a card, and an umbrella is not a chair.
 */
function isOnOneSubject({ a, b }: Difference, said: Said, other: Said): boolean {
  const [one, two] = [analyse(said.text, said.locale), analyse(other.text, other.locale)];
  if (areEqual(one.stems, two.stems)) return true;
  const [value, counterpart] = [valueAt(one, a), valueAt(two, b)];
  return value !== undefined && counterpart !== undefined && areEqual(nearby(value), nearby(counterpart));
}

function valueAt({ facts }: Analysis, quote: Difference['a']): Fact | undefined {
  return facts.find(({ span }) => span.start === quote?.span.start);
}

/** The stems of a value's own clause: they count fully. */
function nearby({ context }: Fact): ReadonlySet<string> {
  return new Set([...context.own].filter(([, weight]) => weight === 1).map(([stem]) => stem));
}

function areEqual(one: ReadonlySet<string>, two: ReadonlySet<string>): boolean {
  return one.size >= fewestStems && one.size === two.size && [...one].every((stem) => two.has(stem));
}

/** Whether what differs was put in by a fact: the facts are different then, or the values would be the same. */
function isValue(quote: Difference['a'], { values }: Said): boolean {
  return quote !== null && values.some((value) => value.includes(quote.text) || quote.text.includes(value));
}

/** Whether the two answers differed in the same values already: a change is not held up by what it found. */
function wasSoBefore({ before }: Proposal, differences: readonly Difference[], pair: readonly [Said, Said]): boolean {
  const [ones, others] = pair.map(({ answer, locale, statement }) =>
    statementsBefore(before.answers.get(answer.key), before, locale).filter(
      (said) => said.statement.form === statement.form,
    ),
  );
  const known = new Set(
    (ones ?? []).flatMap((one) =>
      (others ?? []).flatMap((other) => contradictions(before, one, other).map(({ signature }) => signature)),
    ),
  );
  return differences.every(({ signature }) => known.has(signature));
}

function statementsBefore(answer: PublishedAnswer | undefined, before: Snapshot, locale: string): readonly Said[] {
  return answer ? saidIn(before, answer, locale) : [];
}
