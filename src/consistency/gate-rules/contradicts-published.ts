import { applies, type GateRule, type Proposal, type PublishedAnswer, type Snapshot } from '../../knowledge/index.js';
import type { Difference, Tier } from '../comparison.js';
import { aboutTheSame } from './about-the-same.js';
import { contradictionsBetween } from './contradictions-between.js';
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
    const differences = contradictionsBetween(proposal.after, [said, other], surely);
    if (differences.length > 0 && !wasSoBefore(proposal, differences, [said, other]))
      found.set(pair, sentenceOn(said, other));
  }
  return [...found.values()];
};

const surely: readonly Tier[] = ['alert'];

function sentenceOn(said: Said, other: Said): string {
  const where = `${said.answer.key} in ${said.locale}`;
  const whose =
    other.answer.key === said.answer.key
      ? `its ${other.statement.form === 'short' ? 'short form' : 'body'}`
      : other.answer.key;
  return `${where} says “${said.text}”, but ${whose} says “${other.text}”.`;
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
      (others ?? []).flatMap((other) =>
        contradictionsBetween(before, [one, other], surely).map(({ signature }) => signature),
      ),
    ),
  );
  return differences.every(({ signature }) => known.has(signature));
}

function statementsBefore(answer: PublishedAnswer | undefined, before: Snapshot, locale: string): readonly Said[] {
  return answer ? saidIn(before, answer, locale) : [];
}
