import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { may } from '../../src/access/index.js';
import {
  type AnswerText,
  correctionsOf,
  type Emergency,
  type EmergencyKind,
  type EmergencyState,
  emergencies,
  withdrawalBehind,
  type WithdrawnAnswer,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionFrom, connectionType, PageArgs } from '../shared/connection.js';
import { AnswerVersionType } from './answer.js';
import { EmergencyKindEnum, EmergencyStateEnum } from './emergency-enums.js';
import type { VersionView } from './version-view.js';

@ObjectType('ProposedText', { description: 'The words that a correction would publish.' })
export class ProposedTextType implements AnswerText {
  @Field(() => String, { description: 'The question.' })
  question!: string;

  @Field(() => String, { description: 'The title.' })
  title!: string;

  @Field(() => String, { description: 'The body: Markdown with {{fact:key}} embeds.' })
  body!: string;

  @Field(() => String, { description: 'The short form.' })
  short!: string;
}

@ObjectType('Emergency', {
  description:
    'Something that two people decide at once, beside the ordinary review; a withdrawal and a correction are looked at afterwards by a third.',
})
export class EmergencyType implements Emergency {
  @Field(() => ID, { description: 'Names it.' })
  id!: number;

  @Field(() => EmergencyKindEnum, { description: 'What is decided.' })
  kind!: EmergencyKind;

  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => Int, { description: 'The version that it is about.' })
  version!: number;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'By what law a version is redacted; null for other kinds.' })
  legalBasis!: string | null;

  @Field(() => ProposedTextType, {
    nullable: true,
    description: 'What a correction would say; null once it is a version, and for other kinds.',
  })
  text!: AnswerText | null;

  @Field(() => String, { nullable: true, description: 'What the correction changes, for its readers.' })
  changeNote!: string | null;

  @Field(() => EmergencyStateEnum, { description: 'Where it stands.' })
  state!: EmergencyState;

  @Field(() => String, { description: 'Who proposed it.' })
  proposedBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  proposedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who decided; null while nobody has.' })
  decidedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When; for what was carried out, the instant of the switch.' })
  decidedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'The version that a correction became.' })
  madeVersion!: number | null;

  @Field(() => String, { nullable: true, description: 'The third person, who looked at it afterwards.' })
  reviewedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When; null while nobody has.' })
  reviewedAt!: Date | null;

  @Field(() => String, { description: 'What the third person says of it; empty while nobody has looked.' })
  reviewNote!: string;
}

@ObjectType('Withdrawal', { description: 'An answer that is given to nobody for now: someone is looking at it.' })
export class WithdrawalType implements Omit<WithdrawnAnswer, 'audience'> {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => DateTime, { description: 'Since when.' })
  since!: Date;
}

const EmergencyConnection = connectionType('Emergency', EmergencyType);

@ArgsType()
class EmergenciesArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only those of this answer.' })
  key?: string | null;

  @Field(() => EmergencyStateEnum, { nullable: true, description: 'Only those in this state.' })
  state?: EmergencyState | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only withdrawals and corrections that were carried out: those that a third person has looked at, or has not.',
  })
  reviewed?: boolean | null;
}

@Resolver()
export class EmergencyResolver {
  @Query(() => EmergencyConnection, { description: 'What two people decided at once, or one proposes, newest first.' })
  async emergencies(
    @Ctx() ctx: RequestContext,
    @Args(() => EmergenciesArgs) args: EmergenciesArgs,
  ): Promise<Connection<Emergency>> {
    const { key, state, reviewed } = args;
    const found = await emergencies(ctx.db, {
      ...(key == null ? {} : { key }),
      ...(state == null ? {} : { state }),
      ...(reviewed == null ? {} : { reviewed }),
    });
    return connectionFrom(found, args);
  }

  @Query(() => WithdrawalType, {
    nullable: true,
    description:
      'That an answer you could read, or the one that stands for it since it was retired, is withdrawn; null when it is not, or when there is none of that key for you.',
  })
  withdrawal(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: "The answer's key." }) key: string,
  ): Omit<WithdrawnAnswer, 'audience'> | null {
    return withdrawalBehind(ctx.snapshot, ctx.actor, key);
  }
}

/** The corrections of the answers whose versions a request reads: one look for each answer. */
const corrections = new WeakMap<RequestContext, Map<number, ReturnType<typeof correctionsOf>>>();

@Resolver(() => AnswerVersionType)
export class VersionEmergencyResolver {
  @FieldResolver(() => EmergencyType, {
    nullable: true,
    description:
      'The emergency that published it without the ordinary review; null when it was reviewed, or unless you may see drafts.',
  })
  async emergency(@Root() version: VersionView, @Ctx() ctx: RequestContext): Promise<Emergency | null> {
    if (!may(ctx.actor, 'read drafts')) return null;
    const known = corrections.get(ctx) ?? new Map<number, ReturnType<typeof correctionsOf>>();
    corrections.set(ctx, known);
    const found = known.get(version.answerId) ?? correctionsOf(ctx.db, version.answerId);
    known.set(version.answerId, found);
    return (await found).get(version.number) ?? null;
  }
}
