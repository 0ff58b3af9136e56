import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import {
  Arg,
  createUnionType,
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
import type { Audience } from '../../src/access/index.js';
import {
  carryOutImport,
  type Duplicate,
  type ImportFile,
  type ImportFormat,
  type ImportNote,
  type ImportPlan,
  type ImportReport,
  importPlan,
  planImport,
} from '../../src/transfer/index.js';
import type { RequestContext } from '../context.js';
import { AudienceEnum, enumOf } from '../shared/enums.js';
import { numberOf } from '../shared/number-of.js';
import { LocaleScalar } from '../shared/scalars.js';

const ImportFormatEnum = enumOf('ImportFormat', 'What an import can read.', {
  MARKDOWN: 'One answer a file: YAML between two lines of three hyphens, then the body.',
  CSV: 'One answer a row, under a row of column names; one of them is body.',
  HTML: 'One answer a page: its main part, under its own heading.',
  ZENDESK: 'Macros as Zendesk exports them (JSON).',
  CHATWOOT: 'Canned responses as Chatwoot gives them (JSON).',
  FRESHDESK: 'Canned responses as Freshdesk gives them (JSON).',
} satisfies Record<ImportFormat, string>);

@ObjectType('ImportNote', { description: 'Something to say of one row of an import.' })
class ImportNoteType implements ImportNote {
  @Field(() => String, { description: 'The file, and the row or element in it.' })
  source!: string;

  @Field(() => String, { description: 'The field; "row" where it is about all of it.' })
  field!: string;

  @Field(() => String, { description: 'What it is, in one sentence.' })
  message!: string;
}

@ObjectType('ImportDuplicate', { description: 'A row that asks what another answer is asked already.' })
class ImportDuplicateType implements Duplicate {
  @Field(() => String, { description: 'The file, and the row or element in it.' })
  source!: string;

  @Field(() => String, { description: 'The question of the row.' })
  question!: string;

  @Field(() => String, { description: 'The key of the answer, or where the other row stands.' })
  of!: string;
}

@ObjectType('ImportReport', {
  description: 'What an import would do. Everything is counted; lists name the first 200.',
})
class ImportReportType implements ImportReport {
  @Field(() => Int, { description: 'How many rows could be read.' })
  rows!: number;

  @Field(() => Int, { description: 'How many would open an answer.' })
  new!: number;

  @Field(() => Int, { description: 'How many would change one: by a draft, or by phrasings.' })
  changed!: number;

  @Field(() => Int, { description: 'How many say what is there already.' })
  unchanged!: number;

  @Field(() => Int, { description: 'How many problems there are; with even one nothing can be imported.' })
  problemCount!: number;

  @Field(() => [ImportNoteType], { description: 'The problems.' })
  problems!: readonly ImportNoteType[];

  @Field(() => Int, { description: 'How many remarks there are.' })
  remarkCount!: number;

  @Field(() => [ImportNoteType], { description: 'What to look at before publishing; it holds nothing back.' })
  remarks!: readonly ImportNoteType[];

  @Field(() => Int, { description: 'How many rows ask what is asked already.' })
  duplicateCount!: number;

  @Field(() => [ImportDuplicateType], { description: 'Those rows; they hold nothing back.' })
  duplicates!: readonly ImportDuplicateType[];
}

@ObjectType('ImportPlan', {
  description: 'An import that was looked at; it is carried out as it was shown, or not at all.',
})
class ImportPlanType implements Omit<ImportPlan, 'report'> {
  @Field(() => ID, { description: 'Names the plan.' })
  id!: number;

  @Field(() => ImportFormatEnum, { description: 'What was read.' })
  format!: ImportFormat;

  @Field(() => String, { description: 'SHA-256 of what it writes; the audit trail names it.' })
  hash!: string;

  @Field(() => ImportReportType, { description: 'What it would do.' })
  report!: ImportReport;

  @Field(() => String, { description: 'Who made it, and becomes the author of its drafts.' })
  plannedBy!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  plannedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was carried out; null = not yet.' })
  carriedOutAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The published state from which on its phrasings count; null = nothing published was changed.',
  })
  snapshotSequence!: number | null;
}

@ObjectType({ description: 'The import was carried out: its rows are drafts.' })
class ImportCarriedOut {
  @Field(() => ImportPlanType, { description: 'The plan.' })
  plan!: ImportPlan;
}

@ObjectType({ description: 'Nothing was imported.' })
class ImportRefused {
  @Field(() => String, { description: 'Why, in one sentence.' })
  reason!: string;

  @Field(() => ImportPlanType, { description: 'The plan.' })
  plan!: ImportPlan;
}

const ImportOutcomeUnion = createUnionType({
  name: 'ImportOutcome',
  description: 'What became of an import: all of it, or nothing.',
  types: () => [ImportCarriedOut, ImportRefused] as const,
  resolveType: (value: object) => ('reason' in value ? 'ImportRefused' : 'ImportCarriedOut'),
});

@InputType({ description: 'One file of an import. Large ones go by `univocal import`.' })
class ImportFileInput implements ImportFile {
  @Field(() => String, { description: 'How problems name it, such as cards/lost-card.md.' })
  name!: string;

  @Field(() => String, { description: 'What is in it.' })
  content!: string;
}

@InputType({ description: 'What is to be imported, and what holds where its rows are silent.' })
class ImportInputType {
  @Field(() => ImportFormatEnum, { description: 'What the files hold.' })
  format!: ImportFormat;

  @Field(() => [ImportFileInput], { description: 'The files.' })
  files!: ImportFileInput[];

  @Field(() => String, { nullable: true, description: 'The key of the topic of rows that name none.' })
  topic?: string | null;

  @Field(() => AudienceEnum, {
    nullable: true,
    description: 'Who may see rows that do not say; PUBLIC when not given.',
  })
  audience?: Audience | null;

  @Field(() => LocaleScalar, {
    nullable: true,
    description: 'The language of rows that name none; the one that answers are written in when not given.',
  })
  locale?: string | null;
}

@Resolver()
export class ImportResolver {
  @Query(() => ImportPlanType, { nullable: true, description: 'An import plan of your own; null for any other.' })
  importPlan(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: 'The plan.' }) id: string,
  ): Promise<ImportPlan | null> {
    return importPlan(ctx, numberOf('id', id));
  }

  @Mutation(() => ImportPlanType, {
    description: 'Reads files and says what they would do; nothing is changed until the plan is carried out.',
  })
  planImport(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ImportInputType, { description: 'The files, and what holds for them.' }) input: ImportInputType,
  ): Promise<ImportPlan> {
    const { topic = null, audience, locale } = input;
    const mapping = { topic, audience: audience ?? 'PUBLIC', locale: locale ?? ctx.sourceLocale } as const;
    return planImport(ctx, { ...input, mapping });
  }

  @Mutation(() => ImportOutcomeUnion, {
    description:
      'Does what a plan showed, all or nothing: its rows become drafts, nothing of them is published. Refused when it has problems, or when the answers have changed since.',
  })
  carryOutImport(
    @Ctx() ctx: RequestContext,
    @Arg('plan', () => ID, { description: 'The plan.' }) plan: string,
    @Arg('requestReview', () => Boolean, {
      defaultValue: false,
      description: 'Hand the drafts to a second person at once.',
    })
    requestReview: boolean,
  ): Promise<typeof ImportOutcomeUnion> {
    return carryOutImport(ctx, { plan: numberOf('plan', plan), requestReview });
  }
}
