import type { CorrectionState, RecipientState } from '../../src/notices/index.js';
import { enumOf } from '../shared/enums.js';

export const CorrectionStateEnum = enumOf('CorrectionState', 'Where a batch of correction notices stands.', {
  PREPARED: 'It is written; nothing was sent, and nothing is before a second person says so.',
  SENDING: 'The queue sends it.',
  SENT: 'Everyone who could be reached has it.',
  CANCELLED: 'A person dropped it; nothing was sent.',
} satisfies Record<CorrectionState, string>);

export const RecipientStateEnum = enumOf('RecipientState', 'Where the notice to one customer stands.', {
  WAITING: 'It is not sent yet.',
  SENT: 'It was sent: once, however often it was asked for.',
  UNREACHABLE: 'Nothing can be sent where the customer was told; note says why.',
  SKIPPED: 'What is true changed again after it was prepared, so it was not sent.',
  FAILED: 'It could not be written or sent; note says why.',
} satisfies Record<RecipientState, string>);
