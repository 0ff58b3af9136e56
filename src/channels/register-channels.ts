import { type Actor, allow } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import { type Channel, governedChannels } from './channel.js';
import { type ChannelSource, putChannel } from './channel.store.js';

/** Makes the governed channels known to the database; they are part of the program. */
export async function registerGovernedChannels(db: Database): Promise<void> {
  for (const [position, channel] of governedChannels.entries()) await putChannel(db, channel, null, position);
}

/** Adds or changes a channel that we look at. */
export async function registerObservedChannel(
  ctx: { readonly db: Database; readonly actor: Actor },
  channel: Channel,
  source: ChannelSource,
  position: number,
): Promise<void> {
  allow(ctx.actor, 'administer');
  await putChannel(ctx.db, channel, source, position);
}
