import type { Services } from '../../schema/context.js';
import type { RunOperation } from '../../schema/operations/run-operation.js';
import { deliverMail, giveUpMail, type MailTransport, parseMailAddress } from '../channels/index.js';
import type { Config } from '../platform/config.js';
import type { ChannelKeys } from '../app.js';
import type { Doors } from './open-doors.js';
import type { Resources } from './resources.js';

interface JobsContext {
  readonly config: Config;
  readonly resources: Resources;
  readonly services: Services;
  readonly run: RunOperation;
  readonly keys: ChannelKeys;
  readonly doors: Doors;
  readonly transport: MailTransport;
}

/** Makes every queue known, and works on them when this process is a worker. */
export async function registerJobs(ctx: JobsContext): Promise<void> {
  const { jobs } = ctx.resources;
  const work = ctx.config.roles.includes('worker');
  const mail = { ...ctx.services, transport: ctx.transport, from: parseMailAddress('MAIL_FROM', ctx.config.mailFrom).address };
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
}
