import { analyse } from '../analysis/analyse.js';
import { unsaid } from '../rules/must-say.js';

/** Those of the clauses that a text says in no words, by the measure that sweeps use; unlike there, a link to the whole answer says none. */
export function omittedClauses(clauses: readonly string[], text: string, locale: string): readonly string[] {
  return unsaid(clauses, analyse(text, locale), (clause) => analyse(clause, locale));
}
