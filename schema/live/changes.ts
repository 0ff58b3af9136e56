import { Arg, Args, ArgsType, Ctx, Field, Int, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { FindingType, oneFindingView } from '../consistency/finding.js';
import type { RequestContext } from '../context.js';
import { AnswerType } from '../knowledge/answer.js';
import { FactObjectType } from '../knowledge/fact.js';
import type { AnswerView, FactView } from '../knowledge/views.js';
import type { LiveContext } from './live-context.js';
import { type FindingChanged, watchFindings } from './watch-findings.js';
import {
  type AnswerChanged,
  type FactChanged,
  type WatchArguments,
  watchAnswers,
  watchFacts,
} from './watch-published.js';

const resumeDescription =
  'Give it as afterSequence when you subscribe again after a break: nothing is missed, at most something is told twice.';
const stateDescription =
  'The snapshotSequence that you know: you are told what has changed since, and then what changes. From now on when not given.';

@ObjectType('AnswerChange', { description: 'An answer says something else than before.' })
class AnswerChangeType {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => AnswerType, {
    nullable: true,
    description: 'The answer as you may see it now; null = it is gone for you.',
  })
  answer!: AnswerView | null;

  @Field(() => Int, { description: 'The published state that it is read from.' })
  snapshotSequence!: number;

  @Field(() => Int, { description: resumeDescription })
  resumeAfter!: number;
}

@ObjectType('FactChange', { description: 'A fact has another value than before.' })
class FactChangeType {
  @Field(() => String, { description: "The fact's key." })
  key!: string;

  @Field(() => FactObjectType, {
    nullable: true,
    description: 'The fact as you may see it now; null = it is gone for you.',
  })
  fact!: FactView | null;

  @Field(() => Int, { description: 'The published state that it is read from.' })
  snapshotSequence!: number;

  @Field(() => Int, { description: resumeDescription })
  resumeAfter!: number;
}

@ObjectType('FindingChange', { description: 'A finding was opened, closed or moved on.' })
class FindingChangeType {
  @Field(() => FindingType, { description: 'The finding as it is now.' })
  finding!: FindingType;

  @Field(() => Int, { description: 'The event that told of it.' })
  eventSequence!: number;

  @Field(() => Int, { description: resumeDescription })
  resumeAfter!: number;
}

@ArgsType()
class FactChangedArgs {
  @Field(() => [String], { nullable: true, description: 'Only these keys; at most 100.' })
  keys?: string[] | null;

  @Field(() => Int, { nullable: true, description: stateDescription })
  afterSequence?: number | null;
}

@ArgsType()
class AnswerChangedArgs extends FactChangedArgs {
  @Field(() => [String], { nullable: true, description: 'Only answers of these topics and the topics below them.' })
  topics?: string[] | null;
}

interface Begun<Arguments> {
  readonly args: Arguments;
  readonly context: LiveContext;
}

@Resolver()
export class ChangesResolver {
  @Subscription(() => AnswerChangeType, {
    description:
      'Tells of each answer whose words, facts or place changed, as you may see it. Changes that follow one another quickly may come as one.',
    subscribe: (({ args, context }: Begun<WatchArguments>) => watchAnswers(context, args)) as never,
  })
  answerChanged(
    @Root() { key, answer, resumeAfter, ctx }: AnswerChanged,
    @Args(() => AnswerChangedArgs) _args: AnswerChangedArgs,
  ): AnswerChangeType {
    return { key, answer, resumeAfter, snapshotSequence: ctx.snapshot.sequence };
  }

  @Subscription(() => FactChangeType, {
    description: 'Tells of each fact that has another value, if an answer that you may see shows it.',
    subscribe: (({ args, context }: Begun<WatchArguments>) => watchFacts(context, args)) as never,
  })
  factChanged(
    @Root() { key, fact, resumeAfter, ctx }: FactChanged,
    @Args(() => FactChangedArgs) _args: FactChangedArgs,
  ): FactChangeType {
    return { key, fact, resumeAfter, snapshotSequence: ctx.snapshot.sequence };
  }

  @Subscription(() => FindingChangeType, {
    description: 'Tells of each finding that was opened, closed or moved on.',
    subscribe: (({ args, context }: Begun<WatchArguments>) =>
      watchFindings(context, args.afterSequence ?? null)) as never,
  })
  async findingChanged(
    @Root() { finding, eventSequence, resumeAfter }: FindingChanged,
    @Ctx() ctx: RequestContext,
    @Arg('afterSequence', () => Int, {
      nullable: true,
      description: 'The resumeAfter of the last event that you know. From now on when not given.',
    })
    _after: number | null | undefined,
  ): Promise<FindingChangeType> {
    return { finding: await oneFindingView(ctx, finding), eventSequence, resumeAfter };
  }
}
