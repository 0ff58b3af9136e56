import type { Database } from '../../platform/database/database.js';
import type { Scope } from '../scope.js';
import { statementsBrought, versionsBrought } from './brought.store.js';

/** A fact of which a release said something. */
export interface FactBrought {
  readonly key: string;
  /** The values that it stated, by the ids under which they stand; empty where it took one back or gave a formula. */
  readonly values: readonly { readonly id: number; readonly scope: Scope; readonly validFrom: Date }[];
  /** From when a formula derives it; null where it was given none. */
  readonly derivedFrom: Date | null;
}

/** What a published release gave answers to say. */
export interface Brought {
  /** By the answer's key. */
  readonly versions: ReadonlyMap<string, { readonly number: number; readonly effectiveFrom: Date }>;
  readonly facts: readonly FactBrought[];
}

/** What became of the versions and statements of a release when it was published. */
export async function broughtByRelease(db: Database, releaseId: number): Promise<Brought> {
  const versions = await versionsBrought(db, releaseId);
  const statements = Map.groupBy(await statementsBrought(db, releaseId), ({ fact }) => fact);
  return {
    versions: new Map(versions.map(({ answer, ...version }) => [answer, version])),
    facts: [...statements].map(([key, rows]) => ({
      key,
      values: rows.flatMap(({ value, scope, valueFrom }) =>
        value !== null && valueFrom !== null ? [{ id: value, scope: scope ?? {}, validFrom: valueFrom }] : [],
      ),
      derivedFrom: rows.find(({ kind }) => kind === 'FORMULA')?.validFrom ?? null,
    })),
  };
}
