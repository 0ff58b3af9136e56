import { isAppError } from '../../platform/errors.js';
import type { Log } from '../../platform/log.js';
import { afterProbe } from './switch.js';
import * as store from './switch.store.js';
import { requireSameModel, type VectorContext } from './vectors.js';

/**
 * How often the endpoint is probed, how long nobody may have reported a failure before it counts as back, how long a question's vector may take, and
 * how long a question waits for the decision that its failure has called for.
 */
export interface EmbeddingTimes {
  readonly probeMs: number;
  readonly quietMs: number;
  readonly budgetMs: number;
  readonly decisionMs: number;
}

/** What deciding about the switch needs. */
export type SwitchContext = VectorContext & { readonly log: Log; readonly times: EmbeddingTimes };

/**
 * Probes the endpoint when it is time, and turns the one switch that all nodes follow; `ready` says whether models with embeddings stand for what is
 * published. Of several workers one probes.
 */
export async function tendSwitch(ctx: SwitchContext, ready: () => Promise<boolean>): Promise<void> {
  if (!(await store.claimProbe(ctx.db, ctx.times.probeMs))) return;
  const fault = await faultOf(ctx);
  const isReady = await ready();
  const turned = await ctx.db.transaction().execute(async (tx) => {
    const row = await store.lockSwitch(tx, ctx.times.quietMs);
    if (row?.version !== ctx.version) return null;
    const { in_use: inUse, good_probes: goodProbes, failed_probes: failedProbes, reports, quiet } = row;
    const next = afterProbe(
      { inUse, goodProbes, failedProbes, reports },
      { worked: fault === null, ready: isReady, quiet },
    );
    await store.write(tx, next, next.inUse === inUse ? row.switched_at : ctx.clock.now());
    return next.inUse === inUse ? null : next.inUse;
  });
  if (turned !== null) await tellTurned(ctx, turned, fault);
}

/** Whether the last probe worked, so that it is worth while to embed phrasings. */
export async function endpointWorks({ db }: Pick<VectorContext, 'db'>): Promise<boolean> {
  return ((await store.current(db))?.good_probes ?? 0) > 0;
}

/** Why the endpoint cannot be used now; null when it can. A probe has the time that a question has: an endpoint too slow for questions is lost. */
async function faultOf(ctx: SwitchContext): Promise<string | null> {
  try {
    await requireSameModel(ctx, { timeoutMs: ctx.times.budgetMs, retries: 0 });
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.message;
  }
}

async function tellTurned({ db, log }: SwitchContext, inUse: boolean, fault: string | null): Promise<void> {
  if (inUse) log.info('questions are matched with embeddings from now on');
  else log.warn({ fault }, 'the embedding endpoint is lost: questions are matched by words alone until it is back');
  await store.tell(db);
}
