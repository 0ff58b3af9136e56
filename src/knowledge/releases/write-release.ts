import type { Actor } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { type Release, releaseFrom, type ReleaseState } from './release.js';
import * as store from './release.store.js';

/** What every verb on releases needs to know of the world. */
export interface ReleaseContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
}

/** Which release is meant, and the edit of it that the caller saw. */
export interface ReleaseInput {
  readonly key: string;
  readonly expectedEdit: number;
}

/** One step of a release: what it says from now on, and how the audit trail names the step. */
interface ReleaseStep {
  readonly action: string;
  readonly at: Date;
  /** Null = it stays where it is. */
  readonly to: ReleaseState | null;
  readonly change?: Partial<Omit<NewRow<'release'>, 'key' | 'state' | 'edit'>>;
  readonly note?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly people?: Readonly<Record<string, string | null>>;
}

/** What takes an approval away, wherever the release goes. */
export const unapproved = {
  approved_by: null,
  approved_at: null,
  effective_at: null,
  failure: null,
  gate: null,
} as const;

/** The release of that key, locked; throws NOT_FOUND. */
export async function lockedRelease(tx: DatabaseTransaction, key: string): Promise<Row<'release'>> {
  return found(key, await store.lockRelease(tx, key));
}

/** The release of that key; throws NOT_FOUND. */
export async function releaseNamed(db: Database, key: string): Promise<Row<'release'>> {
  return found(key, await store.releaseByKey(db, key));
}

/** Writes a step of a locked release with its trace in the audit trail: the last thing that its transaction does. */
export async function takeStep(
  tx: DatabaseTransaction,
  actor: Actor,
  release: Row<'release'>,
  step: ReleaseStep,
): Promise<Release> {
  const row = await moveRelease(tx, actor.name, release, step);
  await record(tx, {
    actor,
    at: step.at,
    action: step.action,
    subject: `release/${release.key}`,
    details: { edit: row.edit, from: release.state, to: row.state, ...step.details },
    ...(step.people ? { people: step.people } : {}),
  });
  return releaseFrom(row);
}

/** The same without the trace, for a switch, which leaves its own. */
export async function moveRelease(
  tx: DatabaseTransaction,
  by: string,
  release: Row<'release'>,
  { to, at, change = {}, note = '' }: Pick<ReleaseStep, 'to' | 'at' | 'change' | 'note'>,
): Promise<Row<'release'>> {
  const state = to ?? release.state;
  const row = await store.updateRelease(tx, release.id, { ...change, state, edit: release.edit + 1 });
  if (state === 'OPEN') await store.unpinEdits(tx, release.id);
  if (state !== release.state)
    await store.insertReleaseTransition(tx, {
      release_id: release.id,
      from_state: release.state,
      to_state: state,
      actor: by,
      note,
      at,
    });
  return row;
}

function found(key: string, row: Row<'release'> | undefined): Row<'release'> {
  if (!row) throw new AppError('NOT_FOUND', `There is no release named ${key.slice(0, 100)}.`);
  return row;
}
