import { analyse } from '../analysis/analyse.js';
import { omissions } from '../rules/must-say.js';

/** Those of the clauses that a text says in no words, by the measure that sweeps use. */
export function omittedClauses(clauses: readonly string[], text: string, locale: string): readonly string[] {
  return omissions(clauses, analyse(text, locale), (clause) => analyse(clause, locale));
}
