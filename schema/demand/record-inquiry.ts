import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type Audience, narrowed } from '../../src/access/index.js';
import { recordInquiry, type RecordedInquiry, recordPick } from '../../src/demand/index.js';
import { channelOf, type RequestContext } from '../context.js';
import { AskContextInput } from '../matching/ask.js';
import { AudienceEnum } from '../shared/enums.js';
import { numberOf } from '../shared/number-of.js';
import { LocaleScalar } from '../shared/scalars.js';
import { ScopeEntryInput, scopeFrom } from '../shared/scope.js';
import { type InquiryOutcome, InquiryOutcomeEnum } from './inquiry-enums.js';

@InputType({ description: 'A message that somebody sent to a channel.' })
class InquiryMessageInput {
  @Field(() => String, {
    description:
      'The message, up to 1,000 characters. E-mail addresses and long numbers are taken out before it is kept.',
  })
  question!: string;

  @Field(() => String, { nullable: true, description: 'The channel it was asked on; a channel may name itself only.' })
  channel?: string | null;

  @Field(() => LocaleScalar, { nullable: true, description: 'Its language; the source locale when not given.' })
  locale?: string | null;

  @Field(() => AudienceEnum, {
    nullable: true,
    description: 'Narrows who asked; it never widens what the credential allows.',
  })
  audience?: Audience | null;

  @Field(() => [ScopeEntryInput], { nullable: true, description: 'What is known of the asker.' })
  scope?: ScopeEntryInput[] | null;

  @Field(() => AskContextInput, { nullable: true, description: 'What went before in the conversation.' })
  context?: AskContextInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'The conversation it belongs to: a name without meaning, up to 200 characters; together with turn.',
  })
  conversation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Names the message within the conversation: one that is sent again is recorded once.',
  })
  turn?: string | null;
}

@ObjectType('RecordedInquiry', { description: 'A question that is in the log now.' })
class RecordedInquiryType implements RecordedInquiry {
  @Field(() => ID, { description: 'Names it, for the pick among its choices.' })
  id!: number;

  @Field(() => InquiryOutcomeEnum, { description: 'What it came to.' })
  outcome!: InquiryOutcome;
}

/** An int8 that JavaScript keeps exactly. */
const mostDigits = 15;

@Resolver()
export class RecordInquiryResolver {
  @Mutation(() => [RecordedInquiryType], {
    description:
      'Records a message in the question log, for channels that have asked it: one inquiry for each question in it, in their order. What it came to is reckoned here. It is kept once this returns.',
  })
  recordInquiry(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => InquiryMessageInput, { description: 'The message.' }) input: InquiryMessageInput,
  ): Promise<readonly RecordedInquiry[]> {
    return recordInquiry(ctx, {
      question: input.question,
      channel: channelOf(ctx, input.channel ?? ctx.actor.channel).key,
      locale: input.locale ?? ctx.sourceLocale,
      audience: narrowed(ctx.actor.audience, input.audience),
      scope: scopeFrom(input.scope),
      previousAnswers: input.context?.previousAnswers ?? [],
      conversation: input.conversation ?? null,
      turn: input.turn ?? null,
    });
  }

  @Mutation(() => Boolean, {
    description:
      'Records which of the choices the customer picked: an example that editors may accept as a phrasing. The first pick stays.',
  })
  async recordPick(
    @Ctx() ctx: RequestContext,
    @Arg('inquiry', () => ID, { description: 'The inquiry that came to choices.' }) inquiry: string,
    @Arg('answer', () => String, { description: 'The key of the answer that was picked.' }) answer: string,
  ): Promise<boolean> {
    await recordPick(ctx, { inquiry: numberOf('inquiry', inquiry, mostDigits), answer });
    return true;
  }
}
