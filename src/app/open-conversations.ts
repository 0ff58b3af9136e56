import type { Redis } from 'ioredis';
import type { ConversationStore } from '../../bots/conversation/conversation-store.js';
import { copiedConversations } from '../channels/copied-conversations.js';
import { conversationCopies, copyLivesMs } from '../channels/conversation-copies.js';
import { conversationListeners } from '../channels/conversation-listeners.js';
import { knownProgress } from '../channels/conversation-progress.js';
import { conversationStore } from '../channels/conversation.store.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Log } from '../platform/log.js';
import { listen } from '../platform/notifications.js';

interface Opening {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly databaseUrl: string;
  /** null = there is none. */
  readonly redis: Redis | null;
  /** Set by tests. */
  readonly livesMs?: number | undefined;
}

/** The conversations as this node sees them: in PostgreSQL, with copies in Redis where there is one. */
export function openConversations({ db, clock, log, databaseUrl, redis, livesMs = copyLivesMs }: Opening): {
  readonly conversations: ConversationStore;
  close(): Promise<void>;
} {
  const known = knownProgress(livesMs);
  const listeners = conversationListeners((heard) =>
    listen(databaseUrl, 'univocal_activity', log, (payload) => {
      // First: whoever is told of news must not be shown what was before it.
      if (redis) known.hear(payload);
      heard(payload);
    }),
  );
  const kept = conversationStore({ db, clock }, listeners.subscribe);
  return {
    conversations: redis ? copiedConversations(kept, conversationCopies(redis, log, livesMs), known) : kept,
    close: () => listeners.close(),
  };
}
