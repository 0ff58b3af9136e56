import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { AppError } from '../../src/platform/errors.js';
import {
  approveSynonym,
  declineSynonym,
  listSynonyms,
  mineSynonyms,
  proposeSynonym,
  removeSynonym,
  type SynonymRecord,
  type SynonymState,
  type SynonymWords,
} from '../../src/search/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionOf, connectionType, PageArgs, pageBounds } from '../shared/connection.js';
import { enumOf } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';

export const SynonymStateEnum = enumOf('SynonymState', 'How a synonym stands.', {
  PROPOSED: 'Waits for an editor.',
  APPROVED: 'Searches go by it.',
  DECLINED: 'Was not wanted, and is not proposed again.',
  REMOVED: 'Searches went by it once.',
} satisfies Record<SynonymState, string>);

@ObjectType('Synonym', {
  description: 'Words that find what others say. Search goes by them; which answer resolves a question does not.',
})
export class SynonymType implements Omit<SynonymRecord, 'id'> {
  @Field(() => ID, { description: 'Names it.' })
  id!: number;

  @Field(() => String, { description: 'The language of the words.' })
  locale!: string;

  @Field(() => String, { description: 'The words that are looked for.' })
  from!: string;

  @Field(() => String, { description: 'The words that are found by them too.' })
  to!: string;

  @Field(() => Boolean, { description: 'Whether it holds the other way round as well.' })
  twoWay!: boolean;

  @Field(() => SynonymStateEnum, { description: 'How it stands.' })
  state!: SynonymState;

  @Field(() => Int, {
    description: 'In how many visits people took the second words after the first; 0 for one that was thought of.',
  })
  sessions!: number;

  @Field(() => String, { description: 'Who proposed it; the system where it was read out of searches.' })
  proposedBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  proposedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who decided last; null while it waits.' })
  decidedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When; null while it waits.' })
  decidedAt!: Date | null;
}

const SynonymConnection = connectionType('Synonym', SynonymType);

@ArgsType()
class SynonymsArgs extends PageArgs {
  @Field(() => SynonymStateEnum, { nullable: true, description: 'Only those that stand so.' })
  state?: SynonymState | null;

  @Field(() => LocaleScalar, { nullable: true, description: 'Only those of this language.' })
  locale?: string | null;
}

@InputType({ description: 'Words that are to find what others say.' })
class SynonymInput implements SynonymWords {
  @Field(() => LocaleScalar, { description: 'Their language.' })
  locale!: string;

  @Field(() => String, { description: 'What people look for: one to four words.' })
  from!: string;

  @Field(() => String, { description: 'What the answers say: one to four words.' })
  to!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it holds the other way round as well.' })
  twoWay!: boolean;
}

const idArg = { description: 'The synonym.' } as const;

@Resolver()
export class SynonymResolver {
  @Query(() => SynonymConnection, {
    description: 'Synonyms for editors: those that most visits speak for first, then the newest.',
  })
  async synonyms(
    @Ctx() ctx: RequestContext,
    @Args(() => SynonymsArgs) args: SynonymsArgs,
  ): Promise<Connection<SynonymRecord>> {
    const bounds = pageBounds(args);
    const wanted = { state: args.state ?? null, locale: args.locale?.toLowerCase() ?? null, ...bounds };
    const { synonyms, total } = await listSynonyms(ctx.db, wanted);
    return connectionOf(synonyms, bounds, total);
  }

  @Mutation(() => SynonymType, {
    description: 'Proposes words that are to find what others say. CONFLICT when they were proposed before.',
  })
  proposeSynonym(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SynonymInput, { description: 'The words.' }) input: SynonymInput,
  ): Promise<SynonymRecord> {
    return proposeSynonym(ctx, input);
  }

  @Mutation(() => Int, {
    description:
      'Reads the second tries of the last 90 days for synonyms now; how many proposals are new. It is done hourly anyway.',
  })
  mineSynonyms(@Ctx() ctx: RequestContext): Promise<number> {
    return mineSynonyms(ctx);
  }

  @Mutation(() => SynonymType, {
    description: 'Lets searches go by a proposal, from one published state on. CONFLICT when it is decided.',
  })
  approveSynonym(@Ctx() ctx: RequestContext, @Arg('id', () => ID, idArg) id: string): Promise<SynonymRecord> {
    return approveSynonym(ctx, numberOf(id));
  }

  @Mutation(() => SynonymType, { description: 'Declines a proposal for good. CONFLICT when it is decided.' })
  declineSynonym(@Ctx() ctx: RequestContext, @Arg('id', () => ID, idArg) id: string): Promise<SynonymRecord> {
    return declineSynonym(ctx, numberOf(id));
  }

  @Mutation(() => SynonymType, { description: 'Takes an approved synonym back. CONFLICT when it is not approved.' })
  removeSynonym(@Ctx() ctx: RequestContext, @Arg('id', () => ID, idArg) id: string): Promise<SynonymRecord> {
    return removeSynonym(ctx, numberOf(id));
  }
}

function numberOf(id: string): number {
  if (!/^[1-9]\d{0,8}$/.test(id)) throw new AppError('NOT_FOUND', 'There is no such synonym.');
  return Number(id);
}
