import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, createUnionType, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type Insertion, recordInsertion } from '../../src/receipts/index.js';
import type { RequestContext } from '../context.js';
import { ReceiptCodeMistyped, ReceiptUnknown } from './find-receipt.js';

@ObjectType({ description: 'It is kept that an agent told these words.' })
class InsertionRecorded {
  @Field(() => String, { description: 'The code of the receipt.' })
  code!: string;

  @Field(() => DateTime, { description: 'When it was told.' })
  at!: Date;
}

const outcomes = {
  recorded: 'InsertionRecorded',
  mistyped: 'ReceiptCodeMistyped',
  unknown: 'ReceiptUnknown',
} as const satisfies Record<Insertion['outcome'], string>;

const InsertionOutcome = createUnionType({
  name: 'InsertionOutcome',
  description: 'What became of an insertion.',
  types: () => [InsertionRecorded, ReceiptCodeMistyped, ReceiptUnknown] as const,
  resolveType: (value: object) => outcomes[(value as Insertion).outcome],
});

@Resolver()
export class RecordInsertionResolver {
  @Mutation(() => InsertionOutcome, {
    description:
      'Keeps that an agent inserted an answer in a case, so that it is known what the customer was told. The same words in the same case are kept once.',
  })
  recordInsertion(
    @Ctx() ctx: RequestContext,
    @Arg('code', () => String, { description: 'The code of the receipt that the answer carries.' }) code: string,
    @Arg('case', () => String, {
      description: 'Names the case in your own system, up to 200 characters; only a keyed hash of it is kept.',
    })
    caseReference: string,
  ): Promise<Insertion> {
    return recordInsertion(ctx, { code, caseReference });
  }
}
