import { type Command, Option } from 'commander';
import { allAccounts, audiences, type Audience, staff, type StaffRole } from '../access/index.js';
import { checkMarkdown } from '../channels/index.js';
import { knowledgeGateRules } from '../knowledge/index.js';
import { storedTrail, verifyTrail } from '../platform/audit/index.js';
import { type Clock, systemClock } from '../platform/clock.js';
import { readConfig } from '../platform/config.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import {
  carryOutImport,
  type ImportFile,
  importFormats,
  type ImportFormat,
  type ImportPlan,
  planImport,
  readFolder,
  readPages,
  restoreFolder,
} from '../transfer/index.js';
import type { TransferWorld } from './export.js';
import { importReport } from './import-report.js';
import { withDatabase } from './with-database.js';

/** How files are to be imported. */
export interface ImportOptions {
  readonly whole?: boolean;
  readonly format?: Lowercase<ImportFormat>;
  readonly as?: string;
  readonly topic?: string;
  readonly audience?: Audience;
  readonly locale?: string;
  readonly urls?: boolean;
  readonly allowHost?: readonly string[];
  readonly carryOut?: boolean;
  readonly requestReview?: boolean;
}

type ImportWorld = TransferWorld & { readonly clock: Clock };

const help = `
Without --carry-out it only reports. What is carried out is a draft of each row, by the account named with --as, for a second person to publish.
Exit codes: 0 done; 1 there are problems, and nothing was imported; 2 it could not be tried.`;

/** Adds `univocal import`. */
export function importCommand(program: Command, world: TransferWorld): void {
  program
    .command('import')
    .argument('<path>', 'a folder, or a file; with --urls a file with one address a line')
    .description('look at answers of another tool, and take them in as drafts')
    .addOption(
      new Option('--format <format>', 'what the files hold').choices(importFormats.map((one) => one.toLowerCase())),
    )
    .option('--as <account>', 'the staff account that becomes the author')
    .option('--topic <key>', 'the topic of rows that name none')
    .addOption(new Option('--audience <audience>', 'who may see rows that do not say').choices([...audiences]))
    .option('--locale <tag>', 'the language of rows that name none')
    .option('--urls', 'read the pages at the addresses in the file')
    .option('--allow-host <host...>', 'a host whose pages may be read')
    .option('--carry-out', 'do it, when there are no problems')
    .option('--request-review', 'hand the drafts to a second person at once')
    .option('--whole', 'take a whole export into an empty database')
    .addHelpText('after', help)
    .action(async (path: string, options: ImportOptions) => {
      const { defaultLocale } = readConfig(world.environment);
      process.exitCode = await withDatabase(world.environment, (db) =>
        importKnowledge({ db, sourceLocale: defaultLocale }, path, options, { ...world, clock: systemClock }),
      );
    });
}

/** Imports, and says what was found or done: 0 done, 1 there are problems. */
export async function importKnowledge(
  ctx: { readonly db: Database; readonly sourceLocale: string },
  path: string,
  options: ImportOptions,
  world: ImportWorld,
): Promise<0 | 1> {
  if (options.whole) return restore(ctx.db, path, world);
  const format = options.format?.toUpperCase() as ImportFormat | undefined;
  if (!format)
    throw new AppError('BAD_INPUT', 'Say with --format what the files hold, or with --whole that it is an export.');
  const actor = await account(ctx.db, options.as);
  const context = { ...ctx, clock: world.clock, actor, markdownProblems: checkMarkdown, gateRules: knowledgeGateRules };
  const plan = await planImport(context, {
    format,
    files: await filesOf(path, format, options, world),
    mapping: {
      topic: options.topic ?? null,
      audience: options.audience ?? 'PUBLIC',
      locale: options.locale ?? ctx.sourceLocale,
    },
  });
  world.stdout.write(importReport(plan));
  if (plan.report.problemCount > 0) return 1;
  return options.carryOut ? carryOut(context, plan, options, world) : 0;
}

async function carryOut(
  context: Parameters<typeof carryOutImport>[0],
  plan: ImportPlan,
  options: ImportOptions,
  world: ImportWorld,
): Promise<0 | 1> {
  const done = await carryOutImport(context, {
    plan: plan.id,
    requestReview: options.requestReview ?? false,
    onProgress: (rows, total) => progress(world, `Writing: ${rows} of ${total}`),
  });
  progress(world, '');
  if (done.outcome === 'refused') {
    world.stdout.write(`Nothing was imported. ${done.reason}\n`);
    return 1;
  }
  world.stdout.write(`Imported: ${plan.report.new} new, ${plan.report.changed} changed. Nothing of it is published.\n`);
  return 0;
}

async function restore(db: Database, folder: string, world: ImportWorld): Promise<0> {
  const { rows, tables } = await restoreFolder(db, folder, (table, count) =>
    progress(world, `${table}: ${count} rows`),
  );
  progress(world, '');
  world.stdout.write(`Restored ${rows} rows of ${tables} tables.\n`);
  const trail = await verifyTrail(storedTrail(db));
  world.stdout.write(
    trail.outcome === 'whole'
      ? `The audit trail is whole: ${trail.count} entries.\n`
      : `The audit trail came broken, as it was exported: entry ${trail.sequence}, ${trail.reason}.\n`,
  );
  return 0;
}

async function filesOf(
  path: string,
  format: ImportFormat,
  options: ImportOptions,
  world: ImportWorld,
): Promise<readonly ImportFile[]> {
  if (!options.urls) return readFolder(path, format);
  if (format !== 'HTML') throw new AppError('BAD_INPUT', 'Pages at addresses are read with --format html.');
  const [list] = readFolder(path, format);
  const addresses = (list?.content ?? '').split(/\s+/).filter((line) => line !== '');
  return readPages(addresses, {
    allowedHosts: options.allowHost ?? [],
    userAgent: 'UnivocalImport/0.1',
    onProgress: (done, total) => progress(world, `Reading: ${done} of ${total}`),
  });
}

async function account(db: Database, key: string | undefined) {
  if (key === undefined) throw new AppError('BAD_INPUT', 'Say with --as which staff account becomes the author.');
  const found = (await allAccounts(db)).find((row) => row.key === key);
  if (!found) throw new AppError('NOT_FOUND', `There is no staff account named ${key}.`);
  return staff({ ...found, role: found.role as StaffRole });
}

function progress({ stderr }: ImportWorld, text: string): void {
  if (stderr.isTTY) stderr.write(`\r\u001B[2K${text}`);
}
