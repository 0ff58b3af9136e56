import { allChannels, type Channel } from '../channels/index.js';
import type { Database } from '../platform/database/database.js';
import { follow } from '../platform/follow.js';
import type { Log } from '../platform/log.js';
import type { News } from '../platform/news.js';
import type { Closers } from './resources.js';

/** Keeps a node's list of the channels as the database has it: one may be added on another node. */
export function followChannels(
  ctx: { readonly db: Database; readonly log: Log; readonly news: News },
  channels: Map<string, Channel>,
  closers: Closers,
): void {
  const following = follow('channels', ctx.log, async () => {
    const now = await allChannels(ctx.db);
    // A channel that is gone keeps its name: its findings are still shown.
    for (const channel of now) channels.set(channel.key, channel);
  });
  const stop = ctx.news.onNews(() => following.nudge());
  closers.push(async () => {
    stop();
    await following.close();
  });
}
