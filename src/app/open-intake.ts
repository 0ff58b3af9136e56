import type { Services } from '../../schema/context.js';
import { type MailIntake, openMailIntake, takeMail } from '../channels/index.js';
import type { Config } from '../platform/config.js';
import type { Jobs } from '../platform/jobs.js';
import type { Closers } from './resources.js';

/** Opens the mail server for customers' mails in a worker, when it is set; null when it is not. */
export async function openIntake(
  ctx: { readonly config: Config; readonly services: Services; readonly jobs: Jobs },
  closers: Closers,
): Promise<MailIntake | null> {
  const { mailIntake, roles } = ctx.config;
  if (mailIntake.mode === 'off' || !roles.includes('worker')) return null;
  const { db, clock, log, sourceLocale, channels, mailing } = ctx.services;
  const taking = {
    db,
    clock,
    sourceLocale,
    locales: channels.get('email')?.locales ?? [sourceLocale],
    queueAcknowledgement: (tx: Parameters<Jobs['send']>[2], inquiryId: number) =>
      ctx.jobs.send('acknowledge-mail', { inquiryId }, tx),
  };
  const intake = await openMailIntake({
    host: mailIntake.host,
    port: mailIntake.port,
    addresses: mailIntake.addresses,
    sender: mailing.from.address.toLowerCase(),
    take: (mail) => takeMail(taking, mail),
    log,
  });
  closers.push(() => intake.close());
  return intake;
}
