import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type DiffSegment, wordSegments } from '../../src/consistency/index.js';
import {
  type BesideTranslation,
  besideTranslation,
  type TranslationDraft,
  translationDraftOf,
  type TranslationDraftState,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { TranslationDraftStateEnum } from './translation-enums.js';
import { DiffSegmentType } from './version-diff.js';

@ObjectType({ description: 'One part of an answer, in its source and in a translation.' })
class TranslationPart {
  @Field(() => String, { description: 'question, title, body or short.' })
  part!: string;

  @Field(() => String, { description: 'What it translates.' })
  source!: string;

  @Field(() => String, { description: 'What the newest version of the source says.' })
  newestSource!: string;

  @Field(() => [DiffSegmentType], {
    description: 'How the newest source differs from the translated one: SAME and REMOVED are the translated one.',
  })
  sourceChanges!: readonly DiffSegment[];

  @Field(() => String, { description: 'The translation.' })
  target!: string;

  @Field(() => String, { nullable: true, description: 'What is published in this language; null = nothing.' })
  published!: string | null;
}

@ObjectType({ description: 'A translation that is not published, with the texts that stand beside it.' })
class TranslationSides {
  @Field(() => Int, { description: 'The newest version of the source, also one that waits for its day.' })
  newestVersion!: number;

  @Field(() => [TranslationPart], { description: 'Part by part.' })
  parts!: readonly TranslationPart[];
}

@ObjectType('TranslationDraft', { description: 'The working copy of an answer in another language.' })
export class TranslationDraftType implements Omit<TranslationDraft, 'answerKey'> {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => String, { description: 'The language.' })
  locale!: string;

  @Field(() => Int, {
    description: 'Grows by one with every change; name it as expectedEdit so that nobody is overwritten.',
  })
  edit!: number;

  @Field(() => TranslationDraftStateEnum, { description: 'Where it stands.' })
  state!: TranslationDraftState;

  @Field(() => Int, { description: 'The version that it translates.' })
  sourceVersion!: number;

  @Field(() => String, { description: 'The question.' })
  question!: string;

  @Field(() => String, { description: 'The title.' })
  title!: string;

  @Field(() => String, { description: 'The body.' })
  body!: string;

  @Field(() => String, { description: 'The short form.' })
  short!: string;

  @Field(() => Boolean, { description: 'Whether a machine made the words that stand now.' })
  machine!: boolean;

  @Field(() => String, { description: 'Who wrote in it last.' })
  translator!: string;

  @Field(() => [String], { description: 'Everybody who wrote part of it; none of them may publish it.' })
  contributors!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Who returned it; null while it is proposed.' })
  reviewer!: string | null;

  @Field(() => String, { description: 'What the one who returned it wants; empty while it is proposed.' })
  note!: string;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt!: Date;
}

const parts = ['question', 'title', 'body', 'short'] as const;

@Resolver(() => TranslationDraftType)
export class TranslationDraftResolver {
  @Query(() => TranslationDraftType, {
    nullable: true,
    description: 'The translation that is proposed or was returned; null when there is none.',
  })
  translationDraft(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: "The answer's key." }) key: string,
    @Arg('locale', () => LocaleScalar, { description: 'The language.' }) locale: string,
  ): Promise<TranslationDraft | null> {
    return translationDraftOf(ctx.db, key, locale);
  }

  @FieldResolver(() => String, { description: "The answer's key." })
  key(@Root() draft: TranslationDraft): string {
    return draft.answerKey;
  }

  @FieldResolver(() => TranslationSides, {
    nullable: true,
    description: 'It, beside its source and what is published; null when its answer is retired.',
  })
  async beside(@Root() draft: TranslationDraft, @Ctx() ctx: RequestContext): Promise<TranslationSides | null> {
    const texts = await besideTranslation(ctx.db, draft);
    return texts && { newestVersion: texts.newest.number, parts: partsOf(draft, texts, ctx.sourceLocale) };
  }
}

function partsOf(
  draft: TranslationDraft,
  { source, newest, published }: BesideTranslation,
  sourceLocale: string,
): readonly TranslationPart[] {
  return parts.map((part) => ({
    part,
    source: source[part],
    newestSource: newest[part],
    sourceChanges: wordSegments(source[part], newest[part], sourceLocale),
    target: draft[part],
    published: published?.[part] ?? null,
  }));
}
