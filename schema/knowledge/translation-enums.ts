import { registerEnumType } from 'type-graphql';
import type {
  CheckedTranslation,
  TranslationDraftState,
  TranslationStatus,
  TranslationTaskKind,
} from '../../src/knowledge/index.js';
import { enumOf } from '../shared/enums.js';

export const TranslationStatusEnum = {
  CURRENT: 'CURRENT',
  OUTDATED: 'OUTDATED',
  MISSING: 'MISSING',
  MACHINE: 'MACHINE',
} as const satisfies Record<TranslationStatus, TranslationStatus>;
registerEnumType(TranslationStatusEnum, {
  name: 'TranslationStatus',
  description: 'How a translation stands to its source.',
  valuesConfig: {
    CURRENT: { description: 'It says what the source says; minor changes of the source do not outdate it.' },
    OUTDATED: { description: 'The meaning of the source has changed since.' },
    MISSING: { description: 'There is none.' },
    MACHINE: { description: 'A machine made it, and nobody has read it.' },
  },
});

type ImportStatus = CheckedTranslation['status'];

export const ImportStatusEnum = {
  NEW: 'NEW',
  CHANGED: 'CHANGED',
  UNCHANGED: 'UNCHANGED',
  UNTRANSLATED: 'UNTRANSLATED',
  REFUSED: 'REFUSED',
} as const satisfies Record<ImportStatus, ImportStatus>;
registerEnumType(ImportStatusEnum, {
  name: 'TranslationImportStatus',
  description: 'What an import makes of an answer.',
  valuesConfig: {
    NEW: { description: 'Its first translation into this language.' },
    CHANGED: { description: 'Other words than are published, or of a newer version.' },
    UNCHANGED: { description: 'It is published or proposed so already.' },
    UNTRANSLATED: { description: 'No part of it was translated; it is passed over.' },
    REFUSED: { description: 'Something stands against it; nothing of the whole file is proposed.' },
  },
});

export const ChangeKindEnum = { SAME: 'SAME', REMOVED: 'REMOVED', ADDED: 'ADDED' } as const;
registerEnumType(ChangeKindEnum, {
  name: 'SourceChangeKind',
  description: 'In which of two texts a stretch stands.',
  valuesConfig: {
    SAME: { description: 'In both.' },
    REMOVED: { description: 'In the version that was translated only.' },
    ADDED: { description: 'In the version that holds only.' },
  },
});

export const TranslationDraftStateEnum = enumOf(
  'TranslationDraftState',
  'Where a translation stands that is not published.',
  {
    PROPOSED: 'A second person is to read it.',
    RETURNED: 'A second person wants it changed.',
  } satisfies Record<TranslationDraftState, string>,
);

export const TranslationTaskEnum = enumOf('TranslationTaskKind', 'What is to be done for a translation.', {
  PROPOSED: 'Somebody has translated it: a second person is to read and publish it.',
  OUTDATED: 'The meaning of the source has changed since.',
  MACHINE: 'A machine made it, and nobody has read it.',
  MISSING: 'There is none.',
} satisfies Record<TranslationTaskKind, string>);
