import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';

import { may } from '../../src/access/index.js';
import {
  answersShowing,
  type CurrentFactValue,
  type FactType,
  factValue,
  formatFact,
  maySee,
  maySeeFact,
  type Team,
  writeFactContent,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { FactTypeEnum } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { ScopeEntry, ScopeEntryInput, scopeEntries, scopeFrom } from '../shared/scope.js';
import { AsOfInput, releaseArg } from './as-of.js';
import { knownValues } from './known-values.js';
import { TeamType, teamOf } from './team.js';
import { type AnswerView, type FactView, forStaff, snapshotAt } from './views.js';
import { AnswerType } from './answer.js';

@ObjectType('FactValue', {
  description: 'A value of a fact that holds between two instants. It never changes; a correction is another value.',
})
export class FactValueType implements Pick<CurrentFactValue, 'validFrom' | 'recordedAt'> {
  @Field(() => ID, { description: 'Names the value.' })
  id!: number;

  @Field(() => DateTime, { description: 'From when it holds.' })
  validFrom!: Date;

  @Field(() => DateTime, { description: 'When we recorded it.' })
  recordedAt!: Date;
}

@Resolver(() => FactValueType)
export class FactValueResolver {
  @FieldResolver(() => String, { description: 'The value in words, as an answer shows it.' })
  text(
    @Root() value: CurrentFactValue,
    @Ctx() ctx: RequestContext,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'In which language; the source locale when not given.',
    })
    locale: string | null | undefined,
  ): string {
    return formatFact(value.content, locale ?? ctx.sourceLocale);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'Until when it held, exclusive; null = until further notice. An end that is planned is for editors.',
  })
  validTo(@Root() { validTo }: CurrentFactValue, @Ctx() ctx: RequestContext): Date | null {
    return validTo && (validTo <= ctx.clock.now() || may(ctx.actor, 'read the past and the future')) ? validTo : null;
  }

  @FieldResolver(() => String, { description: 'The value as an editor writes it, such as "GBP 12.00".' })
  written(@Root() value: CurrentFactValue): string {
    return writeFactContent(value.content);
  }

  @FieldResolver(() => [ScopeEntry], { description: 'Where or whom it applies to; empty = everywhere.' })
  scope(@Root() value: CurrentFactValue): readonly ScopeEntry[] {
    return scopeEntries(value.scope);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Where it stands written; for staff.' })
  source(@Root() value: CurrentFactValue, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, value.source);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who stated it; for staff.' })
  statedBy(@Root() value: CurrentFactValue, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, value.statedBy);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who published it; for staff.' })
  approvedBy(@Root() value: CurrentFactValue, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, value.approvedBy);
  }
}

@ObjectType('Fact', {
  description: 'Something that has one value at a moment and scope: a fee, a limit, a deadline, a telephone number.',
})
export class FactObjectType {}

@Resolver(() => FactObjectType)
export class FactResolver {
  @Query(() => FactObjectType, {
    nullable: true,
    description: 'One fact, or null when there is none that you may see.',
  })
  async fact(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: 'Its key.' }) key: string,
    @Arg('asOf', () => AsOfInput, { nullable: true, description: 'At which instants; now when not given.' }) asOf:
      | AsOfInput
      | null
      | undefined,
    @Arg('release', () => String, releaseArg) release: string | null | undefined,
  ): Promise<FactView | null> {
    const snapshot = await snapshotAt(ctx, asOf, release);
    const fact = snapshot.facts.get(key);
    return fact && maySeeFact(snapshot, ctx.actor, key) ? { fact, snapshot } : null;
  }

  @Query(() => [FactObjectType], { description: 'All facts that you may see, in key order.' })
  async facts(
    @Ctx() ctx: RequestContext,
    @Arg('type', () => FactTypeEnum, { nullable: true, description: 'Only facts of this type.' }) type:
      | FactType
      | null
      | undefined,
    @Arg('asOf', () => AsOfInput, { nullable: true, description: 'At which instants; now when not given.' }) asOf:
      | AsOfInput
      | null
      | undefined,
    @Arg('release', () => String, releaseArg) release: string | null | undefined,
  ): Promise<readonly FactView[]> {
    const snapshot = await snapshotAt(ctx, asOf, release);
    return [...snapshot.facts.values()]
      .filter((fact) => (!type || fact.type === type) && maySeeFact(snapshot, ctx.actor, fact.key))
      .map((fact) => ({ fact, snapshot }));
  }

  @FieldResolver(() => String, { description: 'Names the fact; answers embed it by this key.' })
  key(@Root() { fact }: FactView): string {
    return fact.key;
  }

  @FieldResolver(() => FactTypeEnum, { description: 'What it is about.' })
  type(@Root() { fact }: FactView): FactType {
    return fact.type;
  }

  @FieldResolver(() => String, { description: 'Its name for people.' })
  name(@Root() { fact }: FactView): string {
    return fact.name;
  }

  @FieldResolver(() => TeamType, { description: 'The team that keeps it true.' })
  owner(@Root() { fact, snapshot }: FactView): Team {
    return teamOf(snapshot, fact.ownerTeam);
  }

  @FieldResolver(() => FactValueType, {
    nullable: true,
    description: 'The one value in a scope; null when none holds: there is no silent fallback.',
  })
  value(
    @Root() { fact, snapshot }: FactView,
    @Arg('scope', () => [ScopeEntryInput], { nullable: true, description: 'For whom or where.' }) scope:
      | ScopeEntryInput[]
      | null
      | undefined,
  ): CurrentFactValue | null {
    return factValue(snapshot, fact.key, scopeFrom(scope));
  }

  @FieldResolver(() => [FactValueType], {
    description: 'Every value that stands, oldest first; values that begin later are for editors.',
  })
  async values(@Root() { fact, snapshot }: FactView, @Ctx() ctx: RequestContext): Promise<readonly CurrentFactValue[]> {
    return knownValues(ctx, fact.key, snapshot);
  }

  @FieldResolver(() => [AnswerType], { description: 'The published answers that show it and that you may see.' })
  usedBy(@Root() { fact, snapshot }: FactView, @Ctx() ctx: RequestContext): readonly AnswerView[] {
    return answersShowing(snapshot, fact.key)
      .filter((answer) => maySee(ctx.actor, answer))
      .map((answer) => ({ answer, snapshot, locale: ctx.sourceLocale, channel: null }));
  }
}
