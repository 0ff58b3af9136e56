import type { Notifications } from '../platform/notifications.js';
import { newsIn } from './conversation-progress.js';

/** Those who wait for a conversation's next activity on this node. */
export interface ConversationListeners {
  subscribe(id: string, heard: () => void): () => void;
  close(): Promise<void>;
}

const slowPollMs = 5_000;

/** Tells listeners when PostgreSQL announces an activity, and every five seconds in case an announcement was lost. */
export function conversationListeners(
  listen: (heard: (payload: string | null) => void) => Notifications,
): ConversationListeners {
  const listeners = new Map<string, Set<() => void>>();
  const tell = (id: string): void => {
    for (const heard of listeners.get(id) ?? []) heard();
  };
  const tellAll = (): void => {
    for (const id of listeners.keys()) tell(id);
  };
  const notifications = listen((payload) => (payload === null ? tellAll() : tell(newsIn(payload).id)));
  const timer = setInterval(tellAll, slowPollMs);
  timer.unref();
  return {
    subscribe: (id, heard) => {
      const set = listeners.get(id) ?? new Set();
      listeners.set(id, set.add(heard));
      return () => {
        set.delete(heard);
        if (set.size === 0 && listeners.get(id) === set) listeners.delete(id);
      };
    },
    close: () => {
      clearInterval(timer);
      listeners.clear();
      return notifications.close();
    },
  };
}
