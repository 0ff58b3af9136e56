import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { answerHistory, type HistoryChange, type HistoryEntry, type HistoryKind } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionFrom, connectionType, PageArgs } from '../shared/connection.js';
import { HistoryKindEnum } from './history-enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { AnswerType } from './answer.js';
import type { AnswerView } from './views.js';

@ObjectType('AnswerHistoryChange', { description: 'One thing that changed in what customers read.' })
export class HistoryChangeType implements HistoryChange {
  @Field(() => HistoryKindEnum, { description: 'What changed.' })
  kind!: HistoryKind;

  @Field(() => String, {
    nullable: true,
    description: 'The fact or the locale; null where the answer itself is meant.',
  })
  subject!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What it was: a version number, a value in words, a locale with the version it translates; null = nothing.',
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it became; for a retirement the answer that stands for it now; null = nothing.',
  })
  after!: string | null;
}

@ObjectType('AnswerHistoryEntry', {
  description: 'A moment at which what customers read of an answer in one language changed.',
})
export class HistoryEntryType implements Omit<HistoryEntry, 'valueIds'> {
  @Field(() => DateTime, { description: 'From when on it was read so.' })
  at!: Date;

  @Field(() => Int, { description: 'The published state that brought it.' })
  snapshotSequence!: number;

  @Field(() => String, { nullable: true, description: 'The contentHash until then; null where nothing was read.' })
  contentHashBefore!: string | null;

  @Field(() => String, { nullable: true, description: 'The contentHash from then on; null where nothing is read.' })
  contentHashAfter!: string | null;

  @Field(() => [HistoryChangeType], { description: 'What made the difference.' })
  changes!: readonly HistoryChange[];
}

const HistoryConnection = connectionType('AnswerHistoryEntry', HistoryEntryType);

@Resolver(() => AnswerType)
export class AnswerHistoryResolver {
  @FieldResolver(() => HistoryConnection, {
    description:
      'Every moment so far at which what customers read of it changed, newest first: a version, a fact, a translation.',
  })
  async history(
    @Root() { answer, snapshot, locale }: AnswerView,
    @Ctx() ctx: RequestContext,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'Read in which language; the one the answer was asked in when not given.',
    })
    asked: string | null | undefined,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Connection<HistoryEntry>> {
    const { validAt, knownAt } = snapshot;
    return connectionFrom(
      (await answerHistory(ctx, answer.key, { validAt, knownAt, locale: asked ?? locale })) ?? [],
      args,
    );
  }

  @Query(() => [HistoryEntryType], {
    nullable: true,
    description: 'The history of an answer, also of one that is retired; null when there never was one of that key.',
  })
  answerHistory(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: "The answer's key." }) key: string,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'Read in which language; the source locale when not given.',
    })
    locale: string | null | undefined,
  ): Promise<readonly HistoryEntry[] | null> {
    const { validAt, knownAt } = ctx.snapshot;
    return answerHistory(ctx, key, { validAt, knownAt, locale: locale ?? ctx.sourceLocale });
  }
}
