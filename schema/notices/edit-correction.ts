import { Arg, createUnionType, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Subject } from '../../src/knowledge/index.js';
import {
  cancelCorrections,
  type Correction,
  type CorrectionConflict,
  type CorrectionOutcome,
  prepareCorrections,
  sendCorrections,
} from '../../src/notices/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { RequestContext } from '../context.js';
import { numberOf } from '../shared/number-of.js';
import { CorrectionNoticesType } from './correction.js';

@InputType({ description: 'What is to be put right with those who were told it. Give answer or fact, and one only.' })
class PrepareCorrectionsInput {
  @Field(() => String, { nullable: true, description: 'The key of the answer that was wrong.' })
  answer?: string | null;

  @Field(() => String, { nullable: true, description: 'The key of the fact whose value was wrong.' })
  fact?: string | null;

  @Field(() => Int, {
    description: 'The published state that put it right: the snapshotSequence that publishing gave.',
  })
  snapshotSequence!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'For an answer: the first version that was wrong; the one before the correction when not given.',
  })
  sinceVersion?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many days back customers count who were told it: 1 to 365; 30 when not given.',
  })
  days?: number | null;

  @Field(() => String, {
    description: 'Why, in words for the customers, up to 500 characters; the rest comes from the knowledge base.',
  })
  reason!: string;
}

@ObjectType('CorrectionConflict', { description: 'Someone took a step meanwhile; nothing was done.' })
class CorrectionConflictType implements Pick<CorrectionConflict, 'expected' | 'actual' | 'theirs'> {
  @Field(() => String, { description: 'What happened.' })
  message!: string;

  @Field(() => Int, { description: 'The edit you gave.' })
  expected!: number;

  @Field(() => Int, { description: 'The edit that is there.' })
  actual!: number;

  @Field(() => CorrectionNoticesType, { description: 'The notices as they stand now.' })
  theirs!: Correction;
}

const DecideCorrectionsOutcome = createUnionType({
  name: 'DecideCorrectionsOutcome',
  description: 'What became of a step with prepared notices.',
  types: () => [CorrectionNoticesType, CorrectionConflictType] as const,
  resolveType: (value: object) => ('theirs' in value ? 'CorrectionConflict' : 'CorrectionNotices'),
});

const idArg = { description: 'The batch.' };
const editArg = { description: 'The edit of the batch that you saw.' };

@Resolver()
export class EditCorrectionResolver {
  @Mutation(() => CorrectionNoticesType, {
    description:
      'Writes a notice for everyone whose last word from us does not hold any more: what they were told, what is true now, and both receipts. Nothing is sent.',
  })
  prepareCorrections(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => PrepareCorrectionsInput, { description: 'What is to be put right.' })
    input: PrepareCorrectionsInput,
  ): Promise<Correction> {
    return prepareCorrections(ctx, {
      subject: subjectOf(input),
      snapshotSequence: input.snapshotSequence,
      sinceVersion: input.sinceVersion ?? null,
      days: input.days ?? 30,
      reason: input.reason,
    });
  }

  @Mutation(() => DecideCorrectionsOutcome, {
    description:
      'Lets prepared notices go; a second person must do it. Each customer gets one, however often this is asked for.',
  })
  async sendCorrections(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArg) id: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
  ): Promise<typeof DecideCorrectionsOutcome> {
    return shown(await sendCorrections(ctx, { id: numberOf('id', id), expectedEdit }));
  }

  @Mutation(() => DecideCorrectionsOutcome, { description: 'Drops prepared notices; nothing was sent.' })
  async cancelCorrections(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArg) id: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
  ): Promise<typeof DecideCorrectionsOutcome> {
    return shown(await cancelCorrections(ctx, { id: numberOf('id', id), expectedEdit }));
  }
}

function subjectOf({ answer, fact }: PrepareCorrectionsInput): Subject {
  if (answer != null && fact == null) return { kind: 'ANSWER', key: answer };
  if (fact != null && answer == null) return { kind: 'FACT', key: fact };
  throw new AppError('BAD_INPUT', 'Give one of answer and fact.');
}

function shown(outcome: CorrectionOutcome): typeof DecideCorrectionsOutcome {
  if (outcome.outcome === 'decided') return outcome.correction as CorrectionNoticesType;
  const { expected, actual, theirs } = outcome;
  const message = `The notices are at edit ${actual} by now and ${theirs.state.toLowerCase()}: nothing was done.`;
  return { message, expected, actual, theirs } as CorrectionConflictType;
}
