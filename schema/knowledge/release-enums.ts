import type { releaseItemKinds, releaseStates } from '../../src/knowledge/index.js';
import { enumOf } from '../shared/enums.js';

export const ReleaseStateEnum = enumOf('ReleaseState', 'Where a release stands.', {
  OPEN: 'It is gathered.',
  APPROVED: 'A second person said yes to it as it is; it may be published.',
  SCHEDULED: 'It is published at its time.',
  PUBLISHED: 'It is live.',
  ROLLED_BACK: 'It was live and was taken back.',
  CANCELLED: 'It was given up.',
} satisfies Record<(typeof releaseStates)[number], string>);

export const ReleaseItemKindEnum = enumOf('ReleaseItemKind', 'What a change in a release is.', {
  ANSWER: "An answer's draft.",
  FACT: 'A statement about a fact.',
  PHRASINGS: 'Phrasings of an answer that begin and end.',
  TRANSLATION: 'The words of an answer in another language.',
  THRESHOLDS: 'From which confidence on questions are answered.',
  QUESTIONS: 'From which questions of the log the matcher learns.',
} satisfies Record<(typeof releaseItemKinds)[number], string>);
