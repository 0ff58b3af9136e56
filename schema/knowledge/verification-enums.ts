import type { OverduePolicy, VerificationState } from '../../src/knowledge/index.js';
import { enumOf } from '../shared/enums.js';

export const OverduePolicyEnum = enumOf('OverduePolicy', 'What becomes of an answer that nobody confirms by its day.', {
  REMIND: 'Nothing changes for customers; it stands in the queue.',
  HEDGE: 'Every channel says with it since when it has not been checked.',
  WITHDRAW: 'It is given to nobody until someone confirms it.',
} satisfies Record<OverduePolicy, string>);

export const VerificationStateEnum = enumOf('VerificationState', 'Whether someone should look at an answer now.', {
  CURRENT: 'It was confirmed, and its day is some way off.',
  DUE_SOON: 'Its day is at most two weeks off, or a quarter of its interval where that is less.',
  OVERDUE: 'Its day is past.',
} satisfies Record<VerificationState, string>);
