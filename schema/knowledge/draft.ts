import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import {
  contributorsOfDraft,
  type Draft,
  type DraftState,
  obstaclesToDraft,
  type PersonPolicy,
  type Significance,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { DraftStateEnum, PersonPolicyEnum, SignificanceEnum } from '../shared/enums.js';

@ObjectType('Draft', { description: 'The mutable working copy beside what is published.' })
export class DraftType implements Omit<Draft, 'answerKey'> {
  @Field(() => Int, {
    description: 'Grows by one with every change; name it as expectedEdit so that nobody is overwritten.',
  })
  edit!: number;

  @Field(() => DraftStateEnum, { description: 'Where it stands.' })
  state!: DraftState;

  @Field(() => String, { description: 'The question it answers.' })
  question!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => String, { description: 'Its body: Markdown with {{fact:key}} embeds.' })
  body!: string;

  @Field(() => String, { description: 'Its short form.' })
  short!: string;

  @Field(() => String, { description: 'What changes and why.' })
  changeNote!: string;

  @Field(() => SignificanceEnum, { description: 'Whether the meaning changes.' })
  significance!: Significance;

  @Field(() => String, { description: 'Who wrote it last.' })
  author!: string;

  @Field(() => String, { nullable: true, description: 'Who reviewed it.' })
  reviewer!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'From when it should hold; null = from its publication.' })
  effectiveFrom!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when it should hold; null = until the next version.' })
  effectiveTo!: Date | null;

  @Field(() => Int, { nullable: true, description: 'The version it began from; null for a new answer.' })
  basedOn!: number | null;

  @Field(() => [String], { description: 'Clauses that must stand in the body and that no rendition may lose.' })
  mustSay!: readonly string[];

  @Field(() => [String], { description: 'Keys of related answers.' })
  related!: readonly string[];

  @Field(() => PersonPolicyEnum, { description: 'What the bot does about people when it tells the answer.' })
  personPolicy!: PersonPolicy;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt!: Date;
}

@Resolver(() => DraftType)
export class DraftResolver {
  @FieldResolver(() => [String], {
    description: 'Everybody who wrote part of it, in the order in which they came to it; none of them may approve it.',
  })
  contributors(@Root() draft: Draft, @Ctx() ctx: RequestContext): Promise<readonly string[]> {
    return contributorsOfDraft(ctx.db, draft);
  }

  @FieldResolver(() => [String], { description: 'Why it may not be published yet; empty = nothing stands in the way.' })
  obstacles(@Root() draft: Draft, @Ctx() ctx: RequestContext): Promise<readonly string[]> {
    return obstaclesToDraft(ctx, draft);
  }
}
