import { type Actor, allow } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { type Channel, governedChannels } from './channel.js';
import { networkOf } from './networks.js';
import { allChannels, type ChannelSource, putChannel, retireChannel } from './channel.store.js';

/** Makes the governed channels known to the database; they are part of the program. */
export async function registerGovernedChannels(db: Database): Promise<void> {
  for (const [position, channel] of governedChannels.entries()) await putChannel(db, channel, null, position);
}

const longestName = 100;
const lastPosition = 1_000;

/** Adds or changes a channel that we look at; throws BAD_INPUT for a key or name that is none, and for the key of one of our own. */
export async function registerObservedChannel(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  channel: Channel,
  source: ChannelSource,
  position: number = lastPosition,
): Promise<void> {
  allow(ctx.actor, 'administer');
  requireObserved(channel);
  await ctx.db.transaction().execute(async (tx) => {
    await putChannel(tx, channel, source, position);
    const at = ctx.clock.now();
    await record(tx, { actor: ctx.actor, at, action: 'channel.registered', subject: `channel/${channel.key}` });
  });
}

/** Looks at a channel no more; false when there is no such. */
export async function removeObservedChannel(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  key: string,
): Promise<boolean> {
  allow(ctx.actor, 'administer');
  return ctx.db.transaction().execute(async (tx) => {
    const known = (await allChannels(tx)).find((channel) => channel.key === key);
    if (known?.mode !== 'OBSERVED') return false;
    const at = ctx.clock.now();
    await retireChannel(tx, key, at);
    await record(tx, { actor: ctx.actor, at, action: 'channel.removed', subject: `channel/${key}` });
    return true;
  });
}

function requireObserved({ key, name, locales }: Channel): void {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(key))
    throw new AppError('BAD_INPUT', 'key must be made of at most 40 lower-case letters, digits and hyphens.');
  if (governedChannels.some((own) => own.key === key))
    throw new AppError('BAD_INPUT', `key may not be ${key}: that is a channel of our own.`);
  if (networkOf(key)) throw new AppError('BAD_INPUT', `key may not be ${key}: that is a network of our own channels.`);
  requireText('name', name, { max: longestName });
  if (locales.length === 0) throw new AppError('BAD_INPUT', 'locales must name at least one language.');
}
