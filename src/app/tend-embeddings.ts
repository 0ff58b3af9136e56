import type { Services } from '../../schema/context.js';
import {
  type EmbeddingTimes,
  embeddingVersion,
  type Endpoint,
  beginEmbedding,
  decideOnEmbeddings,
  learnEmbeddings,
  leaveEmbeddings,
  openEndpoint,
  openQuestionVectors,
  type QuestionVectors,
  type Train,
} from '../matching/index.js';
import type { Config } from '../platform/config.js';
import { follow } from '../platform/follow.js';
import type { Closers } from './resources.js';

/** The endpoint as this process uses it; null when embeddings are off. */
export interface OpenedEmbeddings {
  readonly endpoint: Endpoint;
  readonly version: string;
  readonly times: EmbeddingTimes;
  readonly questionVectors: QuestionVectors;
}

/** A test probes more often, and has more patience. */
const usualTimes = { probeMs: 2_000, quietMs: 60_000 };

/** A decision takes a probe, and what else there is to do at the time. */
const besideProbeMs = 1_700;

/** Opens the endpoint, if the settings name one. */
export function openEmbeddings(
  ctx: Pick<Services, 'db' | 'clock' | 'models'>,
  embeddings: Config['embeddings'],
  closers: Closers,
  times: Partial<EmbeddingTimes> = {},
): OpenedEmbeddings | null {
  if (embeddings.mode === 'off') return null;
  const endpoint = openEndpoint(embeddings);
  closers.push(() => endpoint.close());
  const version = embeddingVersion(embeddings.model);
  const { budgetMs } = embeddings;
  const allTimes = { ...usualTimes, budgetMs, decisionMs: budgetMs + besideProbeMs, ...times };
  const refresh = () => ctx.models.refresh();
  return {
    endpoint,
    version,
    times: allTimes,
    questionVectors: openQuestionVectors({ ...ctx, endpoint, version, times: allTimes, refresh }),
  };
}

/** A worker probes the endpoint, trains the models that read its vectors, and turns the switch; where embeddings are off it turns them off for all. */
export async function tendEndpoint(
  ctx: Pick<Services, 'db' | 'clock' | 'log' | 'models' | 'news' | 'snapshots'> & { readonly train: Train },
  opened: OpenedEmbeddings | null,
  closers: Closers,
): Promise<void> {
  if (opened === null) return leaveEmbeddings(ctx);
  const embedding = { ...ctx, ...opened };
  await beginEmbedding(embedding);
  const snapshotOf = () => ctx.snapshots.current();
  const work = [
    follow('the embedding endpoint', ctx.log, () => decideOnEmbeddings(embedding, snapshotOf)),
    follow('models with embeddings', ctx.log, () => learnEmbeddings(embedding, snapshotOf)),
  ];
  const nudge = () => {
    for (const one of work) one.nudge();
  };
  const stop = ctx.news.onNews(nudge);
  const timer = setInterval(nudge, opened.times.probeMs);
  closers.push(async () => {
    clearInterval(timer);
    stop();
    for (const one of work) await one.close();
  });
}
