import type { GateRule } from '../gate.js';
import { factsShownBy, factValue } from '../snapshot.js';
import { newlyWrong } from './newly-wrong.js';

/** No change may take an answer from its readers by leaving a fact that it shows, in any language, without a value. */
export const unservable: GateRule = (proposal) =>
  newlyWrong(proposal, (snapshot, answer) =>
    factsShownBy(answer)
      .filter((fact) => factValue(snapshot, fact, answer.scope) === null)
      .map((fact) => `${answer.key} could be shown to nobody: the fact ${fact} would have no value for it.`),
  );
