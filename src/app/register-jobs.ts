import { join } from 'node:path';
import { unkeptConversation } from '../../bots/conversation/unkept-conversation.js';
import type { Services } from '../../schema/context.js';
import type { RunOperation } from '../../schema/operations/run-operation.js';
import { system } from '../access/index.js';
import {
  acknowledgeMail,
  deliverMail,
  giveUpMail,
  type MailTransport,
  noticeActivities,
  parseMailAddress,
  tellOutcome,
  writeMail,
} from '../channels/index.js';
import { callService, type Judge, type ProbeEnvironment, runSweep } from '../consistency/index.js';
import { deliverCorrections, giveUpCorrections } from '../notices/index.js';
import { projectRoot } from '../platform/paths.js';
import type { Config } from '../platform/config.js';
import type { ChannelKeys } from '../app.js';
import type { Doors } from './open-doors.js';
import type { Resources } from './resources.js';
import type { SweepQueue } from './start-sweeps.js';

/** What the jobs of a process need of it. */
export interface JobsContext {
  readonly config: Config;
  readonly resources: Resources;
  readonly services: Services;
  readonly run: RunOperation;
  readonly keys: ChannelKeys;
  readonly doors: Doors;
  readonly transport: MailTransport;
  readonly judge: Judge | null;
}

/** Makes every queue known, and works on them when this process is a worker. */
export async function registerJobs(ctx: JobsContext): Promise<void> {
  const { jobs } = ctx.resources;
  const work = ctx.config.roles.includes('worker');
  const mail = {
    ...ctx.services,
    transport: ctx.transport,
    from: parseMailAddress('MAIL_FROM', ctx.config.mailFrom).address,
  };
  await jobs.register<{ mailId: number }>(
    {
      name: 'deliver-mail',
      retries: 8,
      retryDelaySeconds: 2,
      expireSeconds: 60,
      run: async ({ mailId }) => {
        await deliverMail(mail, mailId);
      },
      giveUp: ({ mailId }) => giveUpMail(mail, mailId),
    },
    work,
  );
  await registerIntake(ctx, work);
  await registerCorrections(ctx, work);
  for (const name of ['run-sweep', 'run-recheck'] satisfies SweepQueue[])
    await jobs.register<{ sweepId: number }>(
      {
        name,
        retries: 3,
        retryDelaySeconds: 5,
        expireSeconds: 3_600,
        run: ({ sweepId }) =>
          runSweep({ ...ctx.services, judge: ctx.judge, environment: probeEnvironment(ctx) }, sweepId),
      },
      work,
    );
}

/** Mails that came in: each step has a key of its own, so an attempt that is repeated writes to nobody twice. */
async function registerIntake({ resources, services }: JobsContext, work: boolean): Promise<void> {
  const ctx = { ...services.mailing, actor: system };
  const steps = { 'acknowledge-mail': acknowledgeMail, 'tell-outcome': tellOutcome };
  for (const [name, take] of Object.entries(steps))
    await resources.jobs.register<{ inquiryId: number }>(
      {
        name,
        retries: 8,
        retryDelaySeconds: 2,
        expireSeconds: 60,
        run: ({ inquiryId }) => take(ctx, inquiryId),
      },
      work,
    );
}

/** Correction notices: whoever got one is passed over when an attempt is repeated. */
async function registerCorrections({ resources, services, run, keys }: JobsContext, work: boolean): Promise<void> {
  await resources.jobs.register<{ correctionId: number }>(
    {
      name: 'send-corrections',
      retries: 5,
      retryDelaySeconds: 5,
      expireSeconds: 3_600,
      run: async ({ correctionId }) => {
        await services.snapshots.refresh();
        const ctx = { ...services, snapshot: services.snapshots.current() };
        const writeNotice = (notice: Parameters<typeof noticeActivities>[1]) =>
          noticeActivities({ ...services, run, keys }, notice);
        await deliverCorrections({ ...ctx, writeNotice }, correctionId);
      },
      giveUp: ({ correctionId }) => giveUpCorrections(services, correctionId),
    },
    work,
  );
}

/** Names the checker to other people's servers, with a way to reach who runs it. */
export function checkerAgent(address: string): string {
  return `UnivocalChecker/0.1 (+${address})`;
}

/** The only folder in which observed files are read. */
export function observedFolder({ observedFolder: set, seed }: Config): string | null {
  return set ?? (seed === 'demo' ? join(projectRoot, 'seed', 'observed') : null);
}

const customer = 'customer@localhost.invalid';

/** The pages of this service: asked for in this process where they are served here. */
function pagesOf({ apiUrl }: Config, { url, server }: Doors): ProbeEnvironment['readPage'] {
  if (apiUrl !== null) return (path) => callService(`${apiUrl}${path}`);
  return async (path) => {
    const { statusCode, body } = await server.inject({ method: 'GET', url: path });
    return { status: statusCode, url: `${url}${path}`, text: body };
  };
}

/** What the probes need to ask our channels as their users do, and to read the demo's observed ones on loopback. */
export function probeEnvironment({
  config,
  services,
  run,
  keys,
  doors,
}: Pick<JobsContext, 'config' | 'services' | 'run' | 'keys' | 'doors'>): ProbeEnvironment {
  const from = parseMailAddress('MAIL_FROM', config.mailFrom);
  const mail = { ...services, runOperation: run, credential: keys.email, from };
  return {
    baseUrl: config.apiUrl ?? doors.url,
    run,
    readPage: pagesOf(config, doors),
    channelKeys: { ...keys },
    talk: (channel, locale) =>
      unkeptConversation(
        {
          run,
          channelKeys: { webchat: keys.webchat, social: keys.social, socialReply: keys['social-reply'] },
          log: services.log,
          clock: services.clock,
          timeZone: config.timeZone,
        },
        { channel, locale },
      ),
    hasOpenWebhook: config.bot.mode === 'local',
    renderReply: ({ question, answer, locale }) =>
      writeMail(mail, { template: 'reply-to-question', to: customer, locale, variables: { question, answer } }),
    observed: {
      site: doors.observedUrl,
      allowedHosts: [...config.observedAllowedHosts, ...(doors.observedUrl ? [new URL(doors.observedUrl).host] : [])],
      folder: observedFolder(config),
      tokens: config.observedTokens,
    },
    userAgent: checkerAgent(config.publicUrl ?? doors.url),
  };
}
