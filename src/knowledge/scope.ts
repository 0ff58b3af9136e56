/** Where or whom a text or value applies to: dimension → value, such as customer → business. Empty = everywhere. */
export type Scope = Readonly<Record<string, string>>;

/** The scope as one string, equal for equal scopes whatever the order of their dimensions. */
export function scopeKey(scope: Scope): string {
  return Object.keys(scope)
    .sort()
    .map((dimension) => `${dimension}=${scope[dimension]}`)
    .join('&');
}

/** Whether nothing in `a` speaks against `b`: dimensions that both name have the same value. */
export function compatible(a: Scope, b: Scope): boolean {
  return Object.keys(a).every((dimension) => b[dimension] === undefined || b[dimension] === a[dimension]);
}

/** Whether everything that `wanted` demands is given by `situation`. */
export function holdsIn(wanted: Scope, situation: Scope): boolean {
  return Object.keys(wanted).every((dimension) => situation[dimension] === wanted[dimension]);
}

/** The most specific of the candidates that hold in the situation; null when none does. A tie is refused when it is published. */
export function mostSpecific<T extends { readonly scope: Scope }>(
  candidates: readonly T[],
  situation: Scope,
): T | null {
  const size = (candidate: T) => Object.keys(candidate.scope).length;
  const holding = candidates.filter((candidate) => holdsIn(candidate.scope, situation));
  return holding.reduce<T | null>((best, next) => (best === null || size(next) > size(best) ? next : best), null);
}
