import type { SayingKind } from '../../src/channels/index.js';
import type { DiffSegment, SaidBasis } from '../../src/consistency/index.js';
import type { HistoryKind, RetirementState } from '../../src/knowledge/index.js';
import { enumOf } from '../shared/enums.js';

export const HistoryKindEnum = enumOf('AnswerHistoryKind', 'What can change what customers read of an answer.', {
  VERSION: 'Another version took effect.',
  TRANSLATION: 'A translation was published, or is no longer served.',
  FACT_VALUE: 'A fact that it shows has another value.',
  ENDED: 'Its last version ended on its date.',
  WITHDRAWN: 'It was taken back for a while, to be looked at.',
  RETIRED: 'It was retired.',
} satisfies Record<HistoryKind, string>);

export const RetirementStateEnum = enumOf('RetirementState', 'Where the end of an answer stands.', {
  PROPOSED: 'One person proposes it; nothing has changed.',
  RETIRED: 'A second person agreed: no channel gives the answer.',
  DECLINED: 'It was turned down or taken back.',
} satisfies Record<RetirementState, string>);

export const DiffSegmentKindEnum = enumOf('DiffSegmentKind', 'In which of two texts a stretch stands.', {
  SAME: 'In both.',
  REMOVED: 'Only in the first.',
  ADDED: 'Only in the second.',
} satisfies Record<DiffSegment['kind'], string>);

export const SaidBasisEnum = enumOf('SaidBasis', 'How we know what a channel would have said.', {
  DELIVERED: 'It is on record: someone asked this and was told so.',
  RECONSTRUCTED:
    "Nobody is on record as asking: it is what today's matcher makes of the phrasings and answers of then.",
} satisfies Record<SaidBasis, string>);

export const SayingKindEnum = enumOf('SayingKind', 'What a channel said.', {
  ANSWER: 'An answer.',
  CHOICES: 'A question back, with answers to choose from.',
  NO_ANSWER: 'That it has no answer.',
  HANDOFF: 'That a person takes over.',
  NOTICE: 'Something about itself, such as that it is out of order.',
} satisfies Record<SayingKind, string>);
