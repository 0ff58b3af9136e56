import type { GateRule } from '../gate.js';
import { holdsIn, type Scope, scopeKey } from '../scope.js';
import { type CurrentFactValue, factsShownBy } from '../snapshot.js';
import { newlyWrong } from './newly-wrong.js';

/** A fact that an answer shows has one most specific value for the answer's scope: of two that fit equally well nobody could say which is meant. */
export const mostSpecificTie: GateRule = (proposal) =>
  newlyWrong(proposal, (snapshot, answer) =>
    factsShownBy(answer).flatMap((fact) => {
      const [one, other] = mostSpecificOf(snapshot.facts.get(fact)?.values ?? [], answer.scope);
      if (!one || !other) return [];
      const [first, second] = [one, other].map(({ scope }) => scopeKey(scope)).sort();
      return [`${answer.key} shows the fact ${fact}, whose values for ${first} and for ${second} fit it equally well.`];
    }),
  );

function mostSpecificOf(values: readonly CurrentFactValue[], situation: Scope): readonly CurrentFactValue[] {
  const size = (value: CurrentFactValue) => Object.keys(value.scope).length;
  const holding = values.filter((value) => holdsIn(value.scope, situation));
  const most = Math.max(...holding.map(size));
  return holding.filter((value) => size(value) === most);
}
