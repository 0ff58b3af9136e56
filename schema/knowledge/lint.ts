import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import {
  Arg,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  Float,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  type CommentField,
  type Draft,
  type Lint,
  lintAnswer,
  type LintIssue,
  lintRules,
  type LintSetting,
  type LintSettingOutcome,
  lintSetting,
  type RetiredTerm,
  setLintWeights,
  setRetiredTerms,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { AnswerVersionType } from './answer.js';
import { DraftType } from './draft.js';
import { CommentFieldEnum } from './review-enums.js';
import type { VersionView } from './version-view.js';

@ObjectType('LintIssue', { description: 'Something in a text that an editor should look at; it holds nothing back.' })
class LintIssueType implements LintIssue {
  @Field(() => String, { description: 'The rule that says so.' })
  rule!: string;

  @Field(() => CommentFieldEnum, { description: 'The part of the text.' })
  field!: CommentField;

  @Field(() => Int, { description: 'Where it begins in that part, in UTF-16 code units.' })
  start!: number;

  @Field(() => Int, { description: 'Where it ends, exclusive; equal to start where something is missing.' })
  end!: number;

  @Field(() => String, { description: 'What could be better, in one sentence.' })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What to put in its place; empty = nothing. Null = that is for the editor to find.',
  })
  suggestion!: string | null;
}

@ObjectType('Lint', { description: 'What a text could do better.' })
class LintType implements Lint {
  @Field(() => Int, { description: '100 = no remark; 0 = every rule has all that it can say.' })
  score!: number;

  @Field(() => [LintIssueType], { description: 'The remarks, by rule.' })
  issues!: Lint['issues'];
}

@ObjectType('LintWeight', { description: 'How much a rule counts for the score.' })
class LintWeightType {
  @Field(() => String, { description: 'The rule.' })
  rule!: string;

  @Field(() => Float, { description: '0 to 10; 0 = it is not asked.' })
  weight!: number;
}

@ObjectType('RetiredTerm', { description: 'A term that the organisation no longer uses.' })
class RetiredTermType implements RetiredTerm {
  @Field(() => String, { description: 'The term.' })
  term!: string;

  @Field(() => String, { description: 'What is said instead.' })
  useInstead!: string;

  @Field(() => LocaleScalar, { nullable: true, description: 'In which language; null = in every one.' })
  locale!: string | null;
}

@ObjectType('LintSetting', { description: 'What is set for the lint of all texts.' })
class LintSettingType implements Omit<LintSetting, 'weights'> {
  @Field(() => Int, { description: 'Grows by one with every change; name it as expectedVersion. 0 = nothing was set.' })
  number!: number;

  @Field(() => [RetiredTermType], { description: 'The terms that are no longer used.' })
  retiredTerms!: readonly RetiredTerm[];

  @Field(() => String, { nullable: true, description: 'Who set it last.' })
  setBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When.' })
  setAt!: Date | null;
}

@ObjectType({ description: 'The setting is saved.' })
class LintSettingSaved {
  @Field(() => LintSettingType, { description: 'The setting as it is now.' })
  setting!: LintSetting;
}

@ObjectType({ description: 'Someone changed the setting since you read it; nothing was saved.' })
class LintSettingConflict {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => Int, { description: 'The number you named.' })
  expected!: number;

  @Field(() => Int, { description: 'The number that is there.' })
  actual!: number;

  @Field(() => LintSettingType, { description: 'The setting as the other person left it.' })
  theirs!: LintSetting;
}

const LintSettingOutcomeUnion = createUnionType({
  name: 'LintSettingOutcome',
  description: 'What became of a change of the lint.',
  types: () => [LintSettingSaved, LintSettingConflict] as const,
  resolveType: (value: object) => ('theirs' in value ? 'LintSettingConflict' : 'LintSettingSaved'),
});

@InputType({ description: 'A text to be looked at; what is left out counts as missing.' })
class LintTextInput {
  @Field(() => String, { nullable: true, description: 'The answer that it is for; none = a new one.' })
  key?: string | null;

  @Field(() => LocaleScalar, { nullable: true, description: 'Its language; the source locale when not given.' })
  locale?: string | null;

  @Field(() => String, { nullable: true, description: 'The question.' })
  question?: string | null;

  @Field(() => String, { nullable: true, description: 'The title.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'The body: Markdown.' })
  body?: string | null;

  @Field(() => String, { nullable: true, description: 'The short form.' })
  short?: string | null;
}

@InputType({ description: 'How much a rule is to count.' })
class LintWeightInput {
  @Field(() => String, { description: 'The rule.' })
  rule!: string;

  @Field(() => Float, { description: '0 to 10; 0 = it is not asked.' })
  weight!: number;
}

@InputType({ description: 'A term that is no longer to be used.' })
class RetiredTermInput {
  @Field(() => String, { description: 'The term, up to 100 characters.' })
  term!: string;

  @Field(() => String, { description: 'What to say instead, up to 100 characters.' })
  useInstead!: string;

  @Field(() => LocaleScalar, { nullable: true, description: 'In which language; none = in every one.' })
  locale?: string | null;
}

const lintField = 'What it could do better by the rules of the lint.';

@Resolver(() => DraftType)
export class DraftLintResolver {
  @FieldResolver(() => LintType, { description: lintField })
  async lint(@Root() draft: Draft, @Ctx() ctx: RequestContext): Promise<Lint> {
    const text = { ...draft, locale: ctx.sourceLocale };
    return lintAnswer(ctx, { answer: { key: draft.answerKey }, text, setting: await settingOf(ctx) });
  }
}

@Resolver(() => AnswerVersionType)
export class VersionLintResolver {
  @FieldResolver(() => LintType, { nullable: true, description: `${lintField} For staff.` })
  async lint(@Root() version: VersionView, @Ctx() ctx: RequestContext): Promise<Lint | null> {
    if (ctx.actor.audience !== 'STAFF') return null;
    const text = { ...version, locale: ctx.sourceLocale };
    return lintAnswer(ctx, { answer: { id: version.answerId }, text, setting: await settingOf(ctx) });
  }
}

@Resolver(() => LintSettingType)
export class LintSettingResolver {
  @FieldResolver(() => [LintWeightType], { description: 'How much each rule counts.' })
  weights(@Root() { weights }: LintSetting): readonly LintWeightType[] {
    return lintRules.map(({ name, weight }) => ({ rule: name, weight: weights[name] ?? weight }));
  }
}

const expectedArg = { description: 'The number of the setting you read; 0 = nothing was set.' };

@Resolver()
export class LintResolver {
  @Query(() => LintType, { description: 'Looks at a text while it is written. Saves nothing.' })
  async lint(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => LintTextInput, { description: 'The text.' }) input: LintTextInput,
  ): Promise<Lint> {
    const { key, locale, question, title, body, short } = input;
    const words = { question: question ?? '', title: title ?? '', body: body ?? '', short: short ?? '' };
    return lintAnswer(ctx, {
      answer: key ? { key } : null,
      text: { ...words, locale: locale ?? ctx.sourceLocale },
      setting: await settingOf(ctx),
    });
  }

  @Query(() => LintSettingType, { description: 'What is set for the lint.' })
  lintSetting(@Ctx() ctx: RequestContext): Promise<LintSetting> {
    return lintSetting(ctx.db);
  }

  @Mutation(() => LintSettingOutcomeUnion, {
    description: 'Sets how much rules count, in the place of what was set; what is not named counts as it says itself.',
  })
  async setLintWeights(
    @Ctx() ctx: RequestContext,
    @Arg('weights', () => [LintWeightInput], { description: 'The weights.' }) weights: LintWeightInput[],
    @Arg('expectedVersion', () => Int, expectedArg) expectedVersion: number,
  ): Promise<typeof LintSettingOutcomeUnion> {
    const byRule = Object.fromEntries(weights.map(({ rule, weight }) => [rule, weight]));
    return saved(await setLintWeights(ctx, byRule, expectedVersion));
  }

  @Mutation(() => LintSettingOutcomeUnion, {
    description: 'Sets the terms that are no longer to be used, in the place of all that were set.',
  })
  async setRetiredTerms(
    @Ctx() ctx: RequestContext,
    @Arg('terms', () => [RetiredTermInput], { description: 'The terms, at most 500.' }) terms: RetiredTermInput[],
    @Arg('expectedVersion', () => Int, expectedArg) expectedVersion: number,
  ): Promise<typeof LintSettingOutcomeUnion> {
    const whole = terms.map(({ term, useInstead, locale }) => ({ term, useInstead, locale: locale ?? null }));
    return saved(await setRetiredTerms(ctx, whole, expectedVersion));
  }
}

const settings = new WeakMap<RequestContext, Promise<LintSetting>>();

/** Read once for a request, however many texts it lints. */
function settingOf(ctx: RequestContext): Promise<LintSetting> {
  const setting = settings.get(ctx) ?? lintSetting(ctx.db);
  settings.set(ctx, setting);
  return setting;
}

function saved(outcome: LintSettingOutcome): typeof LintSettingOutcomeUnion {
  if (outcome.outcome === 'set') return outcome;
  const { expected, actual, theirs } = outcome;
  return { message: `The setting is number ${actual} by now, not ${expected}.`, expected, actual, theirs };
}
