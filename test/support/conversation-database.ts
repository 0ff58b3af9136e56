import type { ConversationStore } from '../../bots/conversation/conversation-store.js';
import { conversationListeners } from '../../src/channels/conversation-listeners.js';
import { conversationStore } from '../../src/channels/conversation.store.js';
import type { Clock } from '../../src/platform/clock.js';
import { connectDatabase } from '../../src/platform/database/database.js';
import { createLog } from '../../src/platform/log.js';
import { listen } from '../../src/platform/notifications.js';
import { openTestDatabase } from './test-database.js';

/** A real database with our tables, as several nodes see it. */
export interface ConversationDatabase {
  /** The conversations as one node sees them: its own pool, its own ear. */
  node(clock: Clock): ConversationStore;
  close(): Promise<void>;
}

/** Opens an empty database for the conversations of one test file. */
export async function conversationDatabase(): Promise<ConversationDatabase> {
  const log = createLog('silent');
  const database = await openTestDatabase();
  const closing: (() => Promise<void>)[] = [database.close];
  return {
    node: (clock) => {
      const { db, close } = connectDatabase(database.url, log);
      const listeners = conversationListeners((heard) => listen(database.url, 'univocal_activity', log, heard));
      closing.push(close, listeners.close);
      return conversationStore({ db, clock }, listeners.subscribe);
    },
    close: async () => {
      for (const close of closing.reverse()) await close();
    },
  };
}
