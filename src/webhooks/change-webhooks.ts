import { randomBytes } from 'node:crypto';
import { type Actor, allow } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { announce, latestEvent } from '../platform/events.js';
import { sealSecret } from './sealed-secret.js';
import { requireEvents, requireWebhookUrl, type Webhook } from './webhook.js';
import * as store from './webhook.store.js';

/** What changing webhooks needs to know of the world. */
export interface WebhookContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly webhookSettings: WebhookSettings;
}

/** What the operator decided about webhooks. */
export interface WebhookSettings {
  /** 32 bytes that secrets are encrypted with. */
  readonly key: Uint8Array;
  /** `host:port` of receivers that may be called although their address is private, and without TLS. */
  readonly allowedHosts: readonly string[];
}

const secretBytes = 32;

/** Tells an address of the events that follow. The secret is given once and never again. */
export async function createWebhook(
  ctx: WebhookContext,
  input: { readonly url: string; readonly events: readonly string[] },
): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
  allow(ctx.actor, 'administer');
  const url = requireWebhookUrl(input.url, ctx.webhookSettings.allowedHosts);
  const events = requireEvents(input.events);
  const secret = `uv-hook-${randomBytes(secretBytes).toString('base64url')}`;
  const at = ctx.clock.now();
  return ctx.db.transaction().execute(async (tx) => {
    const webhook = await store.insertWebhook(tx, {
      url,
      secret: sealSecret(ctx.webhookSettings.key, secret, url),
      events: [...events],
      created_by: ctx.actor.name,
      created_at: at,
      queued_through: await latestEvent(tx),
    });
    const { host } = new URL(url);
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'webhook.created',
      subject: `webhook/${webhook.id}`,
      details: { host, events },
    });
    return { webhook, secret };
  });
}

/** Ends a webhook with its deliveries; false when there is none of this number. */
export async function deleteWebhook(ctx: WebhookContext, id: number): Promise<boolean> {
  allow(ctx.actor, 'administer');
  return ctx.db.transaction().execute(async (tx) => {
    if (!(await store.deleteWebhookRow(tx, id))) return false;
    const at = ctx.clock.now();
    await record(tx, { actor: ctx.actor, at, action: 'webhook.deleted', subject: `webhook/${id}` });
    return true;
  });
}

/** Tells a webhook once more of every event that it wants, from a number in the outbox on. */
export async function replayWebhook(ctx: WebhookContext, id: number, fromSequence: number): Promise<void> {
  allow(ctx.actor, 'administer');
  if (fromSequence < 1) throw new AppError('BAD_INPUT', 'fromSequence must be 1 or more.');
  await ctx.db.transaction().execute(async (tx) => {
    const webhook = await store.lockWebhook(tx, id);
    if (!webhook) throw new AppError('NOT_FOUND', `There is no webhook ${id}.`);
    await store.waitAnew(tx, id, fromSequence);
    await store.moveQueuedThrough(tx, id, Math.min(webhook.queued_through, fromSequence - 1));
    const at = ctx.clock.now();
    // Also wakes the worker that queues deliveries.
    await announce(tx, 'webhook.replayed', { subject: `webhook/${id}`, fromSequence }, at);
    const details = { fromSequence };
    await record(tx, { actor: ctx.actor, at, action: 'webhook.replayed', subject: `webhook/${id}`, details });
  });
}

/** Every webhook, for those who may change them. */
export async function readWebhooks(ctx: Pick<WebhookContext, 'db' | 'actor'>): Promise<readonly Webhook[]> {
  allow(ctx.actor, 'administer');
  return store.allWebhooks(ctx.db);
}
