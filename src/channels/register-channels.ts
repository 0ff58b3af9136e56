import { type Actor, allow } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { type Channel, governedChannels } from './channel.js';
import { type ChannelSource, putChannel } from './channel.store.js';

/** Makes the governed channels known to the database; they are part of the program. */
export async function registerGovernedChannels(db: Database): Promise<void> {
  for (const [position, channel] of governedChannels.entries()) await putChannel(db, channel, null, position);
}

/** Adds or changes a channel that we look at. */
export async function registerObservedChannel(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  channel: Channel,
  source: ChannelSource,
  position: number,
): Promise<void> {
  allow(ctx.actor, 'administer');
  await ctx.db.transaction().execute(async (tx) => {
    await putChannel(tx, channel, source, position);
    const at = ctx.clock.now();
    await record(tx, { actor: ctx.actor, at, action: 'channel.registered', subject: `channel/${channel.key}` });
  });
}
