import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, createUnionType, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import {
  addPhrasings,
  approveDraft,
  createAnswer,
  discardDraft,
  type Draft,
  type DraftInput,
  type DraftOutcome,
  draftAnswer,
  type EditConflict,
  type PersonPolicy,
  type PublishOutcome,
  publishAnswer,
  removePhrasings,
  requestChanges,
  requestReview,
  type Significance,
} from '../../src/knowledge/index.js';
import type { Audience } from '../../src/access/index.js';
import type { RequestContext } from '../context.js';
import { AudienceEnum, PersonPolicyEnum, SignificanceEnum } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { ScopeEntryInput, scopeFrom } from '../shared/scope.js';
import { AnswerType } from './answer.js';
import { DraftType } from './draft.js';
import type { AnswerView } from './views.js';

@ObjectType({ description: 'The draft was saved.' })
class DraftSaved {
  @Field(() => DraftType, { description: 'The draft as it is now.' })
  draft!: Draft;
}

@ObjectType({ description: 'Someone changed the draft since you read it; nothing was saved.' })
export class Conflict {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => Int, { description: 'The edit you named.' })
  expected!: number;

  @Field(() => Int, { description: 'The edit that is there; 0 = there is no draft.' })
  actual!: number;

  @Field(() => DraftType, { nullable: true, description: 'The draft as the other person left it.' })
  theirs!: Draft | null;
}

@ObjectType({ description: 'The change may not go live; nothing was published.' })
export class Blocked {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => [String], { description: 'Every reason.' })
  obstacles!: readonly string[];
}

@ObjectType({ description: 'The draft is now a version.' })
class Published {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => Int, { description: 'The number of the new version.' })
  version!: number;

  @Field(() => Int, {
    description: 'The published state from which on it is served; ask with minSnapshot to read it back.',
  })
  snapshotSequence!: number;
}

export const DraftOutcomeUnion = createUnionType({
  name: 'DraftOutcome',
  description: 'What became of a change to a draft.',
  types: () => [DraftSaved, Conflict] as const,
  resolveType: (value: object) => ('draft' in value ? 'DraftSaved' : 'Conflict'),
});

@ObjectType({ description: 'The draft is gone; what is published was not touched.' })
class DraftDiscarded {
  @Field(() => String, { description: "The answer's key." })
  key!: string;
}

const DraftDiscardedUnion = createUnionType({
  name: 'DiscardOutcome',
  description: 'What became of a draft that was to be thrown away.',
  types: () => [DraftDiscarded, Conflict] as const,
  resolveType: (value: object) => ('theirs' in value ? 'Conflict' : 'DraftDiscarded'),
});

const PublishOutcomeUnion = createUnionType({
  name: 'PublishOutcome',
  description: 'What became of a publication.',
  types: () => [Published, Blocked, Conflict] as const,
  resolveType: (value: object) => ('obstacles' in value ? 'Blocked' : 'theirs' in value ? 'Conflict' : 'Published'),
});

@InputType({ description: 'A new answer, before it has any text.' })
class NewAnswerInput {
  @Field(() => String, { description: 'Names the answer for ever: lower-case words joined by hyphens.' })
  key!: string;

  @Field(() => String, { description: "The topic's key." })
  topic!: string;

  @Field(() => AudienceEnum, { nullable: true, description: 'Who may see it; PUBLIC when not given.' })
  audience?: Audience | null;

  @Field(() => [ScopeEntryInput], {
    nullable: true,
    description: 'Where or whom it applies to; everywhere when not given.',
  })
  scope?: ScopeEntryInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Clauses that must stand in the body.' })
  mustSay?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Keys of related answers.' })
  related?: string[] | null;
}

@InputType({ description: 'A change to a draft; what is left out stays as it is.' })
class DraftInputType {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => String, { nullable: true, description: 'The question it answers, up to 300 characters.' })
  question?: string | null;

  @Field(() => String, { nullable: true, description: 'The title, up to 120 characters.' })
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The body: Markdown with {{fact:key}} embeds, up to 20,000 characters.',
  })
  body?: string | null;

  @Field(() => String, { nullable: true, description: 'The short form, up to 600 characters.' })
  short?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What changes and why, up to 500 characters; as the draft has it when not given.',
  })
  changeNote?: string | null;

  @Field(() => SignificanceEnum, {
    nullable: true,
    description:
      'Whether the meaning changes, so that translations are outdated; as the draft has it when not given. A new draft begins as MINOR, that of a first version as MAJOR.',
  })
  significance?: Significance | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From when it should hold; from its publication when not given.',
  })
  effectiveFrom?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it should hold; until the next version when not given.',
  })
  effectiveTo?: Date | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'All clauses that must stand in the body and that no rendition may lose, at most 20; an empty list takes them away.',
  })
  mustSay?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Keys of all related answers, at most 20.' })
  related?: string[] | null;

  @Field(() => PersonPolicyEnum, {
    nullable: true,
    description: 'What the bot does about people when it tells the answer; a new answer begins as AS_TOPIC.',
  })
  personPolicy?: PersonPolicy | null;

  @Field(() => Int, { nullable: true, description: 'The edit you read; 0 when there was no draft.' })
  expectedEdit?: number | null;
}

const keyArg = { description: "The answer's key." };
const editArg = { description: 'The edit you read.' };

@Resolver()
export class EditAnswerResolver {
  @Mutation(() => String, {
    description: 'Opens an answer and gives back its key; nobody sees it until a version is published.',
  })
  async createAnswer(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => NewAnswerInput, { description: 'The new answer.' }) input: NewAnswerInput,
  ): Promise<string> {
    await createAnswer(ctx, {
      key: input.key,
      topic: input.topic,
      audience: input.audience ?? 'PUBLIC',
      scope: scopeFrom(input.scope),
      mustSay: input.mustSay ?? [],
      related: input.related ?? [],
    });
    return input.key;
  }

  @Mutation(() => DraftOutcomeUnion, {
    description: 'Saves the working copy of an answer; what is published stays as it is.',
  })
  async draftAnswer(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => DraftInputType, { description: 'What changes.' }) input: DraftInputType,
  ): Promise<typeof DraftOutcomeUnion> {
    return saved(await draftAnswer(ctx, given(input)));
  }

  @Mutation(() => DraftOutcomeUnion, { description: 'Hands a draft to a second person.' })
  async requestReview(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
  ): Promise<typeof DraftOutcomeUnion> {
    return saved(await requestReview(ctx, { key, expectedEdit }));
  }

  @Mutation(() => DraftOutcomeUnion, { description: 'Approves a draft that someone else wrote.' })
  async approveDraft(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
    @Arg('note', () => String, { nullable: true, description: 'A word on it.' }) note: string | null | undefined,
  ): Promise<typeof DraftOutcomeUnion> {
    return saved(await approveDraft(ctx, { key, expectedEdit, ...(note ? { note } : {}) }));
  }

  @Mutation(() => DraftOutcomeUnion, { description: 'Sends a draft back to its author.' })
  async requestChanges(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
    @Arg('note', () => String, { description: 'What should change.' }) note: string,
  ): Promise<typeof DraftOutcomeUnion> {
    return saved(await requestChanges(ctx, { key, expectedEdit, note }));
  }

  @Mutation(() => DraftDiscardedUnion, {
    description:
      'Throws a draft away; what is published stays as it is, and the history keeps who wrote and who threw away.',
  })
  async discardDraft(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
    @Arg('reason', () => String, { description: 'Why, up to 500 characters.' }) reason: string,
  ): Promise<typeof DraftDiscardedUnion> {
    const outcome = await discardDraft(ctx, { key, expectedEdit, reason });
    return outcome.outcome === 'discarded' ? { key } : conflict(outcome);
  }

  @Mutation(() => PublishOutcomeUnion, {
    description: 'Makes the approved draft the one answer that every channel gives.',
  })
  async publishAnswer(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
    @Arg('keepWithdrawn', () => Boolean, {
      nullable: true,
      description: 'Whether an answer that is withdrawn stays so; false when not given: the new version ends it.',
    })
    keepWithdrawn: boolean | null | undefined,
  ): Promise<typeof PublishOutcomeUnion> {
    const outcome = await publishAnswer(ctx, { key, expectedEdit, keepWithdrawn: keepWithdrawn ?? false });
    await ctx.snapshots.refresh();
    return published(outcome);
  }

  @Mutation(() => AnswerType, {
    nullable: true,
    description:
      'Adds a way in which customers ask this answer; it resolves at once, word for word. Null while the answer is given to nobody: the phrasing is kept until it is.',
  })
  async addPhrasing(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('text', () => String, { description: 'The phrasing, up to 300 characters.' }) text: string,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'Its language; the source locale when not given.',
    })
    locale: string | null | undefined,
  ): Promise<AnswerView | null> {
    await addPhrasings(ctx, { key, locale: locale ?? ctx.sourceLocale, texts: [text] });
    return afresh(ctx, key, locale);
  }

  @Mutation(() => AnswerType, {
    nullable: true,
    description: 'Ends a phrasing; the past still knows it. Null while the answer is given to nobody.',
  })
  async removePhrasing(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('text', () => String, { description: 'The phrasing, word for word.' }) text: string,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'Its language; the source locale when not given.',
    })
    locale: string | null | undefined,
  ): Promise<AnswerView | null> {
    await removePhrasings(ctx, { key, locale: locale ?? ctx.sourceLocale, texts: [text] });
    return afresh(ctx, key, locale);
  }
}

/** The answer after a change, from a snapshot that has it; null where it is not published, or withdrawn. */
export async function afresh(
  ctx: RequestContext,
  key: string,
  locale: string | null | undefined,
): Promise<AnswerView | null> {
  await ctx.snapshots.refresh();
  const snapshot = ctx.snapshots.current();
  const answer = snapshot.answers.get(key);
  return answer ? { answer, snapshot, locale: locale ?? ctx.sourceLocale, channel: null } : null;
}

/** A draft's outcome as the API shows it. */
export function saved(outcome: DraftOutcome): typeof DraftOutcomeUnion {
  return outcome.outcome === 'saved' ? { draft: outcome.draft } : conflict(outcome);
}

function published(outcome: PublishOutcome): typeof PublishOutcomeUnion {
  switch (outcome.outcome) {
    case 'published':
      return { key: outcome.key, version: outcome.number, snapshotSequence: outcome.snapshotSequence };
    case 'blocked':
      return { message: 'The draft may not be published yet.', obstacles: outcome.obstacles };
    default:
      return conflict(outcome);
  }
}

/** A conflict as the API tells it: both sides. */
export function conflict({ expected, actual, theirs }: EditConflict): Conflict {
  const message =
    actual === 0 ? 'There is no draft any more.' : `The draft is at edit ${actual}, not ${expected}: read it again.`;
  return { message, expected, actual, theirs };
}

/** What a client sent as null means the same as what it did not send. */
function given(input: DraftInputType) {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value != null)) as unknown as DraftInput;
}
