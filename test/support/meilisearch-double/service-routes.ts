import { randomUUID } from 'node:crypto';
import { ApiError } from './api-error.js';
import { type EngineState, taskView } from './engine-state.js';
import { page, type Route } from './route.js';

/** The server itself: health, version, tasks, keys. */
export const serviceRoutes: readonly Route[] = [
  { method: 'get', template: '/health', action: null, answer: () => [200, { status: 'available' }] },
  {
    method: 'get',
    template: '/version',
    action: 'version',
    answer: (engine) => [200, { commitSha: 'double', commitDate: 'unknown', pkgVersion: engine.version }],
  },
  {
    method: 'get',
    template: '/tasks/{task_id}',
    action: 'tasks.get',
    answer: (engine, { parameters }) => [200, taskView(taskOf(engine, parameters['task_id'] ?? ''))],
  },
  {
    method: 'get',
    template: '/tasks',
    action: 'tasks.get',
    answer: (engine, { query }) => {
      const wanted = (name: string, value: string | null) =>
        !query.has(name) || (query.get(name) ?? '').split(',').includes(value ?? '');
      const found = engine.queue.tasks
        .filter(
          (task) =>
            wanted('statuses', task.status) &&
            wanted('indexUids', task.indexUid) &&
            wanted('types', task.type) &&
            wanted('uids', String(task.uid)),
        )
        .toReversed();
      const limit = Number(query.get('limit') ?? 20);
      const from = Number(query.get('from') ?? Infinity);
      const rest = found.filter(({ uid }) => uid <= from);
      return [
        200,
        {
          results: rest.slice(0, limit).map(taskView),
          total: found.length,
          limit,
          from: rest[0]?.uid ?? null,
          next: rest[limit]?.uid ?? null,
        },
      ];
    },
  },
  {
    method: 'get',
    template: '/keys',
    action: 'keys.get',
    answer: (engine, { query }) => [
      200,
      page(
        engine.keys.map((key) => ({
          ...key,
          description: null,
          uid: randomUUID(),
          expiresAt: null,
          createdAt: born,
          updatedAt: born,
        })),
        query,
      ),
    ],
  },
];

const born = new Date(0).toISOString();

function taskOf(engine: EngineState, uid: string) {
  const task = engine.queue.tasks[Number(uid)];
  if (!task) throw new ApiError(404, 'task_not_found', `Task \`${uid}\` not found.`);
  return task;
}
