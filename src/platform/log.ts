import { pino, type Logger } from 'pino';

/** The structured log; headers, bodies and secrets never enter it. */
export type Log = Logger;

/** A logger that writes JSON lines to standard error, so that standard output stays for the reader. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  return pino(
    {
      level,
      redact: { paths: ['*.password', '*.token', '*.authorization', 'headers', 'req.headers'], censor: '[secret]' },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
