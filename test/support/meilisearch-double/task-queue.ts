import { ApiError, errorBody } from './api-error.js';

/** One asynchronous piece of work, in the form in which the engine shows it. */
export interface Task {
  readonly uid: number;
  readonly indexUid: string | null;
  readonly type: string;
  readonly details: Record<string, unknown>;
  readonly enqueuedAt: string;
  status: 'enqueued' | 'processing' | 'succeeded' | 'failed';
  startedAt: string | null;
  finishedAt: string | null;
  error: ReturnType<typeof errorBody> | null;
}

/** Works off tasks one by one, in the order in which they came, never at once. */
export interface TaskQueue {
  readonly tasks: readonly Task[];
  enqueue(order: Pick<Task, 'indexUid' | 'type' | 'details'>, work: () => void): Task;
  /** Nothing is worked off from now on. */
  hold(): void;
  release(): void;
  /** The next task that is worked off fails, with this as its error. */
  failNext(error: ApiError, type?: string): void;
  close(): void;
}

const pauseMs = 1;

/** Opens an empty queue. */
export function openTaskQueue(): TaskQueue {
  const tasks: Task[] = [];
  const waiting: { readonly task: Task; readonly work: () => void }[] = [];
  const planned: { readonly error: ApiError; readonly type: string | undefined }[] = [];
  const state = { held: false, timer: null as NodeJS.Timeout | null, closed: false };

  const schedule = (step: () => void): void => {
    if (!state.closed && !state.held) state.timer ??= setTimeout(() => ((state.timer = null), step()), pauseMs);
  };
  const start = (): void => {
    const next = waiting[0];
    if (!next || state.held) return;
    Object.assign(next.task, { status: 'processing', startedAt: new Date().toISOString() });
    schedule(finish);
  };
  const finish = (): void => {
    const next = waiting.shift();
    if (!next) return;
    const failure = planned.findIndex(({ type }) => type === undefined || type === next.task.type);
    try {
      if (failure >= 0) throw planned.splice(failure, 1)[0]?.error;
      next.work();
      next.task.status = 'succeeded';
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      Object.assign(next.task, { status: 'failed', error: errorBody(error) });
    }
    next.task.finishedAt = new Date().toISOString();
    schedule(start);
  };

  return {
    tasks,
    enqueue: (order, work) => {
      const task: Task = {
        ...order,
        uid: tasks.length,
        status: 'enqueued',
        enqueuedAt: new Date().toISOString(),
        startedAt: null,
        finishedAt: null,
        error: null,
      };
      tasks.push(task);
      waiting.push({ task, work });
      if (waiting.length === 1) schedule(start);
      return task;
    },
    hold: () => {
      state.held = true;
    },
    release: () => {
      state.held = false;
      schedule(waiting[0]?.task.status === 'processing' ? finish : start);
    },
    failNext: (error, type) => planned.push({ error, type }),
    close: () => {
      state.closed = true;
      if (state.timer) clearTimeout(state.timer);
    },
  };
}
