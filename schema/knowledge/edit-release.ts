import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, createUnionType, Ctx, Field, ID, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import {
  addToRelease,
  approveRelease,
  cancelRelease,
  createRelease,
  publishRelease,
  type PublishReleaseOutcome,
  type Release,
  type ReleaseConflict,
  type ReleaseOutcome,
  removeFromRelease,
  rollbackRelease,
  scheduleRelease,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { numberOf } from '../shared/number-of.js';
import { Blocked } from './edit-answer.js';
import { ReleaseItemInput, wantedItem } from './release-input.js';
import { ReleaseType } from './release.js';

@ObjectType({ description: 'The release was changed.' })
class ReleaseChanged {
  @Field(() => ReleaseType, { description: 'The release as it is now.' })
  release!: Release;
}

@ObjectType('ReleaseConflict', { description: 'Someone changed the release since you read it; nothing was done.' })
class ReleaseConflictType {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => Int, { description: 'The edit you named.' })
  expected!: number;

  @Field(() => Int, { description: 'The edit that is there.' })
  actual!: number;

  @Field(() => ReleaseType, { description: 'The release as the other person left it.' })
  theirs!: Release;
}

@ObjectType({ description: 'The release went live as a whole, or was taken back as a whole.' })
class ReleaseSwitched {
  @Field(() => String, { description: "The release's key." })
  key!: string;

  @Field(() => Int, {
    description: 'The published state from which on it is so; ask with minSnapshot to read it back.',
  })
  snapshotSequence!: number;
}

const ReleaseOutcomeUnion = createUnionType({
  name: 'ReleaseOutcome',
  description: 'What became of a change to a release.',
  types: () => [ReleaseChanged, ReleaseConflictType] as const,
  resolveType: (value: object) => ('theirs' in value ? 'ReleaseConflict' : 'ReleaseChanged'),
});

const ApproveReleaseOutcomeUnion = createUnionType({
  name: 'ApproveReleaseOutcome',
  description: 'What became of the approval of a release.',
  types: () => [ReleaseChanged, Blocked, ReleaseConflictType] as const,
  resolveType: (value: object) =>
    'theirs' in value ? 'ReleaseConflict' : 'obstacles' in value ? 'Blocked' : 'ReleaseChanged',
});

const SwitchReleaseOutcomeUnion = createUnionType({
  name: 'SwitchReleaseOutcome',
  description: 'What became of the publication of a release, or of taking it back.',
  types: () => [ReleaseSwitched, Blocked, ReleaseConflictType] as const,
  resolveType: (value: object) =>
    'theirs' in value ? 'ReleaseConflict' : 'obstacles' in value ? 'Blocked' : 'ReleaseSwitched',
});

const keyArg = { description: "The release's key." };
const editArg = { description: 'The edit you read.' };

@Resolver()
export class EditReleaseResolver {
  @Mutation(() => ReleaseType, { description: 'Opens a release with nothing in it.' })
  createRelease(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: 'Names it for ever: lower-case words joined by hyphens.' }) key: string,
    @Arg('name', () => String, { description: 'Its name for people.' }) name: string,
  ): Promise<Release> {
    return createRelease(ctx, { key, name });
  }

  @Mutation(() => ReleaseOutcomeUnion, {
    description: 'Puts a change into a release; an approval that the release had is gone.',
  })
  async addToRelease(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
    @Arg('item', () => ReleaseItemInput, { description: 'The change.' }) item: ReleaseItemInput,
  ): Promise<typeof ReleaseOutcomeUnion> {
    return changed(await addToRelease(ctx, { key, expectedEdit, item: wantedItem(ctx, item) }));
  }

  @Mutation(() => ReleaseOutcomeUnion, {
    description: 'Takes a change out of a release; the draft or statement itself stays. An approval is gone.',
  })
  async removeFromRelease(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
    @Arg('item', () => ID, { description: 'The item.' }) item: string,
  ): Promise<typeof ReleaseOutcomeUnion> {
    return changed(await removeFromRelease(ctx, { key, expectedEdit, itemId: numberOf('item', item) }));
  }

  @Mutation(() => ApproveReleaseOutcomeUnion, {
    description:
      'Says yes to a release as it is, for someone who neither made it nor wrote in it. The gate judges what it would make of all that is published.',
  })
  async approveRelease(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
  ): Promise<typeof ApproveReleaseOutcomeUnion> {
    const outcome = await approveRelease(ctx, { key, expectedEdit });
    return outcome.outcome === 'blocked' ? blocked(outcome, 'The release may not be approved yet.') : changed(outcome);
  }

  @Mutation(() => ReleaseOutcomeUnion, { description: 'Sets the time at which an approved release is published.' })
  async scheduleRelease(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
    @Arg('at', () => DateTime, { description: 'When; in the future.' }) at: Date,
  ): Promise<typeof ReleaseOutcomeUnion> {
    return changed(await scheduleRelease(ctx, { key, expectedEdit, at }));
  }

  @Mutation(() => ReleaseOutcomeUnion, {
    description: 'Takes approval and time back, so that the release is open again; gives up one that is open.',
  })
  async cancelRelease(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
  ): Promise<typeof ReleaseOutcomeUnion> {
    return changed(await cancelRelease(ctx, { key, expectedEdit }));
  }

  @Mutation(() => SwitchReleaseOutcomeUnion, {
    description: 'Makes everything in an approved release live in one moment: all of it, or nothing.',
  })
  async publishRelease(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
  ): Promise<typeof SwitchReleaseOutcomeUnion> {
    const outcome = await publishRelease(ctx, { key, expectedEdit });
    await ctx.snapshots.refresh();
    return switched(outcome, 'The release may not be published yet.');
  }

  @Mutation(() => SwitchReleaseOutcomeUnion, {
    description:
      'Takes a published release back as a whole: what was read before it is read again. Refused, naming it, where something was changed since.',
  })
  async rollbackRelease(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
  ): Promise<typeof SwitchReleaseOutcomeUnion> {
    const outcome = await rollbackRelease(ctx, { key, expectedEdit });
    await ctx.snapshots.refresh();
    return switched(outcome, 'The release cannot be taken back as a whole.');
  }
}

function changed(outcome: ReleaseOutcome): typeof ReleaseOutcomeUnion {
  return outcome.outcome === 'changed' ? { release: outcome.release } : conflict(outcome);
}

function switched(outcome: PublishReleaseOutcome, message: string): typeof SwitchReleaseOutcomeUnion {
  switch (outcome.outcome) {
    case 'switched':
      return { key: outcome.key, snapshotSequence: outcome.snapshotSequence };
    case 'blocked':
      return blocked(outcome, message);
    case 'conflict':
      return conflict(outcome);
  }
}

function blocked({ obstacles }: { readonly obstacles: readonly string[] }, message: string): Blocked {
  return { message, obstacles };
}

function conflict({ expected, actual, theirs }: ReleaseConflict): ReleaseConflictType {
  return { message: `The release is at edit ${actual}, not ${expected}: read it again.`, expected, actual, theirs };
}
