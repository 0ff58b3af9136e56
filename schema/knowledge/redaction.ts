import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import {
  confirmRedaction,
  type Emergency,
  proposeRedaction,
  type Redacted,
  type Redaction,
  type RedactionInput,
  redactionOf,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { numberOf } from '../shared/number-of.js';
import { AnswerVersionType } from './answer.js';
import { EmergencyType } from './emergency.js';
import type { VersionView } from './version-view.js';
import { forStaff } from './views.js';

@ObjectType('Redaction', { description: 'What is left where the words of a version were taken out by law.' })
export class RedactionType {
  @Field(() => DateTime, { description: 'When they were taken out.' })
  at!: Date;
}

@Resolver(() => RedactionType)
export class RedactionFieldsResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Why; for staff.' })
  reason(@Root() redaction: Redaction, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, redaction.reason);
  }

  @FieldResolver(() => String, { nullable: true, description: 'By what law; for staff.' })
  legalBasis(@Root() redaction: Redaction, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, redaction.legalBasis);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who proposed it; for staff.' })
  proposedBy(@Root() redaction: Redaction, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, redaction.proposedBy);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who agreed; for staff.' })
  confirmedBy(@Root() redaction: Redaction, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, redaction.confirmedBy);
  }
}

@ObjectType('VersionName', { description: 'A version of an answer.' })
class VersionName {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => Int, { description: "The version's number." })
  number!: number;
}

@ObjectType('VersionRedacted', { description: 'The words of a version are gone.' })
class VersionRedacted implements Redacted {
  @Field(() => EmergencyType, { description: 'What was decided.' })
  emergency!: Emergency;

  @Field(() => Int, { description: 'The published state from which on they are gone.' })
  snapshotSequence!: number;

  @Field(() => String, { description: 'The SHA-256 of the words that are gone.' })
  hash!: string;

  @Field(() => [String], { description: 'The locales of the translations that lost their words with it.' })
  locales!: readonly string[];

  @Field(() => [VersionName], {
    description: 'Versions that still say the same to the letter, such as one that restored it: they are not redacted.',
  })
  alsoSaidBy!: Redacted['alsoSaidBy'];
}

@InputType({ description: 'A version whose words must go by law.' })
class RedactionInputType implements RedactionInput {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => Int, { description: "The version's number." })
  version!: number;

  @Field(() => String, { description: 'Why, up to 500 characters.' })
  reason!: string;

  @Field(() => String, { description: 'By what law or order, up to 300 characters.' })
  legalBasis!: string;
}

@Resolver()
export class RedactionResolver {
  @Mutation(() => EmergencyType, {
    description:
      'Proposes that the words of a version and of its translations be taken out for good. Nothing changes until a second person agrees.',
  })
  proposeRedaction(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => RedactionInputType, { description: 'Which version, and why.' }) input: RedactionInputType,
  ): Promise<Emergency> {
    return proposeRedaction(ctx, input);
  }

  @Mutation(() => VersionRedacted, {
    description:
      'Agrees to the redaction that you read and someone else proposed. A tombstone with the hash stays; drafts, mails, conversations and what the checker observed are not touched.',
  })
  async confirmRedaction(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: "The answer's key." }) key: string,
    @Arg('version', () => Int, { description: "The version's number." }) version: number,
    @Arg('proposal', () => ID, { description: 'The id of the proposal that you read.' }) proposal: string,
  ): Promise<VersionRedacted> {
    const done = await confirmRedaction(ctx, { key, version, id: numberOf('proposal', proposal) });
    await ctx.snapshots.refresh();
    return done;
  }
}

@Resolver(() => AnswerVersionType)
export class VersionRedactionResolver {
  @FieldResolver(() => RedactionType, {
    nullable: true,
    description: 'Where its words were taken out by law: REDACTED stands in their place; null otherwise.',
  })
  redaction(@Root() version: VersionView, @Ctx() ctx: RequestContext): Promise<Redaction | null> | null {
    return version.redactedAt && redactionOf(ctx.db, version.id);
  }
}
