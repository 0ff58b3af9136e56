import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, createUnionType, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { stillGiven } from '../../src/channels/index.js';
import {
  type ContentReceipt,
  type DeliveryKind,
  findReceipt,
  type FoundReceipt,
  type ReceiptDelivery,
  tellingsOf,
} from '../../src/receipts/index.js';
import type { RequestContext } from '../context.js';
import { enumOf } from '../shared/enums.js';
import { ReceiptType } from './receipt.js';

const DeliveryKindEnum = enumOf<DeliveryKind>('DeliveryKind', 'How the words of an answer were told to somebody.', {
  CONVERSATION: 'By the bot.',
  MAIL: 'By mail.',
  CASE: 'By an agent, who inserted them in a case.',
});

@ObjectType('ReceiptDelivery', {
  description: 'That the words of a receipt were told to somebody. It says where and when, and never to whom.',
})
class ReceiptDeliveryType implements ReceiptDelivery {
  @Field(() => DeliveryKindEnum, { description: 'How.' })
  kind!: DeliveryKind;

  @Field(() => String, { description: 'On which channel; where an agent inserted it, the one whose form it has.' })
  channel!: string;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'The batch of the delivery chain that seals it; null = it waits for the next one, a minute at most.',
  })
  batch!: number | null;
}

type Given = Extract<FoundReceipt, { outcome: 'found' }>;

@ObjectType({ description: 'A receipt that was given.' })
class ReceiptGiven implements Omit<Given, 'outcome'> {
  @Field(() => ReceiptType, { description: 'What it states.' })
  receipt!: ContentReceipt;

  @Field(() => DateTime, { description: 'When these words were first given to anybody with it.' })
  firstGivenAt!: Date;
}

@ObjectType({ description: 'What was written can be no receipt code: a slip of the pen or of the ear.' })
export class ReceiptCodeMistyped {
  @Field(() => String, { description: 'What is wrong with it, in one sentence.' })
  sentence!: string;
}

@ObjectType({ description: 'The code is well formed, and no receipt that you may see has it.' })
export class ReceiptUnknown {
  @Field(() => String, { description: 'The code as it is written properly.' })
  code!: string;
}

const outcomes = { found: 'ReceiptGiven', mistyped: 'ReceiptCodeMistyped', unknown: 'ReceiptUnknown' } as const;

const ReceiptLookup = createUnionType({
  name: 'ReceiptLookup',
  description: 'What a receipt code leads to.',
  types: () => [ReceiptGiven, ReceiptCodeMistyped, ReceiptUnknown] as const,
  resolveType: (value: object) => outcomes[(value as FoundReceipt).outcome],
});

@Resolver()
export class FindReceiptResolver {
  @Query(() => ReceiptLookup, {
    description:
      'Looks a receipt up by the code that a customer quotes. A slip is told as a slip; the receipt of an answer that you may not see is unknown.',
  })
  receipt(
    @Ctx() ctx: RequestContext,
    @Arg('code', () => String, { description: 'As it was quoted: in any case, with spaces, hyphens or neither.' })
    code: string,
  ): Promise<FoundReceipt> {
    return findReceipt(ctx, code);
  }
}

@Resolver(() => ReceiptGiven)
export class ReceiptGivenResolver {
  @FieldResolver(() => Boolean, {
    description: 'Whether its channel gives the same words today: same version, same facts, same form.',
  })
  isCurrent(@Root() { receipt }: Given, @Ctx() ctx: RequestContext): boolean {
    return stillGiven(ctx, receipt);
  }

  @FieldResolver(() => [ReceiptDeliveryType], {
    nullable: true,
    description:
      'Where and when they were told in conversations, mails and cases, newest first and 20 at most. For staff; null for others. Pages that anyone may read are not counted.',
  })
  deliveries(@Root() { receipt }: Given, @Ctx() ctx: RequestContext): Promise<readonly ReceiptDelivery[] | null> {
    return tellingsOf(ctx, receipt.code);
  }
}
