import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  closeInquiry,
  type MailInquiry,
  type MailOutcome,
  type QueuedMail,
  readInquiries,
  readInquiry,
  replyToInquiry,
  type SuggestedReply,
  suggestReplies,
} from '../../src/channels/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionOf, connectionType, PageArgs, pageBounds } from '../shared/connection.js';
import { enumOf } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { MailPreviewType } from './mail-template.js';
import { MailQueued } from './send-template.js';

const MailOutcomeEnum = enumOf<MailOutcome>('MailOutcome', 'What a mail that came in came to.', {
  ANSWERED: 'It was answered.',
  PASSED_ON: 'Others deal with it, and will write to the sender.',
  NO_ANSWER: 'There is no answer to it.',
  NOT_A_QUESTION: 'It asked nothing, such as spam; its sender is not told.',
});

@ObjectType('MailInquiry', { description: 'A mail that a customer wrote.' })
class MailInquiryType implements MailInquiry {
  @Field(() => String, { description: 'The number that the sender was told, to quote it.' })
  number!: string;

  @Field(() => String, { description: 'Who wrote it, as the mail names them.' })
  sender!: string;

  @Field(() => Boolean, {
    description:
      'Whether its sender can be written to; one who cannot is neither acknowledged nor told the outcome, and has to be reached otherwise.',
  })
  isWritable!: boolean;

  @Field(() => String, { description: 'Its subject.' })
  subject!: string;

  @Field(() => String, { description: 'What the sender wrote, without what was quoted; the subject when that is all.' })
  question!: string;

  @Field(() => LocaleScalar, { description: 'The language it says it is in; the source locale when it does not.' })
  locale!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is never answered, neither by the service nor with it; null = it may be.',
  })
  automatic!: string | null;

  @Field(() => DateTime, { description: 'When it came in.' })
  receivedAt!: Date;

  @Field(() => MailOutcomeEnum, { nullable: true, description: 'What it came to; null = it is open.' })
  outcome!: MailOutcome | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was closed.' })
  closedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who closed it.' })
  closedBy!: string | null;
}

@ObjectType('SuggestedReply', {
  description: 'A reply that an agent may send, as it would go out now. It is never sent by itself.',
})
class SuggestedReplyType
  extends MailPreviewType
  implements Pick<SuggestedReply, 'answer' | 'subject' | 'html' | 'text' | 'answers'>
{
  @Field(() => String, { description: 'The key of the answer that it gives: for replyToMail.' })
  answer!: string;
}

const MailInquiryConnection = connectionType('MailInquiry', MailInquiryType);
const numberArgument = { description: 'The number of the mail, as its sender was told.' };

@Resolver()
export class MailInquiryResolver {
  @Query(() => MailInquiryConnection, { description: 'The mails that came in, the newest first.' })
  async mailInquiries(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('openOnly', () => Boolean, { defaultValue: true, description: 'Only those that are not closed yet.' })
    openOnly: boolean,
  ): Promise<Connection<MailInquiry>> {
    const bounds = pageBounds(page);
    const { inquiries, count } = await readInquiries(ctx, openOnly, bounds);
    return connectionOf(inquiries, bounds, count);
  }

  @Query(() => MailInquiryType, { nullable: true, description: 'The mail of a number; null when there is none.' })
  mailInquiry(
    @Ctx() ctx: RequestContext,
    @Arg('number', () => String, numberArgument) number: string,
  ): Promise<MailInquiry | null> {
    return readInquiry(ctx, number);
  }

  @Query(() => [SuggestedReplyType], {
    description:
      'At most three replies to a mail, the best first, with the answers as they are now; none when nothing fits.',
  })
  suggestedReplies(
    @Ctx() ctx: RequestContext,
    @Arg('number', () => String, numberArgument) number: string,
  ): Promise<readonly SuggestedReplyType[]> {
    return suggestReplies({ ...ctx.mailing, actor: ctx.actor }, number);
  }

  @Mutation(() => MailQueued, {
    description:
      'Sends the reply that gives an answer, in the thread of the mail; the same answer once, however often it is asked for.',
  })
  replyToMail(
    @Ctx() ctx: RequestContext,
    @Arg('number', () => String, numberArgument) number: string,
    @Arg('answer', () => String, { description: 'The key of the answer: of a suggested reply, or another.' })
    answer: string,
  ): Promise<QueuedMail> {
    return replyToInquiry({ ...ctx.mailing, actor: ctx.actor }, { number, answer });
  }

  @Mutation(() => MailInquiryType, {
    description: 'Closes a mail and tells its sender what it came to. One that is closed already is refused.',
  })
  closeMail(
    @Ctx() ctx: RequestContext,
    @Arg('number', () => String, numberArgument) number: string,
    @Arg('outcome', () => MailOutcomeEnum, { description: 'What it came to.' }) outcome: MailOutcome,
  ): Promise<MailInquiry> {
    return closeInquiry(ctx, { number, outcome });
  }
}
