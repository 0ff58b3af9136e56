import type { GateRule } from '../gate.js';
import { askedAndRuledOut } from './asked-and-ruled-out.js';
import { brokenLink } from './broken-link.js';
import { mostSpecificTie } from './most-specific-tie.js';
import { phrasingTaken } from './phrasing-taken.js';
import { unservable } from './unservable.js';

/** What no change may do to the published answers and facts as such. A new rule is one pure file and one line here. */
export const knowledgeGateRules: readonly GateRule[] = [
  unservable,
  mostSpecificTie,
  brokenLink,
  phrasingTaken,
  askedAndRuledOut,
];
