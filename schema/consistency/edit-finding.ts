import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import {
  approveWaiver,
  assignFinding,
  commentOnFinding,
  decideFinding,
  type FindingDecision,
  type FindingOutcome,
  type FindingState,
  waiveFinding,
} from '../../src/consistency/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { RequestContext } from '../context.js';
import { FindingDecisionEnum, FindingStateEnum } from '../shared/enums.js';
import { FindingType, oneFindingView } from './finding.js';

@ObjectType({ description: 'It was done.' })
class FindingDone {
  @Field(() => FindingType, { description: 'The finding as it is now.' })
  finding!: FindingType;
}

@ObjectType({ description: 'The finding stands elsewhere than you read; nothing was done.' })
class FindingConflict {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => FindingStateEnum, { description: 'The state you named.' })
  expected!: FindingState;

  @Field(() => FindingStateEnum, { description: 'The state it is in.' })
  actual!: FindingState;

  @Field(() => FindingType, { description: 'The finding as the other person or the last sweep left it.' })
  theirs!: FindingType;
}

const FindingOutcomeUnion = createUnionType({
  name: 'FindingOutcome',
  description: 'What became of a deed on a finding.',
  types: () => [FindingDone, FindingConflict] as const,
  resolveType: (value: object) => ('theirs' in value ? 'FindingConflict' : 'FindingDone'),
});

const idArgument = { description: "The finding's ID." };
const expectedArgument = { description: 'The state you read; another one there is a conflict.' };

@Resolver()
export class EditFindingResolver {
  @Mutation(() => FindingOutcomeUnion, {
    description: 'Moves a finding on: seen, being fixed, a mistake of the checker, or open again.',
  })
  async decideFinding(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArgument) id: string,
    @Arg('expectedState', () => FindingStateEnum, expectedArgument) expectedState: FindingState,
    @Arg('to', () => FindingDecisionEnum, { description: 'What it is from now on.' }) to: FindingDecision,
    @Arg('note', () => String, { defaultValue: '', description: 'Why; up to 2,000 characters.' }) note: string,
  ): Promise<typeof FindingOutcomeUnion> {
    return outcomeView(ctx, await decideFinding(ctx, { id: findingNumber(id), expectedState, to, note }));
  }

  @Mutation(() => FindingOutcomeUnion, { description: 'Says something about a finding; it stays where it stands.' })
  async commentOnFinding(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArgument) id: string,
    @Arg('expectedState', () => FindingStateEnum, expectedArgument) expectedState: FindingState,
    @Arg('text', () => String, { description: 'What is said; up to 2,000 characters.' }) text: string,
  ): Promise<typeof FindingOutcomeUnion> {
    return outcomeView(ctx, await commentOnFinding(ctx, { id: findingNumber(id), expectedState, text }));
  }

  @Mutation(() => FindingOutcomeUnion, {
    description: 'Gives a finding to a person of the team that owns it, who is told by mail, or to nobody.',
  })
  async assignFinding(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArgument) id: string,
    @Arg('expectedState', () => FindingStateEnum, expectedArgument) expectedState: FindingState,
    @Arg('to', () => String, { nullable: true, description: 'Their account; null = nobody in particular.' })
    to: string | null | undefined,
  ): Promise<typeof FindingOutcomeUnion> {
    return outcomeView(ctx, await assignFinding(ctx, { id: findingNumber(id), expectedState, to: to ?? null }));
  }

  @Mutation(() => FindingOutcomeUnion, {
    description:
      'Accepts a difference until a day: at most 180 days ahead, 30 for SEV1, which stays open until a second person approves.',
  })
  async waiveFinding(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArgument) id: string,
    @Arg('expectedState', () => FindingStateEnum, expectedArgument) expectedState: FindingState,
    @Arg('reason', () => String, { description: 'Why it is accepted; up to 2,000 characters.' }) reason: string,
    @Arg('until', () => DateTime, { description: 'When it is to be looked at again.' }) until: Date,
  ): Promise<typeof FindingOutcomeUnion> {
    return outcomeView(ctx, await waiveFinding(ctx, { id: findingNumber(id), expectedState, reason, until }));
  }

  @Mutation(() => FindingOutcomeUnion, { description: 'Approves the waiver that somebody else has asked for.' })
  async approveWaiver(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArgument) id: string,
    @Arg('expectedState', () => FindingStateEnum, expectedArgument) expectedState: FindingState,
  ): Promise<typeof FindingOutcomeUnion> {
    return outcomeView(ctx, await approveWaiver(ctx, { id: findingNumber(id), expectedState }));
  }
}

async function outcomeView(ctx: RequestContext, outcome: FindingOutcome): Promise<typeof FindingOutcomeUnion> {
  if (outcome.outcome === 'done') return { finding: await oneFindingView(ctx, outcome.finding) };
  const { expected, actual } = outcome;
  const theirs = await oneFindingView(ctx, outcome.theirs);
  return { message: `The finding is ${actual}, not ${expected}.`, expected, actual, theirs };
}

/** The number that an ID stands for; throws BAD_INPUT for one that is none. */
function findingNumber(id: string): number {
  if (!/^\d{1,9}$/.test(id)) throw new AppError('BAD_INPUT', 'id is not the ID of a finding.');
  return Number(id);
}
