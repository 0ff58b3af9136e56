import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createAccount, createSignInLink, createTeam, system, useSignInLink } from '../../src/access/index.js';
import { type App, createApp } from '../../src/app.js';
import type { CaughtMail } from '../../src/channels/index.js';
import type { Sweep } from '../../src/consistency/index.js';
import { readConfig } from '../../src/platform/config.js';
import { createLog } from '../../src/platform/log.js';
import { compiledTrainer } from './compiled-trainer.js';
import { type Receiver, startReceiver } from './receiver.js';
import { openSweepWorld, type SweepWorld } from './sweep-world.js';

/** An alert as the API shows it. */
export interface AlertView {
  readonly id: string;
  readonly shownAs: string;
  readonly team: string | null;
  readonly lastToldAt: string | null;
  readonly lastFailure: string | null;
}

/** A world that is swept, with a service beside it that tells of what is found: mails are caught, calls go to receivers. */
export interface AlertWorld extends SweepWorld {
  readonly receiver: Receiver;
  /** Another receiver, for what must be told while the first hears nothing. */
  readonly witness: Receiver;
  /** Sends a query as one of `people`; throws the sentence that it is refused with. */
  ask<Data>(query: string, by?: string): Promise<Data>;
  /** Makes an alert by its input's fields and gives its ID; it ends with the test. */
  alert(fields: string, by?: string): Promise<string>;
  alertOf(id: string): Promise<AlertView>;
  endAlerts(): Promise<void>;
  /** What the site says of the fee and of the time; each value is a finding of its own. */
  says(fee: string, time?: string): void;
  /** Sweeps now, without letting a day pass. */
  sweepNow(): Promise<Sweep>;
  /** Calls that the queue would make again in some seconds are made at once. */
  hasten(): Promise<void>;
  mailTo(address: string, count?: number): Promise<readonly CaughtMail[]>;
  /** Ends the process that tells; what happens meanwhile is told by the one that is started next. */
  stopWorker(): Promise<void>;
  startWorker(): Promise<void>;
}

/** The people of the world: those of `care` own what is found. */
export const alertPeople = {
  editor: ['eda', 'EDITOR', 'care'],
  manager: ['mo', 'MANAGER', 'care'],
  managerElsewhere: ['max', 'MANAGER', 'payments'],
  stranger: ['stan', 'EDITOR', 'payments'],
  agent: ['agnes', 'AGENT', 'care'],
  admin: ['ada', 'ADMIN', 'payments'],
} as const;

const alertFields = 'id shownAs team lastToldAt lastFailure';

/** Opens it with two answers, on fee and on time, that a page answers too. */
export async function openAlertWorld(): Promise<AlertWorld> {
  const world = await openSweepWorld();
  const [receiver, witness] = [await startReceiver(), await startReceiver()];
  const start = nodeStarter(world, [receiver.host, witness.host]);
  await openTeams(world);
  let app = await start();
  const made: string[] = [];

  const ask = async <Data>(query: string, by: string = alertPeople.admin[0]) => {
    // Each time anew: sessions end after hours, and these tests let days pass.
    const token = await signIn(app, by);
    const reply = await fetch(`${app.doors.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await reply.json()) as { data: Data; errors?: readonly { readonly message: string }[] };
    if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
    return data;
  };
  // Of the page alone: the channels that ask the API belong to the service beside it.
  const sweepNow = async () => {
    const sweep = await world.run(await world.start(['faq']));
    if (sweep.state !== 'DONE') throw new Error(`the sweep is ${sweep.state}: ${sweep.failure}`);
    return sweep;
  };
  const caught = (address: string) => app.mail?.caught().filter(({ to }) => to.includes(address)) ?? [];

  return {
    ...world,
    receiver,
    witness,
    ask,
    stopWorker: () => app.close(),
    startWorker: async () => {
      app = await start();
    },
    alert: async (fields, by) => {
      const query = `mutation { createFindingAlert(input: { ${fields} }) { id } }`;
      const { createFindingAlert } = await ask<{ createFindingAlert: { id: string } }>(query, by);
      made.push(createFindingAlert.id);
      return createFindingAlert.id;
    },
    alertOf: async (id) => {
      const { findingAlerts } = await ask<{ findingAlerts: AlertView[] }>(`{ findingAlerts { ${alertFields} } }`);
      const found = findingAlerts.find((one) => one.id === id);
      if (!found) throw new Error(`there is no alert ${id}`);
      return found;
    },
    endAlerts: async () => {
      for (const id of made.splice(0)) await ask(`mutation { deleteFindingAlert(id: "${id}") }`).catch(() => undefined);
    },
    says: (fee, time = '5 working days') => {
      world.site.pages.set(
        '/faq.html',
        `<main><h1>FAQ</h1><h2 id="fee">Costs</h2><p>A replacement costs ${fee}. It is sent by post.</p>` +
          `<h2 id="time">Times</h2><p>Delivery takes ${time}.</p></main>`,
      );
    },
    sweep: () => {
      world.clock.advance(86_400_000);
      return sweepNow();
    },
    sweepNow,
    hasten: async () => {
      await sql`update jobs.job set start_after = now() where state = 'retry' and start_after > now()`.execute(
        world.db,
      );
    },
    mailTo: async (address, count = 1) => {
      await until(() => caught(address).length >= count);
      return caught(address);
    },
    close: async () => {
      await app.close();
      for (const one of [receiver, witness]) await one.close();
      await world.close();
    },
  };
}

/** Resolves when it holds; fails when it does not in time. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 50_000; !(await holds()); ) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

function nodeStarter({ url, clock }: SweepWorld, allowedHosts: readonly string[]): () => Promise<App> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'univocal-alerts-'));
    const environment = {
      DATABASE_URL: url,
      DATA_DIR: folder,
      SERVICE_SECRET: 'the same secret in every process of this test',
      PORT: '0',
      SEED: 'none',
      ROLES: 'api,worker',
      PUBLIC_URL: 'https://univocal.example',
      TIME_ZONE: 'Europe/London',
      LOG_LEVEL: 'silent',
      NODE_ENV: 'test',
      WEBHOOK_ALLOWED_HOSTS: allowedHosts.join(', '),
    };
    const app = await createApp(readConfig(environment), { log: createLog('silent'), clock, train: compiledTrainer() });
    const close = async () => {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    };
    return { ...app, close };
  };
}

async function openTeams(world: SweepWorld): Promise<void> {
  const ctx = { db: world.db, clock: world.clock, actor: system };
  await createTeam(ctx, { key: 'payments', name: 'Payments', email: 'payments@example.org' });
  for (const [key, role, team] of Object.values(alertPeople))
    await createAccount(ctx, { key, name: key, role, team, email: `${key}@example.org` });
  await world.publish({
    key: 'card-fee',
    question: 'What does a card cost?',
    body: 'A replacement costs £5. It is sent by post.',
  });
  await world.publish({ key: 'card-time', question: 'How long does it take?', body: 'Delivery takes 5 working days.' });
  await world.mapSite({ 'card-fee': 'fee', 'card-time': 'time' });
}

async function signIn(app: App, account: string): Promise<string> {
  const session = await useSignInLink(app.services, await createSignInLink(app.services, account));
  if (!session) throw new Error(`${account} could not sign in`);
  return session.session;
}
