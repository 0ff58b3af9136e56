import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConversationStore } from '../../bots/conversation/conversation-store.js';
import type { Clock } from '../../src/platform/clock.js';
import type { ConversationDatabase } from './conversation-database.js';

/** How long copies live in tests: a node takes none before it has listened so long. */
export const livesMs = 1_000;

/** Two nodes on one Redis, of which each takes copies by now. */
export async function copyingNodes(
  database: ConversationDatabase,
  redisUrl: string,
  clock: Clock,
): Promise<readonly [ConversationStore, ConversationStore]> {
  const nodes = [0, 1].map(() => database.node(clock, { redisUrl, livesMs })) as [ConversationStore, ConversationStore];
  for (const node of nodes) await untilCopying(database, node);
  return nodes;
}

/** Waits until a node looks at copies: at the second look it asks PostgreSQL nothing. Nobody else may ask meanwhile. */
export async function untilCopying(database: ConversationDatabase, node: ConversationStore): Promise<void> {
  const id = randomUUID();
  await node.create({ id, channelKey: 'webchat', userId: 'u-1', locale: null });
  for (let before = -1; before !== database.exchanges(); await pause(50)) {
    await node.glance(id);
    before = database.exchanges();
    await node.glance(id);
  }
}
