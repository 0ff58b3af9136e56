import { alternatives } from './alternatives.js';
import { alwaysFree } from './always-free.js';
import { anyTime } from './any-time.js';
import { assertions } from './assertions.js';
import { bounds } from './bounds.js';
import { codes } from './codes.js';
import { countedFrom } from './counted-from.js';
import { endless } from './endless.js';
import { exclusive } from './exclusive.js';
import { names } from './names.js';
import { openingHours } from './opening-hours.js';
import { quantifiers } from './quantifiers.js';
import type { Rule } from './reading.js';
import { reply } from './reply.js';
import { requests } from './requests.js';
import { roundTheClock } from './round-the-clock.js';
import { values } from './values.js';
import { wording } from './wording.js';

/** Every way in which two texts can contradict each other. A new rule is one pure file and one line here. */
export const rules: readonly Rule[] = [
  values,
  openingHours,
  roundTheClock,
  alwaysFree,
  bounds,
  countedFrom,
  endless,
  codes,
  reply,
  wording,
  names,
  requests,
  quantifiers,
  exclusive,
  alternatives,
  anyTime,
  assertions,
];
