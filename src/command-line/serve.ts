import { type App, createApp } from '../app.js';
import { readConfig } from '../platform/config.js';
import { isAppError } from '../platform/errors.js';
import { requireNode } from '../platform/require-node.js';
import { welcome } from './welcome.js';

const farewellMs = 15_000;

/** Starts the service, says where it is, and ends it in order on Ctrl-C or SIGTERM. A fault in the settings is one sentence and exit code 1. */
export async function serve(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const ending = endOnSignals();
  try {
    requireNode(process.versions.node);
    const config = readConfig(environment);
    process.stdout.write(
      config.seed === 'demo'
        ? 'Starting Univocal; the first start loads the demo bank and takes a little longer.\n'
        : 'Starting Univocal.\n',
    );
    const app = await createApp(config);
    ending.closes(app);
    await app.caughtUp();
    process.stdout.write(await welcome(app));
  } catch (error) {
    if (ending.isUnderWay()) return;
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}

/** The one sentence for a fault that the reader can mend; a fault of ours keeps its stack. */
export function sentenceOf(error: unknown): string {
  if (isAppError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A signal during the start waits until there is something to close in order: PostgreSQL may be up already, and outlives a process that just dies. */
function endOnSignals(): { closes(app: App): void; isUnderWay(): boolean } {
  let app: App | null = null;
  let asked = false;
  const end = async (opened: App) => {
    setTimeout(() => process.exit(1), farewellMs).unref();
    await opened.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) return;
      asked = true;
      if (app) void end(app);
      else process.stdout.write('Stopping as soon as the start is done.\n');
    });
  }
  return {
    closes: (opened) => {
      app = opened;
      if (asked) void end(opened);
    },
    isUnderWay: () => asked && app !== null,
  };
}
