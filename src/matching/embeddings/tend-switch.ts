import { isAppError } from '../../platform/errors.js';
import type { Log } from '../../platform/log.js';
import { afterProbe } from './switch.js';
import * as store from './switch.store.js';
import { forgetAllQuestions, type VectorContext, vectorsOf } from './vectors.js';

/** How often the endpoint is probed, how long nobody may have reported a failure before it counts as back, and how long a question's vector may take. */
export interface EmbeddingTimes {
  readonly probeMs: number;
  readonly quietMs: number;
  readonly budgetMs: number;
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

/** Any text does. */
const probeText = 'where is my card';

/**
 * Why the endpoint cannot be used now; null when it can. A probe has the time that a question has: an endpoint too slow for questions is lost. And
 * it must give about the vector that it gave the first time: behind the same name another model may have been put, whose vectors mean nothing to ours.
 */
async function faultOf(ctx: SwitchContext): Promise<string | null> {
  const patience = { timeoutMs: ctx.times.budgetMs, retries: 0 };
  try {
    const [now] = await ctx.endpoint.embed([probeText], patience);
    const kept = (await vectorsOf(ctx, [probeText], { ...patience, of: 'phrasings' })).get(probeText);
    if (now && kept && cosine(now, kept) >= sameModel) return null;
    await forgetAllQuestions(ctx);
    return 'The embedding endpoint gives other vectors than before.';
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.message;
  }
}

const sameModel = 0.98;

function cosine(a: Int8Array, b: Int8Array): number {
  if (a.length !== b.length) return 0;
  let product = 0;
  let ofA = 0;
  let ofB = 0;
  a.forEach((component, at) => {
    const other = b[at] as number;
    product += component * other;
    ofA += component * component;
    ofB += other * other;
  });
  return product / Math.sqrt(ofA * ofB);
}

async function tellTurned({ db, log }: SwitchContext, inUse: boolean, fault: string | null): Promise<void> {
  if (inUse) log.info('questions are matched with embeddings from now on');
  else log.warn({ fault }, 'the embedding endpoint is lost: questions are matched by words alone until it is back');
  await store.tell(db);
}
