import { Field, InputType, ObjectType } from 'type-graphql';
import type { Scope } from '../../src/knowledge/index.js';
import { AppError } from '../../src/platform/errors.js';

@ObjectType({ description: 'One dimension of a scope, such as customer = business.' })
export class ScopeEntry {
  @Field(() => String, { description: 'What is narrowed: customer, product, country.' })
  dimension!: string;

  @Field(() => String, { description: 'To what it is narrowed.' })
  value!: string;
}

@InputType({ description: 'One dimension of a scope, such as customer = business.' })
export class ScopeEntryInput {
  @Field(() => String, { description: 'What is narrowed: customer, product, country.' })
  dimension!: string;

  @Field(() => String, { description: 'To what it is narrowed.' })
  value!: string;
}

const word = /^[a-z0-9-]{1,40}$/;
const mostDimensions = 8;

/** The entries of a scope in dimension order. */
export function scopeEntries(scope: Scope): readonly ScopeEntry[] {
  return Object.keys(scope)
    .sort()
    .map((dimension) => ({ dimension, value: scope[dimension] ?? '' }));
}

/** The scope that entries describe; throws BAD_INPUT for a dimension named twice or a word that is none. */
export function scopeFrom(entries: readonly ScopeEntryInput[] | null | undefined): Scope {
  if (!entries) return {};
  if (entries.length > mostDimensions)
    throw new AppError('BAD_INPUT', `scope has too many dimensions: at most ${mostDimensions}.`);
  for (const { dimension, value } of entries) {
    if (!word.test(dimension) || !word.test(value))
      throw new AppError('BAD_INPUT', 'scope takes lower-case words, such as customer and business.');
  }
  const scope = Object.fromEntries(entries.map(({ dimension, value }) => [dimension, value]));
  if (Object.keys(scope).length < entries.length) throw new AppError('BAD_INPUT', 'scope names a dimension twice.');
  return scope;
}
