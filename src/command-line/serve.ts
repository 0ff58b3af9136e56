import { type App, createApp } from '../app.js';
import { readConfig } from '../platform/config.js';
import { isAppError } from '../platform/errors.js';
import { requireNode } from '../platform/require-node.js';
import { welcome } from './welcome.js';

const farewellMs = 15_000;

/** Starts the service, says where it is, and ends it in order on Ctrl-C or SIGTERM. A fault in the settings is one sentence and exit code 1. */
export async function serve(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  let app: App;
  try {
    requireNode(process.versions.node);
    const config = readConfig(environment);
    process.stdout.write(
      config.seed === 'demo'
        ? 'Starting Univocal; the first start loads the demo bank and takes a little longer.\n'
        : 'Starting Univocal.\n',
    );
    app = await createApp(config);
    endOnSignals(app);
    await app.caughtUp();
    process.stdout.write(await welcome(app));
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}

/** The one sentence for a fault that the reader can mend; a fault of ours keeps its stack. */
export function sentenceOf(error: unknown): string {
  if (isAppError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function endOnSignals(app: App): void {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), farewellMs).unref();
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());
}
