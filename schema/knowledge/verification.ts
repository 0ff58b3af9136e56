import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Args, ArgsType, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import {
  type Exposure,
  type OverduePolicy,
  type QueuedAnswer,
  type VerificationPlan,
  type VerificationState,
  verificationQueue,
  verificationState,
  verificationsOf,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionFrom, connectionType, PageArgs } from '../shared/connection.js';
import { AnswerType } from './answer.js';
import { OverduePolicyEnum, VerificationStateEnum } from './verification-enums.js';
import { type AnswerView, forStaff } from './views.js';

@ObjectType('VerificationPlan', { description: 'How often an answer is looked at, by whom, and what if nobody does.' })
export class VerificationPlanType implements VerificationPlan {
  @Field(() => Int, {
    description: 'Grows by one with every change; name it as expectedVersion. 0 = nobody has set anything.',
  })
  number!: number;

  @Field(() => Int, { description: 'After how many days someone must look again.' })
  everyDays!: number;

  @Field(() => String, { nullable: true, description: 'The person who looks; null = a team does.' })
  verifierPerson!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The team that looks, or that of the person; null = the reviewers of the topic's teams.",
  })
  verifierTeam!: string | null;

  @Field(() => OverduePolicyEnum, { description: 'What becomes of it when nobody does.' })
  overduePolicy!: OverduePolicy;
}

@ObjectType('Verification', { description: 'Someone read a version and said that it is still true.' })
export class VerificationType {
  @Field(() => Int, { description: 'The version.' })
  version!: number;

  @Field(() => String, { description: 'Who said so.' })
  by!: string;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, { description: 'What they added.' })
  note!: string;

  @Field(() => DateTime, { description: 'When it was then to be looked at next.' })
  dueAt!: Date;
}

@ObjectType('Verified', { description: 'Since when we know that an answer is true, and until when that is good.' })
export class VerifiedType {}

const forStaffOnly = ' For staff.';

@Resolver(() => VerifiedType)
export class VerifiedResolver {
  @FieldResolver(() => DateTime, {
    description: 'When it was last confirmed: by someone who looked, or by a version that changed its meaning.',
  })
  verifiedAt(@Root() { answer }: AnswerView): Date {
    return answer.verifiedAt;
  }

  @FieldResolver(() => String, { nullable: true, description: `By whom.${forStaffOnly}` })
  verifiedBy(@Root() { answer }: AnswerView, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, answer.upkeep.verifiedBy);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: `By when someone must look again.${forStaffOnly}` })
  dueAt(@Root() { answer }: AnswerView, @Ctx() ctx: RequestContext): Date | null {
    return forStaff(ctx.actor, answer.upkeep.dueAt);
  }

  @FieldResolver(() => VerificationStateEnum, {
    nullable: true,
    description: `Whether someone should look now, or should have at the instant that was asked for.${forStaffOnly}`,
  })
  state(@Root() { answer, snapshot }: AnswerView, @Ctx() ctx: RequestContext): VerificationState | null {
    const at = snapshot === ctx.snapshot ? ctx.now : snapshot.validAt;
    return forStaff(ctx.actor, verificationState(answer.upkeep, at));
  }

  @FieldResolver(() => VerificationPlanType, {
    nullable: true,
    description: `Who looks, and how often.${forStaffOnly}`,
  })
  plan(@Root() { answer }: AnswerView, @Ctx() ctx: RequestContext): VerificationPlan | null {
    return forStaff(ctx.actor, answer.upkeep.plan);
  }
}

const VerificationConnection = connectionType('Verification', VerificationType);

@Resolver(() => AnswerType)
export class AnswerVerificationResolver {
  @FieldResolver(() => VerifiedType, { description: 'Since when we know that it is true.' })
  verified(@Root() view: AnswerView): AnswerView {
    return view;
  }

  @FieldResolver(() => VerificationConnection, {
    nullable: true,
    description: 'Who confirmed it and when, newest first. For staff.',
  })
  async verifications(
    @Root() { answer, snapshot }: AnswerView,
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Connection<VerificationType> | null> {
    if (ctx.actor.audience !== 'STAFF') return null;
    const rows = await verificationsOf(ctx.db, answer.key, snapshot);
    return connectionFrom(
      rows.map(({ number, by, at, note, due_at }) => ({ version: number, by, at, note, dueAt: due_at })),
      args,
    );
  }
}

@ObjectType('Exposure', { description: "How much depends on an answer's being true." })
export class ExposureType implements Exposure {
  @Field(() => Int, {
    description: 'How often it was told in the last 30 days, on channels that keep a record of what they tell.',
  })
  deliveries!: number;

  @Field(() => Int, { description: 'How many published answers link to it or name it as related.' })
  references!: number;

  @Field(() => Int, { description: 'How many facts it shows.' })
  facts!: number;
}

@ObjectType('QueuedAnswer', { description: 'An answer in the order in which looking at it matters.' })
export class QueuedAnswerType {
  @Field(() => VerificationStateEnum, { description: 'Whether someone should look now.' })
  state!: VerificationState;

  @Field(() => Int, { description: 'Whole days since its day; 0 before it.' })
  daysOverdue!: number;

  @Field(() => ExposureType, { description: 'How much depends on it.' })
  exposure!: Exposure;

  @Field(() => Boolean, { description: 'Whether it is given to nobody until someone confirms it.' })
  isWithheld!: boolean;
}

@Resolver(() => QueuedAnswerType)
export class QueuedAnswerResolver {
  @FieldResolver(() => String, { description: "The answer's key." })
  key(@Root() { answer }: QueuedAnswer): string {
    return answer.key;
  }

  @FieldResolver(() => Int, { description: 'The version to be read; verifyAnswer takes it.' })
  version(@Root() { answer }: QueuedAnswer): number {
    return answer.version.number;
  }

  @FieldResolver(() => String, { description: 'Its title in the source locale.' })
  title(@Root() { answer }: QueuedAnswer, @Ctx() ctx: RequestContext): string {
    return answer.texts.get(ctx.sourceLocale)?.title ?? answer.key;
  }

  @FieldResolver(() => String, { description: 'Its topic.' })
  topicKey(@Root() { answer }: QueuedAnswer): string {
    return answer.topicKey;
  }

  @FieldResolver(() => String, { description: 'The team that writes it.' })
  ownerTeam(@Root() { answer }: QueuedAnswer): string {
    return answer.ownerTeam;
  }

  @FieldResolver(() => DateTime, { description: 'When it was last confirmed.' })
  verifiedAt(@Root() { answer }: QueuedAnswer): Date {
    return answer.verifiedAt;
  }

  @FieldResolver(() => String, { description: 'By whom.' })
  verifiedBy(@Root() { answer }: QueuedAnswer): string {
    return answer.upkeep.verifiedBy;
  }

  @FieldResolver(() => DateTime, { description: 'By when someone must look again.' })
  dueAt(@Root() { answer }: QueuedAnswer): Date {
    return answer.upkeep.dueAt;
  }

  @FieldResolver(() => VerificationPlanType, { description: 'Who looks, and how often.' })
  plan(@Root() { answer }: QueuedAnswer): VerificationPlan {
    return answer.upkeep.plan;
  }
}

const QueueConnection = connectionType('QueuedAnswer', QueuedAnswerType);

@ArgsType()
class QueueArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Only what this team is to look at, and what it owns that nobody is named for.',
  })
  team?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only what is overdue; all when not given.' })
  overdueOnly?: boolean | null;
}

@Resolver()
export class VerificationQueueResolver {
  @Query(() => QueueConnection, {
    description:
      'Published answers in the order in which looking at them matters: what was told most often in the last 30 days first, then what more answers lead to and more facts stand in, then what is due first.',
  })
  async verificationQueue(
    @Ctx() ctx: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Connection<QueuedAnswer>> {
    const { team, overdueOnly } = args;
    const queue = await verificationQueue(ctx, { team: team ?? null, overdueOnly: overdueOnly ?? false });
    return connectionFrom(queue, args);
  }
}
