import pg from 'pg';
import type { Log } from './log.js';

/** A standing ear for NOTIFY: tells at once, and by a slow poll when the ear was deaf. */
export interface Notifications {
  close(): Promise<void>;
}

const retryMs = 1_000;

/** Calls `heard` on every notification of the channel and once after each reconnection; a lost connection is opened again. */
export function listen(
  url: string,
  channel: 'univocal' | 'univocal_activity',
  log: Log,
  heard: (payload: string | null) => void,
): Notifications {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
      application_name: 'univocal-listen',
    });
    client = next;
    next.on('error', (error) => log.warn({ reason: error.message }, 'the notification connection was lost'));
    next.once('end', reconnectLater);
    next.on('notification', (message) => heard(message.payload ?? null));
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      heard(null);
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'the notification connection could not be opened');
      await next.end().catch(() => undefined);
      reconnectLater();
    }
  };

  function reconnectLater(): void {
    if (closed || timer) return;
    timer = setTimeout(() => {
      timer = null;
      void connect();
    }, retryMs);
  }

  void connect();
  return {
    close: async () => {
      closed = true;
      if (timer) clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
