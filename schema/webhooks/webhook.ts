import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  createWebhook,
  type DeliveryState,
  deleteWebhook,
  readDeliveries,
  readWebhooks,
  replayWebhook,
  type Webhook,
  type WebhookDelivery,
} from '../../src/webhooks/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionOf, connectionType, PageArgs, pageBounds } from '../shared/connection.js';
import { enumOf } from '../shared/enums.js';
import { numberOf } from '../shared/number-of.js';

const DeliveryStateEnum = enumOf<DeliveryState>('WebhookDeliveryState', 'Where a call of a webhook stands.', {
  WAITING: 'An earlier call about the same subject comes first.',
  QUEUED: 'It is made, and made again until it is taken.',
  DELIVERED: 'The receiver took it.',
  DEAD: 'It was given up; replayWebhook brings it back.',
});

@ObjectType('WebhookDelivery', { description: 'One event on its way to one address.' })
class WebhookDeliveryType implements Omit<WebhookDelivery, 'id'> {
  @Field(() => Int, { description: 'The event’s number in the outbox; the receiver knows a repetition by it.' })
  eventSequence!: number;

  @Field(() => String, { description: 'What happened, such as answer.published.' })
  type!: string;

  @Field(() => String, { description: 'To what; calls about one subject are made in order.' })
  subject!: string;

  @Field(() => DeliveryStateEnum, { description: 'Where it stands.' })
  state!: DeliveryState;

  @Field(() => Int, { description: 'How often it was tried since it was first queued or last replayed.' })
  attempts!: number;

  @Field(() => Int, { nullable: true, description: 'The HTTP status of the last reply; null = there was none.' })
  lastStatus!: number | null;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed; null = it did not.' })
  failure!: string | null;

  @Field(() => DateTime, { description: 'When it was queued last.' })
  queuedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was tried last.' })
  attemptedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the receiver took it.' })
  deliveredAt!: Date | null;
}

const WebhookDeliveryConnection = connectionType('WebhookDelivery', WebhookDeliveryType);

@ObjectType('Webhook', { description: 'An address that is told of events by signed calls.' })
class WebhookType implements Webhook {
  @Field(() => ID, { description: 'Names the webhook.' })
  id!: number;

  @Field(() => String, { description: 'The address.' })
  url!: string;

  @Field(() => [String], { description: 'Which events: types, groups such as answer.*, or * for all.' })
  events!: readonly string[];

  @Field(() => Boolean, { description: 'Whether it is told of anything.' })
  active!: boolean;

  @Field(() => String, { description: 'Who made it.' })
  createdBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  createdAt!: Date;
}

@ObjectType({ description: 'A new webhook with its secret, which is told this once.' })
class WebhookCreated {
  @Field(() => WebhookType, { description: 'The webhook.' })
  webhook!: WebhookType;

  @Field(() => String, {
    description: 'What its calls are signed with: HMAC-SHA256 over the timestamp, a full stop and the body.',
  })
  secret!: string;
}

@ArgsType()
class DeliveriesArgs extends PageArgs {
  @Field(() => DeliveryStateEnum, { nullable: true, description: 'Only those that stand there.' })
  state?: DeliveryState | null;
}

const idArgument = { description: 'The webhook.' };

@Resolver(() => WebhookType)
export class WebhookResolver {
  @Query(() => [WebhookType], { description: 'Every webhook.' })
  webhooks(@Ctx() ctx: RequestContext): Promise<readonly Webhook[]> {
    return readWebhooks(ctx);
  }

  @FieldResolver(() => WebhookDeliveryConnection, { description: 'What became of its calls, newest event first.' })
  async deliveries(
    @Root() { id }: Webhook,
    @Ctx() ctx: RequestContext,
    @Args(() => DeliveriesArgs) args: DeliveriesArgs,
  ): Promise<Connection<WebhookDeliveryType>> {
    const bounds = pageBounds(args);
    const { rows, total } = await readDeliveries(ctx, { webhookId: id, state: args.state ?? null }, bounds);
    return connectionOf([...rows], bounds, total);
  }

  @Mutation(() => WebhookCreated, { description: 'Tells an address of the events that follow.' })
  createWebhook(
    @Ctx() ctx: RequestContext,
    @Arg('url', () => String, { description: 'An https address.' }) url: string,
    @Arg('events', () => [String], {
      description: 'Which events: types such as answer.published, groups such as answer.*, or * for all.',
    })
    events: string[],
  ): Promise<WebhookCreated> {
    return createWebhook(ctx, { url, events });
  }

  @Mutation(() => Boolean, { description: 'Ends a webhook; false when there is none of this ID.' })
  deleteWebhook(@Ctx() ctx: RequestContext, @Arg('id', () => ID, idArgument) id: string): Promise<boolean> {
    return deleteWebhook(ctx, numberOf('id', id));
  }

  @Mutation(() => Boolean, {
    description:
      'Tells a webhook once more of every event that it wants, from a number on; what was given up comes back.',
  })
  async replayWebhook(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArgument) id: string,
    @Arg('fromSequence', () => Int, { description: 'The first event, by its number in the outbox.' })
    fromSequence: number,
  ): Promise<boolean> {
    await replayWebhook(ctx, numberOf('id', id), fromSequence);
    return true;
  }
}
