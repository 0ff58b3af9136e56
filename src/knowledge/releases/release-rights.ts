import { type Actor, allow, type Permission } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { allowOnFact, allowUnderTopic } from '../allow-under-topic.js';
import { contributorsTo } from '../contributor.store.js';
import type { TopicDeed } from '../topic-rights.js';
import { type ReleaseItemKind, subjectOf } from './release-item.js';
import type { ItemRow } from './release.store.js';

const toPutIn: Readonly<Record<ReleaseItemKind, Permission>> = {
  ANSWER: 'write drafts',
  FACT: 'state facts',
  PHRASINGS: 'write phrasings',
  TRANSLATION: 'write translations',
  THRESHOLDS: 'set thresholds',
  QUESTIONS: 'learn from questions',
};

/** Throws FORBIDDEN unless the actor may do this to everything in a release: a set gives nobody a right that a single change would not. */
export async function allowOnItems(
  db: Database,
  actor: Actor,
  deed: TopicDeed,
  items: readonly ItemRow[],
): Promise<void> {
  for (const item of items) {
    if (deed === 'write') allow(actor, toPutIn[item.kind as ReleaseItemKind]);
    if (item.kind === 'THRESHOLDS' || item.kind === 'QUESTIONS') continue;
    if (item.topicId !== null) await allowUnderTopic(db, actor, deed, item.topicId);
    else {
      if (deed !== 'write') allow(actor, 'publish facts');
      await allowOnFact(db, actor, { key: item.factKey ?? '', owner_team_id: item.factOwnerTeamId ?? 0 });
    }
  }
}

/** Throws FORBIDDEN when the actor made the release or wrote something in it: a second person approves. */
export async function refuseOwnRelease(
  db: Database,
  actor: Actor,
  release: Row<'release'>,
  items: readonly ItemRow[],
): Promise<void> {
  if (release.created_by === actor.name)
    throw new AppError('FORBIDDEN', 'You made this release: a second person must approve it.');
  for (const item of items)
    if ((await writersOf(db, item)).includes(actor.name))
      throw new AppError(
        'FORBIDDEN',
        `You wrote what is in it about ${subjectOf(item)}: a second person must approve it.`,
      );
}

async function writersOf(db: Database, item: ItemRow): Promise<readonly (string | null)[]> {
  switch (item.kind as ReleaseItemKind) {
    case 'ANSWER':
      return contributorsTo(db, item.answerKey ?? '');
    case 'FACT':
      return [item.statedBy];
    default:
      return [item.added_by];
  }
}
