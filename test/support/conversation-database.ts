import type { ConversationStore } from '../../bots/conversation/conversation-store.js';
import type { ReplyLedger } from '../../bots/transports/bot-framework/reply-ledger.js';
import { openConversations } from '../../src/app/open-conversations.js';
import type { Clock } from '../../src/platform/clock.js';
import { replyLedger } from '../../src/channels/network-reply.store.js';
import { connectDatabase, type Database } from '../../src/platform/database/database.js';
import { createLog } from '../../src/platform/log.js';
import { connectRedis } from '../../src/platform/redis.js';
import { openTestDatabase } from './test-database.js';

/** A real database with our tables, as several nodes see it. */
export interface ConversationDatabase {
  /** The conversations as one node sees them: its own pool, its own ear, its own connection to the Redis at `redisUrl`. */
  node(clock: Clock, options?: NodeOptions): ConversationStore;
  /** How often the nodes so far have asked PostgreSQL: statements by themselves and transactions, not what they hear from it. */
  exchanges(): number;
  /** What is to be said on networks, as one node sees it. */
  replies(): ReplyLedger;
  readonly db: Database;
  /** Lets go of the nodes so far: each holds connections, and a test file may start a hundred. */
  release(): Promise<void>;
  close(): Promise<void>;
}

/** Copies of conversations in Redis, and how long they live, where that is not as in service. */
export interface NodeOptions {
  readonly redisUrl?: string;
  readonly livesMs?: number;
}

/** Opens an empty database for the conversations of one test file. */
export async function conversationDatabase(): Promise<ConversationDatabase> {
  const log = createLog('silent');
  const database = await openTestDatabase();
  const own = connectDatabase(database.url, log);
  const opened: (() => Promise<void>)[] = [];
  let exchanges = 0;
  const release = async (): Promise<void> => {
    await Promise.all(opened.splice(0).map((close) => close()));
  };
  return {
    db: own.db,
    replies: () => replyLedger({ db: own.db }),
    node: (clock, { redisUrl, livesMs } = {}) => {
      const { db, pool, close } = connectDatabase(database.url, log);
      pool.on('acquire', () => {
        exchanges += 1;
      });
      const redis = redisUrl === undefined ? null : connectRedis(redisUrl, log);
      const node = openConversations({ db, clock, log, databaseUrl: database.url, redis, livesMs });
      opened.push(close, node.close, async () => redis?.disconnect());
      return node.conversations;
    },
    exchanges: () => exchanges,
    release,
    close: async () => {
      await release();
      await own.close();
      await database.close();
    },
  };
}
