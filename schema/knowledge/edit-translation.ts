import { Arg, createUnionType, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import {
  draftTranslation,
  publishTranslation,
  type PublishTranslationOutcome,
  returnTranslation,
  type TranslationConflict,
  type TranslationDraft,
  type TranslationDraftOutcome,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { Blocked } from './edit-answer.js';
import { TranslationDraftType } from './translation-draft.js';

@ObjectType({ description: 'The translation was saved; nothing was published.' })
class TranslationSaved {
  @Field(() => TranslationDraftType, { description: 'The working copy as it is now.' })
  draft!: TranslationDraft;
}

@ObjectType('TranslationConflict', {
  description: 'Someone changed the translation since you read it; nothing was saved.',
})
class TranslationConflictType implements Omit<TranslationConflict, 'outcome'> {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => Int, { description: 'The edit you named.' })
  expected!: number;

  @Field(() => Int, { description: 'The edit that is there; 0 = there is no working copy.' })
  actual!: number;

  @Field(() => TranslationDraftType, { nullable: true, description: 'The working copy as the other person left it.' })
  theirs!: TranslationDraft | null;
}

@ObjectType({ description: 'The translation is served from now on.' })
class TranslationPublished {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => String, { description: 'The language.' })
  locale!: string;

  @Field(() => Int, { description: 'The version that it translates.' })
  sourceVersion!: number;

  @Field(() => Int, {
    description: 'The published state from which on it is served; ask with minSnapshot to read it back.',
  })
  snapshotSequence!: number;
}

const TranslationDraftOutcomeUnion = createUnionType({
  name: 'TranslationDraftOutcome',
  description: 'What became of a change to a translation.',
  types: () => [TranslationSaved, TranslationConflictType] as const,
  resolveType: (value: object) => ('draft' in value ? 'TranslationSaved' : 'TranslationConflict'),
});

const PublishTranslationOutcomeUnion = createUnionType({
  name: 'PublishTranslationOutcome',
  description: "What became of a translation's publication.",
  types: () => [TranslationPublished, Blocked, TranslationConflictType] as const,
  resolveType: (value: object) =>
    'obstacles' in value ? 'Blocked' : 'theirs' in value ? 'TranslationConflict' : 'TranslationPublished',
});

@InputType({ description: 'The words of an answer in another language.' })
class TranslationInputType {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => LocaleScalar, { description: 'The language.' })
  locale!: string;

  @Field(() => String, { description: 'The question, up to 300 characters.' })
  question!: string;

  @Field(() => String, { description: 'The title, up to 160 characters.' })
  title!: string;

  @Field(() => String, { description: 'The body, with the same embeds as the source.' })
  body!: string;

  @Field(() => String, { description: 'The short form, up to 600 characters.' })
  short!: string;

  @Field(() => Int, { nullable: true, description: 'The version that it translates; the newest when not given.' })
  sourceVersion?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a machine made it and nobody has read it; false when not given.',
  })
  machine?: boolean | null;
}

const keyArg = { description: "The answer's key." };
const localeArg = { description: 'The language.' };
const editArg = { description: 'The edit you read.' };

@Resolver()
export class EditTranslationResolver {
  @Mutation(() => TranslationDraftOutcomeUnion, {
    description: 'Saves a translation and proposes it to a second person; what is published stays as it is.',
  })
  async draftTranslation(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => TranslationInputType, { description: 'The translation, whole.' }) input: TranslationInputType,
    @Arg('expectedEdit', () => Int, {
      nullable: true,
      description: 'The edit you read; 0 or none = there was no working copy.',
    })
    expectedEdit: number | null | undefined,
  ): Promise<typeof TranslationDraftOutcomeUnion> {
    const { sourceVersion, machine, ...words } = input;
    const source = sourceVersion == null ? {} : { sourceVersion };
    const edit = { expectedEdit: expectedEdit ?? 0 };
    return saved(await draftTranslation(ctx, { ...words, ...source, ...edit, machine: machine ?? false }));
  }

  @Mutation(() => PublishTranslationOutcomeUnion, {
    description: 'Publishes a translation that somebody else wrote; every channel serves it at once.',
  })
  async publishTranslation(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('locale', () => LocaleScalar, localeArg) locale: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
    @Arg('sourceVersion', () => Int, {
      nullable: true,
      description: 'The version that it translates, to be named where that is not the newest any more.',
    })
    sourceVersion: number | null | undefined,
  ): Promise<typeof PublishTranslationOutcomeUnion> {
    const source = sourceVersion == null ? {} : { sourceVersion };
    const outcome = await publishTranslation(ctx, { key, locale, expectedEdit, ...source });
    await ctx.snapshots.refresh();
    return published(outcome);
  }

  @Mutation(() => TranslationDraftOutcomeUnion, {
    description: 'Sends a translation back to its translator with what should change.',
  })
  async returnTranslation(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('locale', () => LocaleScalar, localeArg) locale: string,
    @Arg('expectedEdit', () => Int, editArg) expectedEdit: number,
    @Arg('note', () => String, { description: 'What should change, up to 1,000 characters.' }) note: string,
  ): Promise<typeof TranslationDraftOutcomeUnion> {
    return saved(await returnTranslation(ctx, { key, locale, expectedEdit, note }));
  }
}

function saved(outcome: TranslationDraftOutcome): typeof TranslationDraftOutcomeUnion {
  return outcome.outcome === 'saved' ? { draft: outcome.draft } : conflict(outcome);
}

function published(outcome: PublishTranslationOutcome): typeof PublishTranslationOutcomeUnion {
  switch (outcome.outcome) {
    case 'published':
      return outcome;
    case 'blocked':
      return { message: 'The translation may not be published yet.', obstacles: outcome.obstacles };
    default:
      return conflict(outcome);
  }
}

function conflict({ expected, actual, theirs }: TranslationConflict): TranslationConflictType {
  const message =
    actual === 0
      ? 'There is no working copy any more.'
      : `The translation is at edit ${actual}, not ${expected}: read it again.`;
  return { message, expected, actual, theirs };
}
