import { type Probe, signatureKey } from '../cell.js';
import type { FoundDifference } from '../finding.js';
import { type Rate, rateOf } from '../rate.js';

/**
 * What a bot did when a question was put in other words: SAID gives the answer, OFFERED names its question among several, OTHER gives another answer,
 * SILENT has none, FAILED could not be asked.
 */
export const wayOutcomes = ['SAID', 'OFFERED', 'OTHER', 'SILENT', 'FAILED'] as const;
export type WayOutcome = (typeof wayOutcomes)[number];

/** One question put to one bot in other words. */
export interface Way {
  readonly words: string;
  readonly outcome: WayOutcome;
  /** The answer that it gave; null when it gave none. */
  readonly answer: string | null;
}

/** A cell whose question was put in other words too. */
export interface CellAskedOtherwise {
  readonly probe: Probe;
  readonly channel: string;
  /** Whether the canonical question got its answer. */
  readonly answersCanonical: boolean;
  readonly ways: readonly Way[];
}

/** Names this kind of finding. */
export const otherwiseKind = 'asked-otherwise';

/** Whether the bot gave its answer, or offered it, however it was asked; null where no way could be asked. */
export function isStable({ answersCanonical, ways }: Pick<CellAskedOtherwise, 'answersCanonical' | 'ways'>) {
  const asked = ways.filter(({ outcome }) => outcome !== 'FAILED');
  return asked.length === 0 ? null : answersCanonical && asked.every(holds);
}

/** In how many ways the question was asked, the canonical one among them, and in how many the bot gave its answer or offered it. */
export function waysThatHold({ answersCanonical, ways }: CellAskedOtherwise): {
  readonly same: number;
  readonly asked: number;
} {
  const asked = ways.filter(({ outcome }) => outcome !== 'FAILED');
  return { same: Number(answersCanonical) + asked.filter(holds).length, asked: asked.length + 1 };
}

function holds({ outcome }: Way): boolean {
  return outcome === 'SAID' || outcome === 'OFFERED';
}

/**
 * Of the questions that were asked otherwise: those to which every bot held its answer. Questions are counted and not cells, for the bots share a
 * matcher: three cells are no three trials.
 */
export function stabilityRate(cells: readonly CellAskedOtherwise[]): Rate {
  const questions = [...Map.groupBy(cells, ({ probe }) => probe.key).values()]
    .map((row) => row.map(isStable).filter((stable) => stable !== null))
    .filter((row) => row.length > 0);
  return rateOf(questions.filter((row) => row.every(Boolean)).length, questions.length);
}

/** The findings of a cell: each way that got another answer. Wording alone harms little, and which of the two answers is meant is for a person to say. */
export function findingsOtherwise({ probe, ways }: CellAskedOtherwise): readonly FoundDifference[] {
  return ways.flatMap(({ words, outcome, answer }) =>
    outcome === 'OTHER'
      ? [
          {
            signature: signatureKey(`${otherwiseKind}|${words.toLowerCase()}`),
            kind: otherwiseKind,
            baseSeverity: 'SEV4',
            tier: 'info',
            claim: `Asked “${words}”, the bot gives the answer ${answer} instead of ${probe.expects}.`,
            confidence: 0.7,
            canonical: null,
            observed: null,
          },
        ]
      : [],
  );
}
