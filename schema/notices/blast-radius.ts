import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Channel } from '../../src/channels/index.js';
import { type BlastRadius, blastRadius, type Change } from '../../src/notices/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { ToldCount } from '../../src/receipts/index.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { AnswerConnection } from '../knowledge/answer.js';
import { FactObjectType } from '../knowledge/fact.js';
import type { AnswerView, FactView } from '../knowledge/views.js';
import { type Connection, connectionFrom, PageArgs } from '../shared/connection.js';
import { numberOf } from '../shared/number-of.js';

@ObjectType({ description: 'How many were told something by chat or mail.' })
export class Told implements Pick<ToldCount, 'deliveries' | 'customers'> {
  @Field(() => Int, { description: 'How often it was told; questions of the checker do not count.' })
  deliveries!: number;

  @Field(() => Int, { description: 'How many customers that were: mail addresses, and users of a channel.' })
  customers!: number;

  @Field(() => DateTime, { description: 'Since when they are counted.' })
  since!: Date;
}

@ObjectType('BlastRadius', { description: 'How far a change would go, were it published now.' })
class BlastRadiusType implements Pick<BlastRadius, 'embeds' | 'locales' | 'renditions' | 'templates'> {
  @Field(() => Int, {
    description: 'How often a value that would change stands in the texts; none for a change of words alone.',
  })
  embeds!: number;

  @Field(() => [String], { description: 'The languages in which its readers would get something else.' })
  locales!: readonly string[];

  @Field(() => Int, {
    description: 'How many renditions would be new: answers, by their languages, by the channels that serve them.',
  })
  renditions!: number;

  @Field(() => [ChannelType], {
    description: "The governed channels that serve the answers; the agents' console inserts no texts of its own.",
  })
  channels!: readonly Channel[];

  @Field(() => [String], {
    description: 'The e-mail templates that name one of the answers; one that takes any answer names none.',
  })
  templates!: readonly string[];
}

const changeArg = 'What is not published yet; give answer, statement or release, and one only.';

@Resolver(() => BlastRadiusType)
export class BlastRadiusResolver {
  @Query(() => BlastRadiusType, {
    description:
      'How far a change would go before it is published: of the draft of an answer, of a statement about a fact, or of all that is in a release.',
  })
  blastRadius(
    @Ctx() ctx: RequestContext,
    @Arg('answer', () => String, { nullable: true, description: `The key of an answer with a draft. ${changeArg}` })
    answer: string | null | undefined,
    @Arg('statement', () => ID, { nullable: true, description: `A statement about a fact. ${changeArg}` })
    statement: string | null | undefined,
    @Arg('release', () => String, { nullable: true, description: `The key of a release. ${changeArg}` })
    release: string | null | undefined,
    @Arg('days', () => Int, {
      nullable: true,
      description:
        'Of how many days the customers are counted who were told the old words: 1 to 365; 30 when not given.',
    })
    days: number | null | undefined,
  ): Promise<BlastRadius> {
    return blastRadius(ctx, changeOf({ answer, statement, release }), days ?? 30);
  }

  @FieldResolver(() => AnswerConnection, {
    description: 'The published answers whose words, or whose version, would be another.',
  })
  answers(
    @Root() { answers }: BlastRadius,
    @Ctx() { snapshot, sourceLocale }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
  ): Connection<AnswerView> {
    const views = answers.map((answer) => ({ answer, snapshot, locale: sourceLocale, channel: null }));
    return connectionFrom(views, page);
  }

  @FieldResolver(() => [FactObjectType], {
    description: 'The facts that would change because they are derived from it.',
  })
  derivedFacts(@Root() { derivedFacts }: BlastRadius, @Ctx() { snapshot }: RequestContext): readonly FactView[] {
    return derivedFacts.map((fact) => ({ fact, snapshot }));
  }

  @FieldResolver(() => Told, { description: 'Those who were told what would no longer be told.' })
  told(@Root() { told, toldSince }: BlastRadius): Told {
    return { deliveries: told.deliveries, customers: told.customers, since: toldSince };
  }

  @FieldResolver(() => Int, { description: 'The conversations among them that have not ended.' })
  openCases(@Root() { told }: BlastRadius): number {
    return told.openConversations;
  }
}

function changeOf(given: {
  readonly answer: string | null | undefined;
  readonly statement: string | null | undefined;
  readonly release: string | null | undefined;
}): Change {
  const changes: readonly Change[] = [
    ...(given.answer == null ? [] : [{ kind: 'ANSWER', key: given.answer } as const]),
    ...(given.statement == null ? [] : [{ kind: 'STATEMENT', id: numberOf('statement', given.statement) } as const]),
    ...(given.release == null ? [] : [{ kind: 'RELEASE', key: given.release } as const]),
  ];
  const [change] = changes;
  if (!change || changes.length > 1) throw new AppError('BAD_INPUT', 'Give one of answer, statement and release.');
  return change;
}
