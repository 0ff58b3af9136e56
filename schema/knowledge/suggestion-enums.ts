import { registerEnumType } from 'type-graphql';
import type { SuggestionOrigin, SuggestionState } from '../../src/knowledge/index.js';

export const SuggestionStateEnum = {
  OPEN: 'OPEN',
  ACCEPTED: 'ACCEPTED',
  DECLINED: 'DECLINED',
} as const satisfies Record<SuggestionState, SuggestionState>;
registerEnumType(SuggestionStateEnum, {
  name: 'SuggestionState',
  description: 'Where a suggestion stands.',
  valuesConfig: {
    OPEN: { description: 'Nobody has decided yet.' },
    ACCEPTED: { description: 'A draft was begun from it, which is still to be reviewed and published.' },
    DECLINED: { description: 'It was declined, with a reason.' },
  },
});

export const SuggestionOriginEnum = {
  STAFF: 'STAFF',
  COMMUNITY: 'COMMUNITY',
} as const satisfies Record<SuggestionOrigin, SuggestionOrigin>;
registerEnumType(SuggestionOriginEnum, {
  name: 'SuggestionOrigin',
  description: 'Where a suggestion comes from.',
  valuesConfig: {
    STAFF: { description: 'One of our own people.' },
    COMMUNITY: { description: 'An answer that customers gave each other and accepted.' },
  },
});
