import { indexOf, taskSummary } from './engine-state.js';
import type { EngineState } from './engine-state.js';
import type { IndexState } from './index-state.js';

/** A call, taken apart. */
export interface Call {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

/** What is answered: a status and a body. */
export type Answer = readonly [status: number, body?: unknown];

/** One operation that the double can do, under the description's path. */
export interface Route {
  readonly method: string;
  readonly template: string;
  /** What a key must allow; null = none is needed. */
  readonly action: string | null;
  readonly answer: (engine: EngineState, call: Call) => Answer;
}

/** The index that a call names; throws index_not_found. */
export function named(engine: EngineState, { parameters }: Call): IndexState {
  return indexOf(engine, parameters['index_uid'] ?? '');
}

/** The body of a call as an object. */
export function body({ body: sent }: Call): Record<string, unknown> {
  return (sent ?? {}) as Record<string, unknown>;
}

/** Begins a task and answers with it. */
export function enqueued(
  engine: EngineState,
  indexUid: string | null,
  type: string,
  details: Record<string, unknown>,
  work: () => void,
): Answer {
  return [202, taskSummary(engine.queue.enqueue({ indexUid, type, details }, work))];
}

/** A page of a list, as the call wants it. */
export function page(all: readonly unknown[], query: URLSearchParams) {
  const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 20)];
  return { results: all.slice(offset, offset + limit), offset, limit, total: all.length };
}
