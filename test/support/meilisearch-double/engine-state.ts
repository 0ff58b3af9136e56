import { ApiError } from './api-error.js';
import { emptyIndex, type IndexState } from './index-state.js';
import { openTaskQueue, type Task, type TaskQueue } from './task-queue.js';

/** A key, and what may be done with it where. */
export interface DoubleKey {
  readonly name: string;
  readonly key: string;
  readonly actions: readonly string[];
  /** Names of indexes, with a star at the end for all that begin so. */
  readonly indexes: readonly string[];
}

/** All that the double holds. */
export interface EngineState {
  readonly indexes: Map<string, IndexState>;
  readonly queue: TaskQueue;
  readonly keys: readonly DoubleKey[];
  version: string;
}

/** A server nobody has used yet. */
export function newEngine(keys: readonly DoubleKey[], version: string): EngineState {
  return { indexes: new Map(), queue: openTaskQueue(), keys, version };
}

/** The index; throws index_not_found. */
export function indexOf(engine: EngineState, uid: string): IndexState {
  const index = engine.indexes.get(uid);
  if (!index) throw new ApiError(404, 'index_not_found', `Index \`${uid}\` not found.`);
  return index;
}

/** The index, made if it was not there, as writing documents or settings does. */
export function indexFor(engine: EngineState, uid: string, primaryKey: string | null = null): IndexState {
  requireUid(uid);
  const index = engine.indexes.get(uid) ?? emptyIndex(uid, primaryKey);
  if (primaryKey !== null && index.primaryKey === null) index.primaryKey = primaryKey;
  engine.indexes.set(uid, index);
  return index;
}

/** Throws for a name that no index may have. */
export function requireUid(uid: string): void {
  if (!/^[A-Za-z0-9_-]{1,400}$/.test(uid))
    throw new ApiError(
      400,
      'invalid_index_uid',
      `\`${uid}\` is not a valid index uid. Index uid can be an integer or a string containing only alphanumeric characters, hyphens (-) and underscores (_).`,
    );
}

/** Exchanges the contents of two indexes, of all pairs at once. */
export function swapIndexes(engine: EngineState, pairs: readonly (readonly [string, string])[]): void {
  const missing = pairs.flat().filter((uid) => !engine.indexes.has(uid));
  if (missing.length > 0)
    throw new ApiError(404, 'index_not_found', `Indexes ${missing.map((uid) => `\`${uid}\``).join(', ')} not found.`);
  for (const [a, b] of pairs) {
    const [first, second] = [indexOf(engine, a), indexOf(engine, b)];
    [first.uid, second.uid] = [second.uid, first.uid];
    engine.indexes.set(first.uid, first).set(second.uid, second);
  }
}

/** A task as `GET /tasks` shows it. */
export function taskView(task: Task) {
  const { details, ...shown } = task;
  return {
    ...shown,
    details,
    batchUid: task.status === 'enqueued' ? null : task.uid,
    canceledBy: null,
    duration: task.finishedAt === null ? null : 'PT0.001S',
  };
}

/** A task as the call that began it is answered. */
export function taskSummary({ uid, indexUid, status, type, enqueuedAt }: Task) {
  return { taskUid: uid, indexUid, status, type, enqueuedAt };
}

/** Throws 401 without a key, 403 with one that does not allow the action there. */
export function requireKey(
  engine: EngineState,
  authorization: string | undefined,
  action: string | null,
  index: string | null,
): void {
  if (action === null) return;
  if (authorization === undefined)
    throw new ApiError(
      401,
      'missing_authorization_header',
      'The Authorization header is missing. It must use the bearer authorization method.',
    );
  const key = engine.keys.find((known) => authorization === `Bearer ${known.key}`);
  const allows = key?.actions.some(
    (allowed) => allowed === '*' || allowed === action || allowed === `${action.split('.')[0]}.*`,
  );
  const reaches =
    index === null ||
    key?.indexes.some((name) => (name.endsWith('*') ? index.startsWith(name.slice(0, -1)) : index === name));
  if (!allows || !reaches) throw new ApiError(403, 'invalid_api_key', 'The provided API key is invalid.');
}
