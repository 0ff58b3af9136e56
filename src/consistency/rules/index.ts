import { assertions } from './assertions.js';
import { bounds } from './bounds.js';
import { exclusive } from './exclusive.js';
import { openingHours } from './opening-hours.js';
import { reply } from './reply.js';
import type { Rule } from './reading.js';
import { values } from './values.js';
import { wording } from './wording.js';

/** Every way in which two texts can contradict each other. A new rule is one pure file and one line here. */
export const rules: readonly Rule[] = [values, openingHours, bounds, reply, wording, exclusive, assertions];
