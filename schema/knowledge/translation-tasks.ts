import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import {
  type TranslationDraft,
  translationDraftsInto,
  type TranslationTask,
  type TranslationTaskKind,
  translationTasks,
  visibleAnswers,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionFrom, connectionType, PageArgs } from '../shared/connection.js';
import { LocaleScalar } from '../shared/scalars.js';
import { AnswerType } from './answer.js';
import { TranslationDraftType } from './translation-draft.js';
import { TranslationTaskEnum } from './translation-enums.js';
import type { AnswerView } from './views.js';

interface TaskView extends Omit<TranslationTask, 'answer'> {
  readonly answer: AnswerView;
}

@ObjectType('TranslationTask', { description: 'An answer whose translation needs somebody.' })
class TranslationTaskType implements TaskView {
  @Field(() => AnswerType, { description: 'The answer, in the source locale.' })
  answer!: AnswerView;

  @Field(() => TranslationTaskEnum, { description: 'What is to be done.' })
  status!: TranslationTaskKind;

  @Field(() => DateTime, { description: 'Since when: it was proposed, or the version that holds took effect.' })
  since!: Date;

  @Field(() => TranslationDraftType, {
    nullable: true,
    description: 'The working copy, proposed or returned; null when nobody has begun.',
  })
  draft!: TranslationDraft | null;
}

const TranslationTaskConnection = connectionType('TranslationTask', TranslationTaskType);

@Resolver()
export class TranslationTasksResolver {
  @Query(() => TranslationTaskConnection, {
    description:
      'What is to be done for the translations into a language: proposals first, then what is outdated, unread or missing; of each what most readers see, then what has waited longest.',
  })
  async translationQueue(
    @Ctx() ctx: RequestContext,
    @Arg('locale', () => LocaleScalar, { description: 'The language.' }) locale: string,
    @Arg('status', () => TranslationTaskEnum, {
      nullable: true,
      description: 'Only what is to be done so; everything when not given.',
    })
    status: TranslationTaskKind | null | undefined,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Connection<TaskView>> {
    const { snapshot } = ctx;
    const drafts = await translationDraftsInto(ctx.db, locale);
    const tasks = translationTasks(visibleAnswers(snapshot, ctx.actor), drafts, locale)
      .filter((task) => !status || task.status === status)
      .map((task) => ({
        ...task,
        answer: { answer: task.answer, snapshot, locale: ctx.sourceLocale, channel: null },
      }));
    return connectionFrom(tasks, args);
  }
}
