import type { ConversationStore } from '../../bots/conversation/conversation-store.js';
import type { ReplyLedger } from '../../bots/transports/bot-framework/reply-ledger.js';
import { conversationListeners } from '../../src/channels/conversation-listeners.js';
import { conversationStore } from '../../src/channels/conversation.store.js';
import type { Clock } from '../../src/platform/clock.js';
import { replyLedger } from '../../src/channels/network-reply.store.js';
import { connectDatabase, type Database } from '../../src/platform/database/database.js';
import { createLog } from '../../src/platform/log.js';
import { listen } from '../../src/platform/notifications.js';
import { openTestDatabase } from './test-database.js';

/** A real database with our tables, as several nodes see it. */
export interface ConversationDatabase {
  /** The conversations as one node sees them: its own pool, its own ear. */
  node(clock: Clock): ConversationStore;
  /** What is to be said on networks, as one node sees it. */
  replies(): ReplyLedger;
  readonly db: Database;
  /** Lets go of the nodes so far: each holds connections, and a test file may start a hundred. */
  release(): Promise<void>;
  close(): Promise<void>;
}

/** Opens an empty database for the conversations of one test file. */
export async function conversationDatabase(): Promise<ConversationDatabase> {
  const log = createLog('silent');
  const database = await openTestDatabase();
  const own = connectDatabase(database.url, log);
  const opened: (() => Promise<void>)[] = [];
  const release = async (): Promise<void> => {
    await Promise.all(opened.splice(0).map((close) => close()));
  };
  return {
    db: own.db,
    replies: () => replyLedger({ db: own.db }),
    node: (clock) => {
      const { db, close } = connectDatabase(database.url, log);
      const listeners = conversationListeners((heard) => listen(database.url, 'univocal_activity', log, heard));
      opened.push(close, listeners.close);
      return conversationStore({ db, clock }, listeners.subscribe);
    },
    release,
    close: async () => {
      await release();
      await own.close();
      await database.close();
    },
  };
}
