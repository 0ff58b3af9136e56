import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { may } from '../../src/access/index.js';
import {
  type FactContent,
  refuseFact,
  requestRetraction,
  type Rounding,
  type StatementContent,
  type StatementKind,
  type StatementState,
  statementsOf,
  stateFormula,
  writeFactContent,
} from '../../src/knowledge/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { RequestContext } from '../context.js';
import { ScopeEntry, scopeEntries } from '../shared/scope.js';
import { FactStated } from './edit-fact.js';
import { FactObjectType } from './fact.js';
import { RoundingEnum, StatementKindEnum, StatementStateEnum } from './fact-enums.js';
import type { FactView } from './views.js';

@ObjectType('FactStatement', { description: 'What someone stated of a fact, and what a second person decided.' })
class FactStatementType {
  @Field(() => ID, { description: 'Names the statement; publishFact and refuseFact take it.' })
  id!: number;

  @Field(() => StatementKindEnum, { description: 'What it asks for.' })
  kind!: StatementKind;

  @Field(() => StatementStateEnum, { description: 'Where it stands.' })
  state!: StatementState;

  @Field(() => [String], {
    description:
      'What it says, as an editor writes it: the value, the values, the value to be taken back, the formula.',
  })
  written!: readonly string[];

  @Field(() => [ScopeEntry], {
    description: 'For whom or where; empty = everywhere, or as the values of an import say.',
  })
  scope!: readonly ScopeEntry[];

  @Field(() => DateTime, { description: 'From when it would hold.' })
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when, exclusive; null = until the next.' })
  validTo!: Date | null;

  @Field(() => String, { description: 'Where it stands written, or why a value is to be taken back.' })
  source!: string;

  @Field(() => String, { description: 'Who stated it.' })
  statedBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  statedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who published or refused it.' })
  decidedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When.' })
  decidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  reason!: string | null;
}

@ObjectType({ description: 'The statement was turned down; nothing that is published changed.' })
class FactRefused {
  @Field(() => String, { description: "The fact's key." })
  key!: string;

  @Field(() => ID, { description: 'The statement.' })
  statement!: number;
}

@InputType({ description: 'A formula that a fact shall be derived by.' })
class StateFormulaInput {
  @Field(() => String, { description: "The derived fact's key; it must have no values of its own." })
  key!: string;

  @Field(() => String, {
    description:
      'Other facts by their identifiers, numbers, + - * /, brackets, min, max, and the units minute to year: "12 * month * account_monthly_fee / year".',
  })
  formula!: string;

  @Field(() => Int, { description: 'How many decimals the result keeps: 0 for counts and durations, at most 6.' })
  decimals!: number;

  @Field(() => RoundingEnum, { description: 'How the rest is rounded.' })
  rounding!: Rounding;

  @Field(() => DateTime, { nullable: true, description: 'From when it holds; from now when not given.' })
  validFrom?: Date | null;

  @Field(() => String, { description: 'Where it stands written.' })
  source!: string;
}

const numberForm = /^\d{1,9}$/;

@Resolver(() => FactObjectType)
export class FactStatementResolver {
  @FieldResolver(() => [FactStatementType], {
    nullable: true,
    description: 'What was stated of it, newest first; null unless you may read drafts.',
  })
  async statements(
    @Root() { fact, snapshot }: FactView,
    @Ctx() ctx: RequestContext,
    @Arg('state', () => StatementStateEnum, { nullable: true, description: 'Only those that stand there.' }) state:
      | StatementState
      | null
      | undefined,
  ): Promise<readonly FactStatementType[] | null> {
    if (!may(ctx.actor, 'read drafts')) return null;
    const latest = snapshot === ctx.snapshot ? ctx.clock.now() : snapshot.knownAt;
    const rows = await statementsOf(ctx.db, fact.key, latest);
    return rows.filter((row) => !state || row.state === state).map(statementFrom);
  }

  @Mutation(() => FactStated, {
    description: 'States how a fact is reckoned from others; it counts once a second person publishes it.',
  })
  async stateFormula(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => StateFormulaInput, { description: 'The formula.' }) input: StateFormulaInput,
  ): Promise<FactStated> {
    const { statementId } = await stateFormula(ctx, { ...input, validFrom: input.validFrom ?? null });
    return { statement: statementId };
  }

  @Mutation(() => FactStated, {
    description:
      'Asks for a value to be taken back because it never held; a second person publishes it. What we believed stays readable as of then.',
  })
  async requestFactRetraction(
    @Ctx() ctx: RequestContext,
    @Arg('value', () => ID, { description: 'The value.' }) value: string,
    @Arg('reason', () => String, { description: 'Why it never held.' }) reason: string,
  ): Promise<FactStated> {
    const { statementId } = await requestRetraction(ctx, { value: numbered('value', value), reason });
    return { statement: statementId };
  }

  @Mutation(() => FactRefused, { description: 'Turns a statement down; its author reads the reason.' })
  async refuseFact(
    @Ctx() ctx: RequestContext,
    @Arg('statement', () => ID, { description: 'The statement.' }) statement: string,
    @Arg('reason', () => String, { description: 'Why it does not hold.' }) reason: string,
  ): Promise<FactRefused> {
    const id = numbered('statement', statement);
    return { key: await refuseFact(ctx, { statement: id, reason }), statement: id };
  }
}

function numbered(name: string, id: string): number {
  if (!numberForm.test(id)) throw new AppError('BAD_INPUT', `${name} must be the number that names it.`);
  return Number(id);
}

function statementFrom(row: Awaited<ReturnType<typeof statementsOf>>[number]): FactStatementType {
  return {
    id: row.id,
    kind: row.kind as StatementKind,
    state: row.state as StatementState,
    written: writtenIn(row.kind as StatementKind, row.content),
    scope: scopeEntries(row.scope),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    source: row.source,
    statedBy: row.stated_by,
    statedAt: row.stated_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    reason: row.decision_note,
  };
}

function writtenIn(kind: StatementKind, content: unknown): readonly string[] {
  switch (kind) {
    case 'VALUE':
      return [writeFactContent(content as FactContent)];
    case 'VALUES':
      return (content as StatementContent['VALUES']).map((value) => writeFactContent(value.content));
    case 'RETRACTION':
      return [writeFactContent((content as StatementContent['RETRACTION']).content)];
    case 'FORMULA':
      return [(content as StatementContent['FORMULA']).expression];
  }
}
