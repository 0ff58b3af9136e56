import type { EmergencyKind, EmergencyState } from '../../src/knowledge/index.js';
import { enumOf } from '../shared/enums.js';

export const EmergencyKindEnum = enumOf('EmergencyKind', 'What two people may decide at once.', {
  WITHDRAWAL: 'An answer is given to nobody until someone has looked at it.',
  REINSTATEMENT: 'An answer that was withdrawn is given again as it was.',
  CORRECTION: 'Corrected words are published without the ordinary review.',
  REDACTION: 'The words of a version are taken out by law, for good.',
} satisfies Record<EmergencyKind, string>);

export const EmergencyStateEnum = enumOf('EmergencyState', 'Where it stands.', {
  PROPOSED: 'One person proposes it; nothing has changed.',
  CARRIED_OUT: 'A second person agreed: it is done.',
  DECLINED: 'It was turned down or taken back.',
} satisfies Record<EmergencyState, string>);
