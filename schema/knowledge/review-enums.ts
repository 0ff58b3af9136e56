import { registerEnumType } from 'type-graphql';
import type { CommentField, FactCheckVerdict, TopicDeed } from '../../src/knowledge/index.js';

export const CommentFieldEnum = {
  QUESTION: 'question',
  TITLE: 'title',
  BODY: 'body',
  SHORT: 'short',
} as const satisfies Record<string, CommentField>;
registerEnumType(CommentFieldEnum, {
  name: 'DraftField',
  description: 'A part of a draft.',
  valuesConfig: {
    QUESTION: { description: 'The question.' },
    TITLE: { description: 'The title.' },
    BODY: { description: 'The body.' },
    SHORT: { description: 'The short form.' },
  },
});

export const FactCheckVerdictEnum = {
  CONFIRMED: 'CONFIRMED',
  DOUBTED: 'DOUBTED',
} as const satisfies Record<FactCheckVerdict, FactCheckVerdict>;
registerEnumType(FactCheckVerdictEnum, {
  name: 'FactCheckVerdict',
  description: 'What an expert says of a draft.',
  valuesConfig: {
    CONFIRMED: { description: 'Its facts are right.' },
    DOUBTED: { description: 'Something in it is wrong: it may not be published as it is.' },
  },
});

export const TopicDeedEnum = {
  WRITE: 'write',
  REVIEW: 'review',
  PUBLISH: 'publish',
} as const satisfies Record<string, TopicDeed>;
registerEnumType(TopicDeedEnum, {
  name: 'TopicRight',
  description: 'What someone may do to the answers under a topic.',
  valuesConfig: {
    WRITE: { description: 'Draft, translate and phrase: the owner team.' },
    REVIEW: { description: 'Approve drafts or send them back: the owner and the authority team.' },
    PUBLISH: { description: 'Publish: the owner and the authority team.' },
  },
});
