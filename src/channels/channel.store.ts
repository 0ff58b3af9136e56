import type { Audience } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import type { Channel, ChannelKind, ChannelLimits, ChannelMode } from './channel.js';

/** Where an observed channel is read; its shape is the checker's to know. */
export type ChannelSource = Readonly<Record<string, unknown>> | null;

/** Every channel that is not retired, in the order in which a matrix shows them. */
export async function allChannels(db: Database): Promise<(Channel & { readonly source: ChannelSource })[]> {
  const rows = await db
    .selectFrom('channel')
    .selectAll()
    .where('retired_at', 'is', null)
    .orderBy('position')
    .orderBy('key')
    .execute();
  return rows.map((row) => ({
    key: row.key,
    name: row.name,
    kind: row.kind as ChannelKind,
    mode: row.mode as ChannelMode,
    audience: row.audience as Audience,
    locales: row.locales,
    limits: row.limits as unknown as ChannelLimits,
    source: row.source,
  }));
}

/** Writes a channel as it should be now. */
export async function putChannel(
  db: Database,
  channel: Channel,
  source: ChannelSource,
  position: number,
): Promise<void> {
  const row = {
    name: channel.name,
    kind: channel.kind,
    mode: channel.mode,
    audience: channel.audience,
    locales: [...channel.locales],
    limits: JSON.stringify(channel.limits),
    source: source === null ? null : JSON.stringify(source),
    position,
    retired_at: null,
  };
  await db
    .insertInto('channel')
    .values({ key: channel.key, ...row } as never)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row as never))
    .execute();
}

/** Takes a channel out of use; what was observed on it stays. */
export async function retireChannel(db: Database, key: string, moment: Date): Promise<void> {
  await db.updateTable('channel').set({ retired_at: moment }).where('key', '=', key).execute();
}
