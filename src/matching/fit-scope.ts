import { applies, type PublishedAnswer, type Scope } from '../knowledge/index.js';
import type { Ask, AskContext } from './ask.js';
import { counterpart, type NamedScope, valuesOf } from './counterpart.js';
import { localeFor } from './matched-locale.js';

/** What becomes of an answer that fits the words when the asker's scope is looked at: another in its place, or a choice between two. */
export type Fit =
  | { readonly kind: 'instead'; readonly answer: PublishedAnswer }
  | { readonly kind: 'choice'; readonly answers: readonly PublishedAnswer[] };

/**
 * Whom the answer is for must agree with what is known of the asker: where another says the same for exactly that scope, it is given instead, and
 * where an answer holds for some only and nothing is known, those that say it for others are offered beside it. Null = it stays as it is.
 */
export function fitToScope(ctx: AskContext, asked: Ask, answer: PublishedAnswer, named: NamedScope | null): Fit | null {
  const { snapshot, models } = ctx;
  const { audience } = asked;
  const served = models.for(localeFor(snapshot, asked.locale, audience), audience);
  if (!served) return null;
  const other = (dimension: string, value: string) =>
    counterpart({ snapshot, served, audience }, answer, { dimension, value });
  const known: Scope = named ? { ...asked.scope, [named.dimension]: named.value } : asked.scope;
  for (const dimension of Object.keys(known).sort()) {
    const value = known[dimension] ?? '';
    const fitting = answer.scope[dimension] === value ? null : other(dimension, value);
    if (fitting && applies(fitting, asked.scope)) return { kind: 'instead', answer: fitting };
  }
  for (const dimension of Object.keys(answer.scope).sort()) {
    if (known[dimension] !== undefined) continue;
    const others = valuesOf(snapshot, audience, dimension).flatMap((value) =>
      value === answer.scope[dimension] ? [] : (other(dimension, value) ?? []),
    );
    if (others.length > 0) return { kind: 'choice', answers: [answer, ...others].slice(0, mostChoices) };
  }
  return null;
}

const mostChoices = 3;
