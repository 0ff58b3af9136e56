import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isAppError } from '../../platform/errors.js';
import * as store from './switch.store.js';
import type { EmbeddingTimes } from './tend-switch.js';
import { type VectorContext, vectorsOf } from './vectors.js';

/** Finds the vectors of questions on this node. */
export interface QuestionVectors {
  readonly version: string;
  /**
   * By `embeddedText`, each of so many dimensions; null when the switch has been turned to the lexical models meanwhile, so that the question is to be asked of those. Throws
   * UNAVAILABLE.
   */
  find(questions: readonly string[], dimensions: number): Promise<ReadonlyMap<string, Int8Array> | null>;
}

/** What it needs; `refresh` makes this node serve what the pointers say. */
export type QuestionContext = VectorContext & {
  readonly times: Pick<EmbeddingTimes, 'budgetMs' | 'decisionMs'>;
  readonly refresh: () => Promise<void>;
};

/**
 * A node that cannot embed a question never answers it from another model on its own: it reports the failure, waits until a worker has decided, and
 * then asks the lexical model, as all nodes do from then on, or tries once more.
 */
export function openQuestionVectors(ctx: QuestionContext): QuestionVectors {
  const decision = { pending: null as Promise<'lost' | 'kept'> | null };
  const decided = () =>
    (decision.pending ??= askForDecision(ctx).finally(() => {
      decision.pending = null;
    }));
  return {
    version: ctx.version,
    find: async (questions, dimensions) => {
      const how = { timeoutMs: ctx.times.budgetMs, retries: 0, of: 'questions', dimensions } as const;
      try {
        return await vectorsOf(ctx, questions, how);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        if ((await decided()) === 'lost') return null;
        return vectorsOf(ctx, questions, how).catch(refuse);
      }
    },
  };
}

const pollMs = 50;

/** Reports that a question could not be embedded, and waits for what the next probe finds: the report makes a worker probe at once. */
async function askForDecision({ db, refresh, times }: QuestionContext): Promise<'lost' | 'kept'> {
  await store.report(db);
  for (let waited = 0; waited < times.decisionMs; waited += pollMs) {
    await sleep(pollMs);
    const row = await store.current(db);
    if (row?.in_use !== true) {
      await refresh();
      return 'lost';
    }
    if (row.failed_probes === 0) return 'kept';
  }
  return 'kept';
}

function isUnavailable(error: unknown): boolean {
  return isAppError(error) && error.code === 'UNAVAILABLE';
}

function refuse(error: unknown): never {
  if (!isUnavailable(error)) throw error;
  throw new AppError(
    'UNAVAILABLE',
    'The question cannot be matched at the moment. Ask again in a few seconds.',
    {},
    { cause: error },
  );
}
