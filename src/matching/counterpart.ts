import { type PublishedAnswer, type Snapshot, visibleAnswer, visibleAnswers } from '../knowledge/index.js';
import type { Audience } from '../access/index.js';
import { normalise } from '../platform/normalise.js';
import { fillers, scopeWords } from './follow-up-words.js';
import { match } from './match.js';
import type { ServedModel } from './models.js';
import { tokensOf } from './tokens.js';

/** A value that answers are told apart by, such as customer = business. */
export interface ScopeValue {
  readonly dimension: string;
  readonly value: string;
}

/** The scope that a question names, and whether it says nothing else. */
export interface NamedScope extends ScopeValue {
  readonly isAll: boolean;
}

/** The value of a scope of which a question speaks; null where it names none, or more than one. */
export function scopeNamed(snapshot: Snapshot, audience: Audience, question: string): NamedScope | null {
  const { words } = tokensOf(normalise(question));
  const found = scopeValues(snapshot, audience).filter(({ value }) => words.some((word) => names(word, value)));
  const [only, ...more] = found;
  if (!only || more.length > 0) return null;
  return { ...only, isAll: words.every((word) => fillers.has(word) || names(word, only.value)) };
}

/**
 * The answer that says for a scope what another says for its own: of those that are related to it and hold there, the one nearest to its question,
 * if it in turn is nearest to the other's. Null where there is none.
 */
export function counterpart(
  ctx: { readonly snapshot: Snapshot; readonly served: ServedModel; readonly audience: Audience },
  answer: PublishedAnswer,
  { dimension, value }: ScopeValue,
): PublishedAnswer | null {
  const { snapshot, audience } = ctx;
  const { model, embedded } = ctx.served;
  const nearest = (to: PublishedAnswer, holds: (scope: string | undefined) => boolean) => {
    const related = relatedTo(snapshot, to).flatMap((key) => {
      const one = visibleAnswer(snapshot, { audience }, key);
      return one && holds(one.scope[dimension]) ? [one] : [];
    });
    const text = to.texts.get(model.locale) ?? to.texts.get(snapshot.sourceLocale);
    const keys = new Set(related.map(({ key }) => key));
    const [best] = match(model, text?.question ?? '', { allowed: (key) => keys.has(key), embedded }).ranked;
    return best ? (snapshot.answers.get(best.answerKey) ?? null) : null;
  };
  if (answer.scope[dimension] === value) return answer;
  const other =
    nearest(answer, (scope) => scope === value) ??
    (answer.scope[dimension] ? nearest(answer, (scope) => scope === undefined) : null);
  if (!other) return null;
  return nearest(other, (scope) => scope !== other.scope[dimension]) === answer ? other : null;
}

/** By the map of answers, for each answer those that name it as related. */
const backwards = new WeakMap<Snapshot['answers'], ReadonlyMap<string, readonly string[]>>();

/** The keys of the answers that an answer names as related, or that name it so. */
function relatedTo({ answers }: Snapshot, { key, related }: PublishedAnswer): readonly string[] {
  const known = backwards.get(answers) ?? namedBy(answers);
  backwards.set(answers, known);
  return [...new Set([...related, ...(known.get(key) ?? [])])].filter((one) => one !== key);
}

function namedBy(answers: Snapshot['answers']): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { key, related } of answers.values())
    for (const other of related) found.set(other, [...(found.get(other) ?? []), key]);
  return found;
}

function names(word: string, value: string): boolean {
  return (scopeWords[value] ?? [value]).some((beginning) => word.startsWith(beginning));
}

/** Every value that a dimension has in the scopes of answers. */
export function valuesOf(snapshot: Snapshot, audience: Audience, dimension: string): readonly string[] {
  return scopeValues(snapshot, audience).flatMap((one) => (one.dimension === dimension ? [one.value] : []));
}

const values = new WeakMap<Snapshot['answers'], Map<Audience, readonly ScopeValue[]>>();

/** Every value that an answer of the audience is scoped to, in the order of the answers' keys. */
function scopeValues(snapshot: Snapshot, audience: Audience): readonly ScopeValue[] {
  const known = values.get(snapshot.answers) ?? new Map<Audience, readonly ScopeValue[]>();
  values.set(snapshot.answers, known);
  const own = known.get(audience) ?? distinctValues(visibleAnswers(snapshot, { audience }));
  known.set(audience, own);
  return own;
}

function distinctValues(answers: readonly PublishedAnswer[]): readonly ScopeValue[] {
  const found = new Map<string, ScopeValue>();
  for (const { scope } of answers)
    for (const dimension of Object.keys(scope).sort())
      found.set(`${dimension}=${scope[dimension]}`, { dimension, value: scope[dimension] ?? '' });
  return [...found.values()];
}
