import type { InquiryOutcome } from '../../src/demand/index.js';
import { enumOf } from '../shared/enums.js';

export type { InquiryOutcome } from '../../src/demand/index.js';

export const InquiryOutcomeEnum = enumOf('InquiryOutcome', 'What a question comes to.', {
  ANSWERED: 'One answer is given.',
  CHOICES: 'Two or three are offered to choose from.',
  NO_ANSWER: 'There is no answer.',
} satisfies Record<InquiryOutcome, string>);
