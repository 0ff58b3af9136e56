import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, createUnionType, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import {
  type OverduePolicy,
  type PlanOutcome,
  setVerification,
  type VerificationPlan,
  verifyAnswer,
  type VerifyOutcome,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { AnswerVersionType } from './answer.js';
import { Blocked } from './edit-answer.js';
import { OverduePolicyEnum } from './verification-enums.js';
import { VerificationPlanType } from './verification.js';
import { versionsUpTo, type VersionView } from './version-view.js';

@ObjectType({ description: 'The version is confirmed.' })
class AnswerVerified {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => Int, { description: 'The version.' })
  version!: number;

  @Field(() => DateTime, { description: 'When it was confirmed.' })
  verifiedAt!: Date;

  @Field(() => DateTime, { description: 'By when someone must look again.' })
  dueAt!: Date;

  @Field(() => Int, { description: 'The published state from which on this holds; ask with minSnapshot to read it.' })
  snapshotSequence!: number;
}

@ObjectType({ description: 'Another version is in effect than the one that was read; nothing was confirmed.' })
class VerifyConflict {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => Int, { description: 'The version you named.' })
  expected!: number;

  @Field(() => Int, { description: 'The version that is in effect.' })
  actual!: number;

  @Field(() => AnswerVersionType, { nullable: true, description: 'The version that you named.' })
  yours!: VersionView | null;

  @Field(() => AnswerVersionType, { nullable: true, description: 'The version that is in effect, to be read instead.' })
  theirs!: VersionView | null;
}

@ObjectType({ description: 'The plan is set.' })
class VerificationSet {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => VerificationPlanType, { description: 'The plan as it is now.' })
  plan!: VerificationPlan;

  @Field(() => Int, { description: 'The published state from which on it holds; ask with minSnapshot to read it.' })
  snapshotSequence!: number;
}

@ObjectType({ description: 'Someone set another plan since you read it; nothing was set.' })
class VerificationConflict {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => Int, { description: 'The number you named.' })
  expected!: number;

  @Field(() => Int, { description: 'The number that is there; 0 = nobody has set anything.' })
  actual!: number;

  @Field(() => VerificationPlanType, { description: 'The plan as the other person set it.' })
  theirs!: VerificationPlan;
}

const VerifyOutcomeUnion = createUnionType({
  name: 'VerifyOutcome',
  description: 'What became of a confirmation.',
  types: () => [AnswerVerified, VerifyConflict, Blocked] as const,
  resolveType: (value: object) =>
    'obstacles' in value ? 'Blocked' : 'actual' in value ? 'VerifyConflict' : 'AnswerVerified',
});

const SetVerificationOutcomeUnion = createUnionType({
  name: 'SetVerificationOutcome',
  description: 'What became of a plan.',
  types: () => [VerificationSet, VerificationConflict, Blocked] as const,
  resolveType: (value: object) =>
    'obstacles' in value ? 'Blocked' : 'actual' in value ? 'VerificationConflict' : 'VerificationSet',
});

@InputType({ description: 'How an answer is to be looked after.' })
class SetVerificationInput {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => Int, { description: 'After how many days someone must look again: 1 to 3650.' })
  everyDays!: number;

  @Field(() => String, {
    nullable: true,
    description: "The account that looks; name it or verifierTeam, or none for the reviewers of the topic's teams.",
  })
  verifierPerson?: string | null;

  @Field(() => String, { nullable: true, description: 'The team that looks.' })
  verifierTeam?: string | null;

  @Field(() => OverduePolicyEnum, { description: 'What becomes of the answer when nobody does.' })
  overduePolicy!: OverduePolicy;

  @Field(() => Int, { description: 'The number of the plan you read; 0 = nobody has set anything.' })
  expectedVersion!: number;
}

@Resolver()
export class VerifyResolver {
  @Mutation(() => VerifyOutcomeUnion, {
    description: 'Says that a version is still true, which keeps it, or brings it back, until its next day.',
  })
  async verifyAnswer(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: "The answer's key." }) key: string,
    @Arg('version', () => Int, { description: 'The version that you read.' }) version: number,
    @Arg('note', () => String, { nullable: true, description: 'What you found, up to 1,000 characters.' })
    note: string | null | undefined,
  ): Promise<typeof VerifyOutcomeUnion> {
    return verified(ctx, await verifyAnswer(ctx, { key, version, note: note ?? '' }));
  }

  @Mutation(() => SetVerificationOutcomeUnion, {
    description: 'Sets how often an answer is looked at, by whom, and what becomes of it when nobody does.',
  })
  async setVerification(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetVerificationInput, { description: 'The plan.' }) input: SetVerificationInput,
  ): Promise<typeof SetVerificationOutcomeUnion> {
    const { key, everyDays, overduePolicy, expectedVersion, verifierPerson, verifierTeam } = input;
    return planned(
      await setVerification(ctx, {
        key,
        everyDays,
        overduePolicy,
        expectedVersion,
        ...(verifierPerson == null ? {} : { verifierPerson }),
        ...(verifierTeam == null ? {} : { verifierTeam }),
      }),
    );
  }
}

const heldBack = 'The gate objects to what this would make of the published answers; nothing was changed.';

async function verified(ctx: RequestContext, outcome: VerifyOutcome): Promise<typeof VerifyOutcomeUnion> {
  if (outcome.outcome === 'blocked') return { message: heldBack, obstacles: outcome.obstacles };
  if (outcome.outcome === 'verified') return outcome;
  const { key, expected, actual } = outcome;
  const versions = await versionsUpTo(ctx, key, { ...ctx.snapshot, validAt: ctx.now, knownAt: ctx.now });
  const numbered = (number: number) => versions.find((version) => version.number === number) ?? null;
  const message = `Version ${actual} of ${key} is in effect, not ${expected}: read that one and confirm it.`;
  return { message, expected, actual, yours: numbered(expected), theirs: numbered(actual) };
}

function planned(outcome: PlanOutcome): typeof SetVerificationOutcomeUnion {
  if (outcome.outcome === 'blocked') return { message: heldBack, obstacles: outcome.obstacles };
  if (outcome.outcome === 'set') return outcome;
  const { key, expected, actual, theirs } = outcome;
  return { message: `The plan of ${key} is number ${actual} by now, not ${expected}.`, expected, actual, theirs };
}
