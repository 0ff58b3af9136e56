import {
  answersRestingOn,
  type Brought,
  type FactBrought,
  factsDerivedFrom,
  type HistoryEntry,
  holdsIn,
  type Snapshot,
} from '../../knowledge/index.js';
import { bringsVersion } from './propagation.js';

/** When a release was published, and what it brought. */
export interface Publishing {
  readonly snapshotSequence: number;
  readonly publishedAt: Date;
  readonly brought: Brought;
}

/**
 * Tells of a change of an answer, and of the one before it, whether the release brought it: on its own day or on a later one on which its version
 * or value took effect. An answer that only began to show the value later was not changed by the release.
 */
export function cameBy(
  { snapshotSequence, publishedAt, brought }: Publishing,
  snapshot: Snapshot,
  answer: string,
): (entry: HistoryEntry, before: HistoryEntry | null) => boolean {
  const version = brought.versions.get(answer)?.number ?? null;
  const facts = brought.facts.map((fact) => ({
    ...fact,
    subjects: new Set([fact.key, ...factsDerivedFrom(snapshot, fact.key).map(({ key }) => key)]),
  }));
  return (entry, before) => {
    if (entry.at < publishedAt) return false;
    if (version !== null && bringsVersion(entry) === version) return true;
    return facts.some(({ values, derivedFrom, subjects }) => {
      if (!showsAnew(entry, subjects)) return false;
      if (values.some(({ id }) => entry.valueIds.includes(id) && !before?.valueIds.includes(id))) return true;
      if (values.length > 0) return false;
      const isDerivedLater = derivedFrom !== null && derivedFrom > publishedAt;
      return isDerivedLater ? entry.at >= derivedFrom : entry.snapshotSequence === snapshotSequence;
    });
  };
}

/** Whether an answer that had shown one of the facts shows another value of it. */
function showsAnew({ changes }: HistoryEntry, facts: ReadonlySet<string>): boolean {
  const isReworded = changes.some(({ kind }) => kind === 'VERSION');
  return changes.some(
    ({ kind, subject, before }) =>
      kind === 'FACT_VALUE' && subject !== null && facts.has(subject) && (before !== null || !isReworded),
  );
}

/** The answers that the release will change on a day which has not come by then. */
export function waitingFor({ brought }: Pick<Publishing, 'brought'>, snapshot: Snapshot): ReadonlySet<string> {
  const { validAt } = snapshot;
  const versions = [...brought.versions].filter(([, { effectiveFrom }]) => effectiveFrom > validAt);
  return new Set([...versions.map(([key]) => key), ...brought.facts.flatMap((fact) => waitingForFact(fact, snapshot))]);
}

function waitingForFact({ key, values, derivedFrom }: FactBrought, snapshot: Snapshot): readonly string[] {
  const { validAt } = snapshot;
  const planned = values.filter(({ validFrom }) => validFrom > validAt);
  const isDerivedLater = derivedFrom !== null && derivedFrom > validAt;
  return answersRestingOn(snapshot, key)
    .filter((answer) => isDerivedLater || planned.some(({ scope }) => holdsIn(scope, answer.scope)))
    .map((answer) => answer.key);
}
