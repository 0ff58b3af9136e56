import type { Actor } from '../../access/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { FactContent } from '../fact-content.js';
import type { Formula } from './formula.js';
import type { Scope } from '../scope.js';

/** What every verb on facts needs to know of the world. */
export interface FactContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
}

/** What a statement asks for: one value, a list of them, that a value is taken back, or that a formula derives the fact. */
export const statementKinds = ['VALUE', 'VALUES', 'RETRACTION', 'FORMULA'] as const;
export type StatementKind = (typeof statementKinds)[number];

/** Where a statement stands: nobody's word alone, until a second person publishes or refuses it. */
export const statementStates = ['PROPOSED', 'PUBLISHED', 'REFUSED'] as const;
export type StatementState = (typeof statementStates)[number];

/** A value as it stands in a statement, ready to be placed among the others. */
export interface StatedValue {
  readonly content: FactContent;
  readonly scope: Scope;
  readonly validFrom: Date;
  /** Exclusive; null = until the next value begins. */
  readonly validTo: Date | null;
  readonly source: string;
}

/** What the statement's content holds, by its kind. */
export interface StatementContent {
  readonly VALUE: FactContent;
  /** As JSON: the instants are ISO strings. */
  readonly VALUES: readonly StoredValue[];
  /** The identity of the value to be taken back, and what it says. */
  readonly RETRACTION: { readonly value: number; readonly content: FactContent };
  readonly FORMULA: Formula;
}

type StoredValue = Omit<StatedValue, 'validFrom' | 'validTo'> & {
  readonly validFrom: string;
  readonly validTo: string | null;
};

/** The values of a statement of the kind VALUES. */
export function statedValues(content: StatementContent['VALUES']): readonly StatedValue[] {
  return content.map(({ validFrom, validTo, ...value }) => ({
    ...value,
    validFrom: new Date(validFrom),
    validTo: validTo === null ? null : new Date(validTo),
  }));
}
