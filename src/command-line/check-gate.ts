import type { Cell, Checked, Finding } from './check-report.js';

/** From which difference on the check fails: a sure one, a possible one, any at all, or none. */
export const thresholds = ['alert', 'possible', 'any', 'never'] as const;
export type Threshold = (typeof thresholds)[number];

/** What the caller demands. */
export interface GateTerms {
  readonly failOn: Threshold;
  /** The least same-answer rate of any two channels, in percent; null = none is demanded. */
  readonly minRate: number | null;
}

/** Whether the demands are met, and what could not be checked; an unread channel must not pass for a good one. */
export interface Gate {
  readonly broken: readonly string[];
  readonly unchecked: readonly string[];
}

/** Judges a report by what was demanded. */
export function gateOf(checked: Checked, terms: GateTerms): Gate {
  return { broken: [...tooDifferent(checked, terms), ...tooLow(checked, terms)], unchecked: uncheckedIn(checked) };
}

/** The findings that break the gate. */
export function breakingFindings(findings: readonly Finding[], failOn: Threshold): readonly Finding[] {
  switch (failOn) {
    case 'never':
      return [];
    case 'alert':
      return findings.filter(({ tier }) => tier === 'ALERT');
    default:
      return findings;
  }
}

/** Whether a cell differs in any way from the answer. */
export function differs({ state }: Cell): boolean {
  return state === 'CONTRADICTS' || state === 'INCOMPLETE' || state === 'EXTRA' || state === 'UNRELATED';
}

function tooDifferent({ report, findings }: Checked, { failOn }: GateTerms): readonly string[] {
  const breaking = breakingFindings(findings, failOn).length;
  const different = failOn === 'any' ? report.cells.filter(differs).length : 0;
  return [
    ...(breaking === 0
      ? []
      : [`${breaking} ${breaking === 1 ? 'finding breaks' : 'findings break'} the gate (--fail-on ${failOn}).`]),
    ...(different === 0
      ? []
      : [
          `${different} ${different === 1 ? 'cell differs' : 'cells differ'} in some way from the answer (--fail-on any).`,
        ]),
  ];
}

function tooLow({ report }: Checked, { minRate }: GateTerms): readonly string[] {
  if (minRate === null) return [];
  const share = report.sameAnswerRates.find(({ channels }) => channels === 2)?.rate.share ?? null;
  if (share === null) return ['There is no same-answer rate: no two channels answered the same question.'];
  return share * 100 >= minRate
    ? []
    : [`The same-answer rate of any two channels is ${(share * 100).toFixed(1)} %; ${minRate} % is demanded.`];
}

function uncheckedIn({ report }: Checked): readonly string[] {
  if (report.cells.length === 0)
    return ['There is nothing to ask: no public answer has phrasings, or there is no channel.'];
  return report.byChannel
    .filter(({ rate, silent, failed }) => failed > 0 && rate.compared === 0 && silent === 0)
    .map(
      ({ channel }) =>
        `${channel.name} could not be read: ${report.cells.find((cell) => cell.channel.key === channel.key && cell.failure)?.failure ?? ''}`,
    );
}
