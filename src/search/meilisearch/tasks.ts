import { setTimeout as sleep } from 'node:timers/promises';
import type { EnqueuedTask, Meilisearch, Task } from 'meilisearch';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { refusedWith } from './connect.js';
import { endTask, insertTask, openTasks } from './task.store.js';

/** What writing needs. */
export interface Writing {
  readonly db: Database;
  readonly client: Meilisearch;
  readonly prefix: string;
  /** The snapshot that is written. */
  readonly sequence: number;
  /** The longest wait for one task, in milliseconds. */
  readonly taskMs: number;
}

const [firstPauseMs, longestPauseMs] = [2, 250];

/**
 * Begins a task, writes its number down, and waits for its end. Throws UNAVAILABLE with the engine's reason when it failed: the client's own waiting
 * *resolves* for a failed task, and a build that took that for success would move on without its documents.
 */
export async function carryOut(writing: Writing, begun: PromiseLike<EnqueuedTask>): Promise<void> {
  const task = await carryToEnd(writing, begun);
  if (task.status !== 'succeeded') throw failed(task);
}

/** The same, and gives the task however it ended. */
export async function carryToEnd(writing: Writing, begun: PromiseLike<EnqueuedTask>): Promise<Task> {
  const { taskUid } = await begun;
  const { id } = await insertTask(writing.db, { prefix: writing.prefix, sequence: writing.sequence, taskUid });
  const task = await endOf(writing, taskUid);
  await endTask(writing.db, id, endingOf(task), task.error?.message ?? null);
  return task;
}

/** Waits for what an earlier process began: the engine goes on with it, and a comparison made meanwhile would be with a state that is about to change. */
export async function awaitOpenTasks(writing: Writing): Promise<void> {
  for (const { id, taskUid } of await openTasks(writing.db, writing.prefix)) {
    const task = await endOf(writing, taskUid).catch((error: unknown) => {
      if (refusedWith(error, 'task_not_found')) return null;
      throw error;
    });
    await endTask(writing.db, id, task ? endingOf(task) : 'lost', task?.error?.message ?? null);
  }
}

async function endOf({ client, taskMs }: Writing, taskUid: number): Promise<Task> {
  const until = Date.now() + taskMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const task = await client.tasks.getTask(taskUid);
    if (task.status !== 'enqueued' && task.status !== 'processing') return task;
    if (Date.now() > until)
      throw new AppError('UNAVAILABLE', `The search engine has not ended its task ${taskUid} in time.`, {
        reason: 'ENGINE_SLOW',
      });
    await sleep(pause);
  }
}

function endingOf({ status }: Task): 'succeeded' | 'failed' | 'canceled' {
  return status === 'succeeded' || status === 'canceled' ? status : 'failed';
}

function failed(task: Task): AppError {
  const why = task.error?.message ?? task.status;
  return new AppError('UNAVAILABLE', `The search engine could not do its task ${task.uid}: ${why}`, {
    reason: 'ENGINE_UNREACHABLE',
  });
}
