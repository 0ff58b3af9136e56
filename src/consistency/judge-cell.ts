import type { Canonical } from './canonical.js';
import { type CellState, type Judgement, wholeDifference } from './cell.js';
import { compare, identical } from './compare.js';
import type { Comparison, Difference, VerdictLabel } from './comparison.js';
import { type AppliedRule, withLearnedRules } from './learned-rules/with-learned-rules.js';
import { linksTo, withoutLinksTo } from './own-links.js';
import type { Said } from './probes/channel-probe.js';
import { isWordForWord, staleVersion } from './stale-version.js';

/** A cell that was not compared. */
export function unjudged(state: CellState, failure: string | null = null): Judgement {
  return {
    state,
    text: '',
    verdict: null,
    tier: null,
    canonical: null,
    canonicalVersion: null,
    differences: [],
    omits: [],
    failure,
  };
}

/**
 * Holds what a channel said against the canonical answer of that moment (an ISO date): by its receipt, and by its words, with the learned rules that
 * hold for the answer. Pure.
 */
export function judgeCell(
  said: Said,
  canonical: Canonical,
  asked: { readonly question: string; readonly moment: string; readonly learned?: readonly AppliedRule[] },
): Judgement {
  if (said.state !== 'said') return unjudged(silences[said.state], said.failure);
  const text = clean(withoutLinksTo(canonical.helpPages, said.text));
  const whole = withoutLinksTo(canonical.helpPages, canonical.text);
  if (text.length > longestText) return unjudged('ERROR', `The text is longer than ${longestText} characters.`);
  const against = (words: string): Comparison =>
    withLearnedRules(
      compare({
        canonical: words,
        observed: text,
        locale: canonical.locale,
        observedLocale: said.locale,
        question: asked.question,
        mustSay: linksTo(canonical.url, said.text) ? [] : canonical.mustSay,
        scope: canonical.scope,
        moment: asked.moment,
      }),
      asked.learned ?? [],
    );
  const short =
    canonical.shortForm === null || !isCurrent(said, canonical)
      ? null
      : withoutLinksTo(canonical.helpPages, canonical.shortForm);
  const { compared, beside } = isWordForWord(said, canonical, [whole, text])
    ? { compared: identical, beside: whole }
    : comparisonOf(against, whole, short);
  return {
    state: answersAnother(said, canonical) ? 'UNRELATED' : states[compared.verdict],
    text,
    verdict: compared.verdict,
    tier: compared.tier,
    canonical: beside,
    canonicalVersion: canonical.version,
    differences: [...wholeDifferences(said, canonical, { ...compared, text }), ...compared.differences],
    omits: omissionsIn(compared, beside),
    failure: null,
  };
}

/** What is longer is not compared, in characters. */
export const longestText = 20_000;

const silences = { 'no-answer': 'NO_ANSWER', 'not-applicable': 'NOT_APPLICABLE', error: 'ERROR' } as const;

const states: Readonly<Record<VerdictLabel, CellState>> = {
  same: 'SAME',
  contradicts: 'CONTRADICTS',
  incomplete: 'INCOMPLETE',
  extra: 'EXTRA',
  unrelated: 'UNRELATED',
};

/**
 * A channel that by its receipt gives this version in its short form need not say more than that form does. What surely contradicts the whole
 * answer is wrong there too; a mere doubt is not, for the same people wrote and reviewed both forms.
 */
function comparisonOf(
  against: (words: string) => Comparison,
  whole: string,
  short: string | null,
): { readonly compared: Comparison; readonly beside: string } {
  const compared = against(whole);
  return short === null || compared.tier === 'alert'
    ? { compared, beside: whole }
    : { compared: against(short), beside: short };
}

/** A clause is omitted when nothing stands in its place: where another value does, that is a contradiction and told as one, or learned to be none. */
function omissionsIn({ omits, differences }: Comparison, canonical: string): readonly string[] {
  return omits.filter((clause) => {
    const start = canonical.indexOf(clause);
    const touching = differences.filter(
      ({ a }) => a !== null && a.span.start < start + clause.length && start < a.span.end,
    );
    return (
      start === -1 ||
      (touching.some(({ kind }) => kind === 'missing') &&
        touching.every(({ tier, note }) => tier === 'info' && note === undefined))
    );
  });
}

function wholeDifferences(
  said: Said,
  canonical: Canonical,
  compared: Comparison & { readonly text: string },
): readonly Difference[] {
  const { text } = compared;
  const opening = { text: text.slice(0, 200), span: { start: 0, end: Math.min(200, text.length) } };
  if (answersAnother(said, canonical)) {
    return [
      wholeDifference(
        'other-answer',
        'alert',
        `The channel gives the answer ${said.answerKey} instead of ${canonical.answer}.`,
        { b: opening, named: said.answerKey ?? '' },
      ),
    ];
  }
  const stale = staleVersion(said, canonical, { compared, opening });
  if (stale !== null) return [stale];
  if (compared.verdict !== 'unrelated') return [];
  return [
    wholeDifference('unrelated', 'possible', 'The text seems to answer another question.', {
      b: opening,
      named: canonical.answer,
    }),
  ];
}

function isCurrent(said: Said, canonical: Canonical): boolean {
  return said.answerKey === canonical.answer && said.version === canonical.version;
}

function answersAnother(said: Said, canonical: Canonical): boolean {
  return said.answerKey !== null && said.answerKey !== canonical.answer;
}

/** As the database can keep it. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '').trim();
}
