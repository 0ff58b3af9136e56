import { alerted, isContradiction, type Judged } from './labelled-pairs.js';
import { groupOf } from './kind-groups.js';
import type { Count } from './invariants.js';

/** A figure that must be reached: `atLeast` or `atMost`. */
export interface Target {
  readonly name: string;
  readonly part: number;
  readonly whole: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** The figures of the labelled pairs that the checker must reach. */
export function labelledTargets(pairs: readonly Judged[]): Target[] {
  const wrong = pairs.filter(isContradiction);
  const same = pairs.filter(({ label }) => label === 'same');
  const alerts = pairs.filter(alerted);
  const recall = (name: string, members: readonly Judged[], atLeast: number) => ({
    name: `recall as alerts: ${name}`,
    part: members.filter(alerted).length,
    whole: members.length,
    atLeast,
  });
  return [
    { name: 'precision of alerts', part: alerts.filter(isContradiction).length, whole: alerts.length, atLeast: 0.97 },
    recall(
      'real edits',
      wrong.filter(({ file }) => file === 'real-edits'),
      0.7,
    ),
    recall(
      'channel renderings',
      wrong.filter(({ file }) => file !== 'real-edits'),
      0.8,
    ),
    ...['value', 'contact', 'hours'].map((group) =>
      recall(
        group,
        wrong.filter(({ kind }) => groupOf(kind) === group),
        0.9,
      ),
    ),
    {
      name: 'contradictions surfaced',
      part: wrong.filter(({ comparison }) => comparison.verdict !== 'same').length,
      whole: wrong.length,
      atLeast: 0.97,
    },
    { name: 'same pairs alarmed', part: same.filter(alerted).length, whole: same.length, atMost: 0.005 },
  ];
}

/** The figures that hold of any text, labelled or not. */
export function invariantTargets(
  violations: Readonly<Record<'self' | 'format' | 'symmetry', Count>>,
  mutations: ReadonlyMap<string, Count>,
): Target[] {
  const counts = [...mutations.values()];
  const whole = counts.reduce((sum, count) => sum + count.whole, 0);
  const missed = counts.reduce((sum, count) => sum + count.part, 0);
  const limits = { self: 0, format: 0, symmetry: 0.001 };
  return [
    ...(['self', 'format', 'symmetry'] as const).map((name) => ({
      name: `${name} violations`,
      part: violations[name].part,
      whole: violations[name].whole,
      atMost: limits[name],
    })),
    { name: 'mutations flagged', part: whole - missed, whole, atLeast: 0.97 },
  ];
}

/** Whether the figure is reached; a share of nothing is not. */
export function isReached({ part, whole, atLeast = 0, atMost = 1 }: Target): boolean {
  return whole > 0 && part / whole >= atLeast && part / whole <= atMost;
}
