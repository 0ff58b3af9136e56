import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import {
  type CurrentFormula,
  factsDerivedFrom,
  type FactGap,
  gapsIn,
  identifierOf,
  inputKeys,
  maySeeFact,
  type Rounding,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { ScopeEntry, scopeEntries } from '../shared/scope.js';
import { FactObjectType } from './fact.js';
import { RoundingEnum } from './fact-enums.js';
import { knownValues } from './known-values.js';
import { type FactView, forStaff } from './views.js';

@ObjectType('FactFormula', {
  description: 'How a derived fact is reckoned from others. It never changes; a later formula has the next number.',
})
class FactFormulaType
  implements
    Pick<
      CurrentFormula,
      | 'number'
      | 'expression'
      | 'decimals'
      | 'rounding'
      | 'validFrom'
      | 'recordedAt'
      | 'source'
      | 'statedBy'
      | 'approvedBy'
      | 'problem'
    >
{
  @Field(() => Int, { description: 'Counts the formulas of the fact from 1.' })
  number!: number;

  @Field(() => String, { description: 'What is reckoned, such as "12 * account_monthly_fee".' })
  expression!: string;

  @Field(() => Int, { description: 'How many decimals the result keeps.' })
  decimals!: number;

  @Field(() => RoundingEnum, { description: 'How the rest is rounded: once, at the end.' })
  rounding!: Rounding;

  @Field(() => DateTime, { description: 'From when it holds.' })
  validFrom!: Date;

  @Field(() => DateTime, { description: 'When we recorded it.' })
  recordedAt!: Date;

  @Field(() => String, { description: 'Where it stands written.' })
  source!: string;

  @Field(() => String, { description: 'Who stated it.' })
  statedBy!: string;

  @Field(() => String, { description: 'Who published it.' })
  approvedBy!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Why there is no value, or none in some scope; null when all is well. Answers that need one are not served.',
  })
  problem!: string | null;
}

@ObjectType('FactGap', { description: 'A while in which a fact has no value in a scope, between values that it has.' })
class FactGapType implements Pick<FactGap, 'from' | 'to'> {
  @Field(() => DateTime, { description: 'From when it has none.' })
  from!: Date;

  @Field(() => DateTime, { description: 'Until when, exclusive.' })
  to!: Date;

  @Field(() => [ScopeEntry], { description: 'For whom or where it has none; empty = everywhere.' })
  scope!: readonly ScopeEntry[];
}

@Resolver(() => FactObjectType)
export class FactDerivationResolver {
  @FieldResolver(() => String, { description: 'Its name in formulas: the key with "_" for points and hyphens.' })
  identifier(@Root() { fact }: FactView): string {
    return identifierOf(fact.key);
  }

  @FieldResolver(() => FactFormulaType, {
    nullable: true,
    description: 'How it is reckoned; null for a fact whose values are stated. For staff.',
  })
  formula(@Root() { fact }: FactView, @Ctx() ctx: RequestContext): CurrentFormula | null {
    return forStaff(ctx.actor, fact.formula);
  }

  @FieldResolver(() => [FactObjectType], {
    description: 'The facts that its formula names and that you may see; empty for one whose values are stated.',
  })
  derivedFrom(@Root() { fact, snapshot }: FactView, @Ctx() ctx: RequestContext): readonly FactView[] {
    const keys = fact.formula ? inputKeys(fact.formula).toSorted() : [];
    return keys.flatMap((key) => viewOf(snapshot, ctx, key));
  }

  @FieldResolver(() => [FactObjectType], {
    description: 'The facts that are reckoned from it, at once or by way of others, and that you may see.',
  })
  derivedFacts(@Root() { fact, snapshot }: FactView, @Ctx() ctx: RequestContext): readonly FactView[] {
    return factsDerivedFrom(snapshot, fact.key).flatMap(({ key }) => viewOf(snapshot, ctx, key));
  }

  @FieldResolver(() => [FactGapType], {
    description:
      'When no value holds between the first and the last one of a scope. A value for everyone leaves no gap for some.',
  })
  async gaps(@Root() { fact, snapshot }: FactView, @Ctx() ctx: RequestContext): Promise<readonly FactGapType[]> {
    const gaps = gapsIn(await knownValues(ctx, fact.key, snapshot));
    return gaps.map((gap) => ({ ...gap, scope: scopeEntries(gap.scope) }));
  }
}

function viewOf(snapshot: FactView['snapshot'], ctx: RequestContext, key: string): readonly FactView[] {
  const fact = snapshot.facts.get(key);
  return fact && maySeeFact(snapshot, ctx.actor, key) ? [{ fact, snapshot }] : [];
}
