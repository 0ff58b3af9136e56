import type { Services } from '../../schema/context.js';
import { follow } from '../platform/follow.js';
import { openGuardedFetch } from '../platform/http/guarded-fetch.js';
import type { Jobs } from '../platform/jobs.js';
import { deliverWebhook, giveUpWebhook, queueDeliveries, type WebhookCall } from '../webhooks/index.js';
import type { Closers } from './resources.js';

const job = 'deliver-webhook';
const timeoutMs = 5_000;
const callsAtOnce = 8;

/** Makes the queue of webhook calls known; a worker queues what the outbox tells, and makes the calls. */
export async function tellWebhooks(
  { services, jobs, work }: { readonly services: Services; readonly jobs: Jobs; readonly work: boolean },
  closers: Closers,
): Promise<void> {
  const fetch = openGuardedFetch({
    userAgent: 'Univocal-Webhooks/0.1',
    allowedHosts: services.webhookSettings.allowedHosts,
    timeoutMs,
    connections: callsAtOnce,
  });
  closers.push(() => fetch.close());
  const ctx = {
    ...services,
    fetch,
    enqueue: (tx: Parameters<Jobs['send']>[2], call: WebhookCall) => jobs.send(job, call, tx),
  };
  await jobs.register<WebhookCall>(
    {
      name: job,
      // The delays double from two seconds: in all about two and a half hours.
      retries: 12,
      retryDelaySeconds: 2,
      expireSeconds: 60,
      workers: callsAtOnce,
      run: (call) => deliverWebhook(ctx, call),
      giveUp: (call) => giveUpWebhook(ctx, call),
    },
    work,
  );
  if (!work) return;
  const queueing = follow('webhooks', services.log, () => queueDeliveries(ctx));
  const stop = services.news.onNews(() => queueing.nudge());
  queueing.nudge();
  closers.push(async () => {
    stop();
    await queueing.close();
  });
}
