import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import type { Snapshot } from '../snapshot.js';
import { latestSwitch } from '../snapshot.store.js';
import { type ReleaseState, requireReleaseState } from './release.js';
import { contentMark } from './release.store.js';
import { obstaclesOf, type ReleaseJudgeContext } from './judge-release.js';
import { type Rehearsal, rehearseRelease } from './rehearse-release.js';
import { releaseNamed } from './write-release.js';

/** What releases would come to that are not published yet; who may ask is for the caller to decide. */
export interface ReleasePreviews {
  /** The state that publishing the release would make; throws a sentence when part of it cannot be done. */
  state(key: string): Promise<Snapshot>;
  /** Why the release could not be published now; empty = nothing stands in the way, or it was published or given up. */
  obstacles(key: string): Promise<readonly string[]>;
}

/** So many previews are kept in memory. */
const mostKept = 4;

const waiting: readonly ReleaseState[] = ['OPEN', 'APPROVED', 'SCHEDULED'];

/** Opens the previews of a process. One is rehearsed again when the release, a draft in it, or what is published has changed since. */
export function releasePreviews(ctx: ReleaseJudgeContext): ReleasePreviews {
  const kept = new Map<string, Promise<Rehearsal>>();

  const rehearsal = async (release: Row<'release'>): Promise<Rehearsal> => {
    const sequence = (await latestSwitch(ctx.db))?.sequence ?? 0;
    const name = JSON.stringify([release.id, release.edit, sequence, await contentMark(ctx.db, release.id)]);
    const found = kept.get(name) ?? rehearseRelease(ctx, release);
    kept.delete(name);
    kept.set(name, found);
    found.catch(() => kept.delete(name));
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    return found;
  };

  return {
    state: async (key) => {
      const release = await releaseNamed(ctx.db, key);
      requireReleaseState(release, waiting);
      const { undone, state } = await rehearsal(release);
      if (undone.length > 0)
        throw new AppError('CONFLICT', `The release ${key} cannot be shown as a whole. ${undone.join(' ')}`);
      return state;
    },
    obstacles: async (key) => {
      const release = await releaseNamed(ctx.db, key);
      return waiting.includes(release.state as ReleaseState) ? obstaclesOf(ctx, await rehearsal(release)) : [];
    },
  };
}
