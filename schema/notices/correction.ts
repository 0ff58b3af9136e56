import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import {
  type CorrectedAnswer,
  type Correction,
  correctionFrom,
  type CorrectionRecipient,
  type CorrectionState,
  countRecipients,
  pageOfCorrections,
  pageOfRecipients,
  recipientFrom,
  type RecipientState,
} from '../../src/notices/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionOf, connectionType, PageArgs, pageBounds } from '../shared/connection.js';
import { CorrectionStateEnum, RecipientStateEnum } from './notice-enums.js';

@ObjectType('CorrectedAnswer', { description: 'One answer as a customer was told it, and as it is.' })
class CorrectedAnswerType implements Omit<CorrectedAnswer, 'contentHashNow'> {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => String, { description: 'Its title, as it was told.' })
  title!: string;

  @Field(() => Int, { description: 'The version that was told.' })
  version!: number;

  @Field(() => String, { description: 'The code of the receipt that was given then.' })
  receiptThen!: string;

  @Field(() => String, { description: 'The sentences that do not hold any more.' })
  wordsThen!: string;

  @Field(() => String, { description: 'The sentences in their place; empty when there are none.' })
  wordsNow!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the receipt of what is true now; null when the answer is no longer given.',
  })
  receiptNow!: string | null;
}

@ObjectType('CorrectionRecipient', { description: 'The notice to one customer.' })
class CorrectionRecipientType implements Omit<CorrectionRecipient, 'told'> {
  @Field(() => ID, { description: 'Names the notice.' })
  id!: number;

  @Field(() => String, { description: 'The channel where the customer was told.' })
  channel!: string;

  @Field(() => ID, { nullable: true, description: 'The conversation, when it was told in one.' })
  conversationId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The mail, when it was told by one; the notice goes to its address.',
  })
  mailId!: number | null;

  @Field(() => String, { description: 'In which language.' })
  locale!: string;

  @Field(() => [CorrectedAnswerType], { description: 'What is put right.' })
  told!: readonly CorrectedAnswer[];

  @Field(() => RecipientStateEnum, { description: 'Where it stands.' })
  state!: RecipientState;

  @Field(() => String, { nullable: true, description: 'Why nothing was sent, or cannot be.' })
  note!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was sent or given up.' })
  doneAt!: Date | null;
}

@ObjectType({ description: 'How the notices of a batch stand.' })
class CorrectionCounts {
  @Field(() => Int, { description: 'Customers told by mail.' })
  byMail!: number;

  @Field(() => Int, { description: 'Customers told in a conversation.' })
  byConversation!: number;

  @Field(() => Int, { description: 'Notices that wait.' })
  waiting!: number;

  @Field(() => Int, { description: 'Notices that were sent.' })
  sent!: number;

  @Field(() => Int, { description: 'Customers who cannot be reached where they were told.' })
  unreachable!: number;

  @Field(() => Int, { description: 'Notices that were skipped or failed.' })
  notSent!: number;
}

const RecipientConnection = connectionType('CorrectionRecipient', CorrectionRecipientType);

@ObjectType('CorrectionNotices', {
  description: 'Notices to all customers whose last word from us about an answer or a fact does not hold any more.',
})
export class CorrectionNoticesType implements Omit<Correction, 'subject'> {
  @Field(() => ID, { description: 'Names the batch.' })
  id!: number;

  @Field(() => Int, { description: 'Grows by one with every step; give it back with the next.' })
  edit!: number;

  @Field(() => CorrectionStateEnum, { description: 'Where it stands.' })
  state!: CorrectionState;

  @Field(() => Int, { description: 'The published state that put it right.' })
  snapshotSequence!: number;

  @Field(() => DateTime, { description: 'Whoever was told since then counts.' })
  toldSince!: Date;

  @Field(() => String, { description: 'Why, in the words that the customers read.' })
  reason!: string;

  @Field(() => Int, {
    description: 'Customers who are not written to because in their language the words still stand.',
  })
  stillStanding!: number;

  @Field(() => String, { description: 'Who prepared it.' })
  preparedBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  preparedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who let it go or dropped it.' })
  decidedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When.' })
  decidedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the last notice was sent or given up.' })
  sentAt!: Date | null;
}

export const CorrectionConnection = connectionType('CorrectionNotices', CorrectionNoticesType);

@Resolver(() => CorrectionNoticesType)
export class CorrectionResolver {
  @Query(() => CorrectionConnection, { description: 'The batches of correction notices, newest first.' })
  async correctionNotices(
    @Ctx() ctx: RequestContext,
    @Arg('state', () => CorrectionStateEnum, { nullable: true, description: 'Only those that stand there.' })
    state: CorrectionState | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<Correction>> {
    const bounds = pageBounds(page);
    const { rows, total } = await pageOfCorrections(ctx.db, state ?? null, bounds);
    return connectionOf(rows.map(correctionFrom), bounds, total);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The answer that was wrong; null when it is a fact.' })
  answer(@Root() { subject }: Correction): string | null {
    return subject.kind === 'ANSWER' ? subject.key : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The fact that was wrong; null when it is an answer.' })
  fact(@Root() { subject }: Correction): string | null {
    return subject.kind === 'FACT' ? subject.key : null;
  }

  @FieldResolver(() => CorrectionCounts, { description: 'How its notices stand.' })
  async counts(@Root() { id }: Correction, @Ctx() ctx: RequestContext): Promise<CorrectionCounts> {
    const rows = await countRecipients(ctx.db, id);
    const sum = (counts: (row: (typeof rows)[number]) => boolean) =>
      rows.filter(counts).reduce((total, { count }) => total + count, 0);
    return {
      byMail: sum(({ byMail }) => Boolean(byMail)),
      byConversation: sum(({ byMail }) => !byMail),
      waiting: sum(({ state }) => state === 'WAITING'),
      sent: sum(({ state }) => state === 'SENT'),
      unreachable: sum(({ state }) => state === 'UNREACHABLE'),
      notSent: sum(({ state }) => state === 'SKIPPED' || state === 'FAILED'),
    };
  }

  @FieldResolver(() => RecipientConnection, { description: 'Its notices, one for each customer.' })
  async recipients(
    @Root() { id }: Correction,
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<CorrectionRecipient>> {
    const bounds = pageBounds(page);
    const { rows, total } = await pageOfRecipients(ctx.db, id, bounds);
    return connectionOf(rows.map(recipientFrom), bounds, total);
  }
}
