import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type ImportProblem, type ImportReport, importFactValues } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { ScopeEntryInput, scopeFrom } from '../shared/scope.js';

@ObjectType('FactImportProblem', { description: 'What is wrong with rows of an import.' })
class FactImportProblemType implements ImportProblem {
  @Field(() => [Int], { description: 'The rows, counted from 1; two where one overlaps the other.' })
  rows!: readonly number[];

  @Field(() => String, { description: 'What is wrong, naming each row with its value and dates.' })
  message!: string;
}

@ObjectType('FactImportReport', { description: 'What an import found. All rows are stated together, or none is.' })
class FactImportReportType implements Pick<ImportReport, 'rows' | 'problems'> {
  @Field(() => Int, { description: 'How many rows were read.' })
  rows!: number;

  @Field(() => [FactImportProblemType], { description: 'Every problem; with even one nothing was stated.' })
  problems!: readonly FactImportProblemType[];

  @Field(() => ID, {
    nullable: true,
    description:
      'The statement that holds all rows, for a second person to publish as a whole; null for a dry run and where there are problems.',
  })
  statement!: number | null;
}

@InputType({ description: 'One dated value of an import.' })
class FactValueRowInput {
  @Field(() => String, { description: 'The value as its type is written.' })
  value!: string;

  @Field(() => [ScopeEntryInput], { nullable: true, description: 'For whom or where; everywhere when not given.' })
  scope?: ScopeEntryInput[] | null;

  @Field(() => DateTime, { description: 'From when it holds.' })
  validFrom!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when, exclusive; until the next row of its scope begins when not given.',
  })
  validTo?: Date | null;

  @Field(() => String, { description: 'Where it stands written.' })
  source!: string;
}

@Resolver()
export class ImportFactsResolver {
  @Mutation(() => FactImportReportType, {
    description:
      'States a list of dated values of one fact, all or none. Rows that overlap each other, or a value that begins later, are refused by name.',
  })
  async importFactValues(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: "The fact's key." }) key: string,
    @Arg('rows', () => [FactValueRowInput], { description: 'The values, at most 1,000.' }) rows: FactValueRowInput[],
    @Arg('dryRun', () => Boolean, { defaultValue: true, description: 'Only report; nothing is stated.' })
    dryRun: boolean,
  ): Promise<FactImportReportType> {
    const read = rows.map((row) => ({ ...row, scope: scopeFrom(row.scope), validTo: row.validTo ?? null }));
    const report = await importFactValues(ctx, { key, rows: read, dryRun });
    return { rows: report.rows, problems: report.problems, statement: report.statementId };
  }
}
