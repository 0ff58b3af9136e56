import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Args, ArgsType, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type Audience, narrowed } from '../../src/access/index.js';
import type { SayingKind } from '../../src/channels/index.js';
import { type SaidBasis, whatWouldWeHaveSaid, type WouldHaveSaid } from '../../src/consistency/index.js';
import { channelOf, type RequestContext } from '../context.js';
import { AudienceEnum } from '../shared/enums.js';
import { SaidBasisEnum, SayingKindEnum } from './history-enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { ScopeEntryInput, scopeFrom } from '../shared/scope.js';
import { AsOfInput } from './as-of.js';
import { instantsOf, snapshotAt } from './views.js';

type SayingView = WouldHaveSaid['said'][number];

@ObjectType('Saying', { description: 'One thing that a channel said, or would have said.' })
export class SayingType {
  @Field(() => SayingKindEnum, { description: 'What it is.' })
  kind!: SayingKind;

  @Field(() => String, { description: 'The words; "" where only the choices or the silence are known.' })
  text!: string;

  @Field(() => String, { nullable: true, description: 'In which language; null when it is not known.' })
  locale!: string | null;

  @Field(() => String, { nullable: true, description: 'The code that proves it, where one was given.' })
  receiptCode!: string | null;

  @Field(() => [String], { description: 'The questions that were offered to choose from.' })
  choices!: readonly string[];
}

@Resolver(() => SayingType)
export class SayingResolver {
  @FieldResolver(() => String, { nullable: true, description: "The answer's key; null for what is no answer." })
  answerKey(@Root() { answer }: SayingView): string | null {
    return answer?.key ?? null;
  }

  @FieldResolver(() => Int, { nullable: true, description: "The answer's version." })
  version(@Root() { answer }: SayingView): number | null {
    return answer?.version ?? null;
  }
}

@ObjectType('WouldHaveSaid', { description: 'What a channel would have said to a question, and how we know.' })
export class WouldHaveSaidType implements WouldHaveSaid {
  @Field(() => SaidBasisEnum, { description: 'Whether it is on record, or made now from what was published then.' })
  basis!: SaidBasis;

  @Field(() => DateTime, { nullable: true, description: 'When it was said; null when it was not.' })
  deliveredAt!: Date | null;

  @Field(() => Int, { description: 'The published state of the moment asked about.' })
  snapshotSequence!: number;

  @Field(() => String, { nullable: true, description: 'The model that matched; null for what is on record.' })
  modelId!: string | null;

  @Field(() => [SayingType], { description: 'What was said, in its order.' })
  said!: readonly SayingView[];
}

@ArgsType()
class PastQuestionArgs {
  @Field(() => String, { description: 'The question, up to 1,000 characters.' })
  question!: string;

  @Field(() => String, { description: 'The governed channel that was asked.' })
  channel!: string;

  @Field(() => LocaleScalar, {
    nullable: true,
    description: 'The language of the question; the source locale when not given.',
  })
  locale?: string | null;

  @Field(() => AudienceEnum, { nullable: true, description: "Who asked; the channel's own audience when not given." })
  audience?: Audience | null;

  @Field(() => [ScopeEntryInput], { nullable: true, description: 'What was known of the asker.' })
  scope?: ScopeEntryInput[] | null;

  @Field(() => AsOfInput, {
    nullable: true,
    description:
      'When; now when not given. A record is looked for where both instants are the same, as when only knownAt is given.',
  })
  asOf?: AsOfInput | null;
}

@Resolver()
export class WouldHaveSaidResolver {
  @Query(() => WouldHaveSaidType, {
    description:
      "What a channel told, or would have told, at a moment: the last delivery on record, if it still stood then; else today's matcher on the phrasings and answers of then.",
  })
  async whatWouldWeHaveSaid(
    @Ctx() ctx: RequestContext,
    @Args(() => PastQuestionArgs) args: PastQuestionArgs,
  ): Promise<WouldHaveSaid> {
    const channel = channelOf(ctx, args.channel);
    return whatWouldWeHaveSaid(
      { ...ctx, stateAt: (at) => snapshotAt(ctx, { validAt: at, knownAt: at }) },
      {
        question: args.question,
        channel,
        locale: args.locale ?? ctx.sourceLocale,
        audience: narrowed(ctx.actor.audience, args.audience ?? channel.audience),
        scope: scopeFrom(args.scope),
        state: await snapshotAt(ctx, args.asOf),
        moment: momentOf(ctx, args.asOf),
      },
    );
  }
}

/** The one instant of an as-of; null when truth and knowledge are asked for at different ones. */
function momentOf(ctx: RequestContext, asOf: AsOfInput | null | undefined): Date | null {
  if (!asOf?.validAt) return asOf?.knownAt && asOf.knownAt < ctx.now ? asOf.knownAt : ctx.now;
  return asOf.knownAt?.getTime() === asOf.validAt.getTime() ? instantsOf(ctx, asOf).validAt : null;
}
