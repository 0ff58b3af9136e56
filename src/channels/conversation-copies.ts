import type { Redis } from 'ioredis';
import type { KeptActivity } from '../../bots/conversation/activity.js';
import { type Conversation, newState } from '../../bots/conversation/conversation.js';
import type { Log } from '../platform/log.js';

/** A conversation as PostgreSQL held it at a moment, with all that was said in it after a position. */
export interface ConversationCopy {
  readonly conversation: Conversation;
  readonly after: number;
  readonly activities: readonly KeptActivity[];
}

/** Copies that every node sees. None of these fails: Redis lost, slow or full is a copy that is not there. */
export interface ConversationCopies {
  take(id: string): Promise<ConversationCopy | null>;
  /** Keeps it unless one is there that is later or goes further back; `readAt` is the moment (epoch, milliseconds) before PostgreSQL was asked. */
  put(copy: ConversationCopy, readAt: number): Promise<void>;
  drop(id: string): Promise<void>;
}

/** No copy is taken longer after PostgreSQL was asked for it. */
export const copyLivesMs = 10_000;

/** A conversation with more to say is read where it is kept. */
const mostCharacters = 65_536;

/** By Redis's clock at the most `ARGV[5]` ms; less where the copy was long on its way, as it is to a Redis that was halted, and nothing when it is too old. */
const putScript = `
local length, revision, after = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local kept = redis.call('HMGET', KEYS[1], 'length', 'revision', 'after')
if kept[1] then
  local ahead = tonumber(kept[1]) > length or tonumber(kept[2]) > revision
  local same = tonumber(kept[1]) == length and tonumber(kept[2]) == revision
  if ahead or (same and tonumber(kept[3]) <= after) then return 0 end
end
local now = redis.call('TIME')
local left = math.min(tonumber(ARGV[5]), tonumber(ARGV[6]) - now[1] * 1000 - math.floor(now[2] / 1000))
if left <= 0 then return 0 end
redis.call('HSET', KEYS[1], 'length', length, 'revision', revision, 'after', after, 'copy', ARGV[4])
redis.call('PEXPIRE', KEYS[1], left)
return 1`;

/** Copies in Redis; `livesMs` is set by tests. */
export function conversationCopies(redis: Redis, log: Log, livesMs: number = copyLivesMs): ConversationCopies {
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (redis.status !== 'ready') return null;
    try {
      return await work();
    } catch (error) {
      log.debug({ reason: error instanceof Error ? error.message : String(error) }, 'Redis has no copy');
      return null;
    }
  };
  return {
    take: (id) =>
      attempt(async () => {
        const text = await redis.hget(keyOf(id), 'copy');
        return text === null ? null : copyIn(text);
      }),
    put: async (copy, readAt) => {
      const text = JSON.stringify(copy);
      if (text.length > mostCharacters) return;
      const { id, length, state } = copy.conversation;
      const values = [length, state.revision, copy.after, text, livesMs, readAt + livesMs];
      await attempt(() => redis.eval(putScript, 1, keyOf(id), ...values));
    },
    drop: async (id) => {
      await attempt(() => redis.del(keyOf(id)));
    },
  };
}

/** The number is that of the copy's form: nodes of two versions must not read each other's. */
function keyOf(id: string): string {
  return `univocal:conversation:1:${id}`;
}

function copyIn(text: string): ConversationCopy {
  const { conversation, after, activities } = JSON.parse(text) as ConversationCopy;
  return {
    // As in PostgreSQL, a node of an earlier version may not know what a state has by now.
    conversation: { ...conversation, state: { ...newState, ...conversation.state } },
    after,
    activities: activities.map(({ at, ...kept }) => ({ ...kept, at: new Date(at) })),
  };
}
