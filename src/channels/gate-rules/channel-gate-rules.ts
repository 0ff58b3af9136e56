import type { GateRule } from '../../knowledge/index.js';
import { claimsKept } from './claims-kept.js';
import { markdownFault } from './markdown-fault.js';
import { mustSayKept } from './must-say-kept.js';
import { shortFormAgrees } from './short-form-agrees.js';
import { shortFormFits } from './short-form-fits.js';
import type { ChannelGate } from './shown-form.js';

/** What no change may do to the forms in which channels show an answer. A new rule is one file and one line here. */
export function channelGateRules(gate: ChannelGate): readonly GateRule[] {
  return [markdownFault, shortFormFits(gate), mustSayKept(gate), claimsKept(gate), shortFormAgrees(gate)];
}
