import type { App } from '../app.js';
import { readConfig } from '../platform/config.js';
import { requireNode } from '../platform/require-node.js';
import { sentenceOf } from './sentence-of.js';

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
    // Only now: it takes a second to load, and a wrong setting is told without it.
    const { createApp } = await import('../app.js');
    const { welcome } = await import('./welcome.js');
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
