import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Args, createUnionType, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { type Mail, type MailState, readMails, sendMailAgain } from '../../src/channels/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionOf, connectionType, PageArgs, pageBounds } from '../shared/connection.js';
import { enumOf } from '../shared/enums.js';
import { numberOf } from '../shared/number-of.js';

const MailStateEnum = enumOf<MailState>('MailState', 'Where a mail stands.', {
  QUEUED: 'It is on its way, or waits to be tried again.',
  SENT: 'The mail server took it.',
  FAILED: 'It was given up: refused for good, or every attempt failed. sendMailAgain brings it back.',
});

@ObjectType('Mail', { description: 'A mail that this service sent or tries to send; its words are not shown.' })
class MailType implements Mail {
  @Field(() => ID, { description: 'Names the mail.' })
  id!: number;

  @Field(() => String, { description: 'The key of the template it was made from.' })
  template!: string;

  @Field(() => String, { description: 'To whom it goes.' })
  to!: string;

  @Field(() => String, { nullable: true, description: 'In which language it was asked for; null = not kept.' })
  locale!: string | null;

  @Field(() => [String], { description: 'The answers it shows, each as key@version.' })
  answers!: readonly string[];

  @Field(() => String, { description: 'Its Message-ID; the same at every attempt.' })
  messageId!: string;

  @Field(() => MailStateEnum, { description: 'Where it stands.' })
  state!: MailState;

  @Field(() => Int, { description: 'How often it was tried since it was queued last.' })
  attempts!: number;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed; null = it did not.' })
  failure!: string | null;

  @Field(() => DateTime, { description: 'When it was written.' })
  queuedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was tried last.' })
  attemptedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the mail server took it.' })
  sentAt!: Date | null;
}

const MailConnection = connectionType('Mail', MailType);

@ObjectType({ description: 'The mail is on its way again, with the same bytes and the same Message-ID.' })
class MailSentAgain {
  @Field(() => MailType, { description: 'The mail.' })
  mail!: MailType;
}

@ObjectType({ description: 'What the mail says has changed since it was written; it was not sent. Write a new one.' })
class MailOutdated {
  @Field(() => MailType, { description: 'The mail.' })
  mail!: MailType;

  @Field(() => [String], { description: 'The answers that say something else now, each as key@version.' })
  answers!: readonly string[];
}

const SentAgainOutcome = createUnionType({
  name: 'SendMailAgainOutcome',
  description: 'What became of a mail that was to be sent again.',
  types: () => [MailSentAgain, MailOutdated] as const,
  resolveType: (value: object) => ('answers' in value ? 'MailOutdated' : 'MailSentAgain'),
});

@Resolver()
export class MailResolver {
  @Query(() => MailConnection, { description: 'The mails of this service, the newest first.' })
  async mails(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('state', () => MailStateEnum, { nullable: true, description: 'Only mails that stand so.' })
    state: MailState | null | undefined,
  ): Promise<Connection<Mail>> {
    const bounds = pageBounds(page);
    const { mails, count } = await readMails(ctx, state ?? null, bounds);
    return connectionOf(mails, bounds, count);
  }

  @Mutation(() => SentAgainOutcome, {
    description: 'Queues a mail that was given up once more, unless what it says has changed.',
  })
  async sendMailAgain(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: 'The mail.' }) id: string,
  ): Promise<typeof SentAgainOutcome> {
    const sent = await sendMailAgain({ ...ctx.mailing, actor: ctx.actor }, numberOf('id', id));
    return sent.outcome === 'queued' ? { mail: sent.mail } : { mail: sent.mail, answers: sent.answers };
  }
}
