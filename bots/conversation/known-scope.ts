import type { Choice, KnownScope, Offer, ScopeOf } from './conversation.js';
import { plainWords } from './plain-words.js';

/** What alone tells answers apart, in their order ("personal", "business"); null where it is more than one dimension of scope, or none. */
export function tellingScopes(scopes: readonly (readonly ScopeOf[])[]): readonly ScopeOf[] | null {
  const only = scopes.flatMap((scope) => (scope.length === 1 ? scope : []));
  const isOneDimension = new Set(only.map(({ dimension }) => dimension)).size === 1;
  const areDistinct = new Set(only.map(({ value }) => value)).size === scopes.length;
  return scopes.length > 1 && only.length === scopes.length && isOneDimension && areDistinct ? only : null;
}

/** The question that all choices of an offer share, so that only the scope is left to ask; null where they are questions of their own. */
export function sharedQuestion({ choices }: Offer): string | null {
  const questions = choices.map(({ label, scope }) =>
    scope && label.endsWith(` (${scope.value})`) ? label.slice(0, -` (${scope.value})`.length) : null,
  );
  const [first = null] = questions;
  return questions.every((question) => question === first) ? first : null;
}

/** What a customer says of themselves by picking a choice; null where the choice says nothing of them. */
export function scopeOfPick({ choices }: Offer, { scope }: Choice): KnownScope | null {
  if (!scope) return null;
  const others = choices.flatMap((choice) =>
    choice.scope && choice.scope.value !== scope.value ? choice.scope.value : [],
  );
  return { ...scope, others };
}

/** Whether what is known of the customer goes for this message too: who names the other side asks about that. */
export function holdsFor(known: KnownScope, text: string): boolean {
  const words = ` ${plainWords(text)} `;
  return !known.others.some((other) => words.includes(` ${plainWords(other)} `));
}
