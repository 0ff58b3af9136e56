import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { lockAnswer } from '../answer.store.js';
import type { Switching } from '../switch-published.js';
import type { Done } from './release-item.js';
import type { ItemRow } from './release.store.js';

/** Who publishes a release, and what that needs to know of the world. */
export interface Carrying {
  readonly sourceLocale: string;
  readonly markdownProblems: (text: string) => readonly string[];
  readonly publisher: string;
  /** The second person, in whose name values are approved and translations were read. */
  readonly approver: string;
  /** When that person read it; null while nobody has. */
  readonly approvedAt: Date | null;
}

/** What became of one item. */
export interface CarriedItem {
  readonly done: Done;
  /** What the audit trail is told of it: numbers and hashes. */
  readonly made: Readonly<Record<string, unknown>>;
  /** What speaks against publishing it so. */
  readonly obstacles?: readonly string[];
  readonly effectiveAt?: readonly Date[];
  /** The edit of the draft that was carried out. */
  readonly draftEdit?: number;
  /** The version that was made. */
  readonly version?: Row<'answer_version'>;
}

/** The answer of an item, locked; throws when it is no longer given. */
export async function answerOf({ tx }: Pick<Switching, 'tx'>, item: ItemRow): Promise<Row<'answer'>> {
  const answer = await lockAnswer(tx, item.answerKey ?? '');
  if (!answer || answer.retired_at) throw new AppError('NOT_FOUND', 'It was retired.');
  return answer;
}
