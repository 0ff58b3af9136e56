import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import {
  findingsById,
  type LearnedRule,
  type RuleInput,
  type RuleOutcome,
  type RuleProposal,
  type RuleTrial,
} from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { PairLabelEnum, type PairLabelName } from './audit-sample.js';
import { FindingType, findingViews } from './finding.js';
import { LabelledPairType, labelledPairView } from './labelled-pair.js';

@InputType({ description: 'That two expressions mean the same here.' })
export class LearnedRuleInput {
  @Field(() => String, { description: 'The kind of difference, such as duration.' })
  kind!: string;

  @Field(() => String, {
    description:
      'What the answer says: words that are one value, such as 5 working days, or for kinds like polarity the whole sentence.',
  })
  canonical!: string;

  @Field(() => String, { description: 'What the channel says, in the same way.' })
  observed!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The key of the topic under which it holds, and below; null = everywhere.',
  })
  topic?: string | null;

  @Field(() => String, { description: 'Why they mean the same; up to 2,000 characters.' })
  reason!: string;
}

@ObjectType('LearnedRule', {
  description: 'That two expressions mean the same here: their difference is then shown and is no fault.',
})
export class LearnedRuleType implements LearnedRule {
  @Field(() => ID, { description: 'Names the rule.' })
  id!: number;

  @Field(() => String, { description: 'The kind of difference.' })
  kind!: string;

  @Field(() => String, { description: 'What the answer says: a value such as duration:5 workday, or words.' })
  canonical!: string;

  @Field(() => String, { description: 'What the channel says, in the same way.' })
  observed!: string;

  @Field(() => String, { nullable: true, description: 'The topic under which it holds; null = everywhere.' })
  topic!: string | null;

  @Field(() => String, { description: 'Why they mean the same.' })
  reason!: string;

  @Field(() => String, { description: 'Who asked for it.' })
  proposedBy!: string;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  proposedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Who put it in force; null while a second person has not agreed.',
  })
  approvedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it came into force; null while it is not.' })
  approvedAt!: Date | null;
}

@ObjectType('LearnedRuleProposal', {
  description:
    'A pair of expressions that at least three waived or mistaken findings share, and of which there is no rule.',
})
export class LearnedRuleProposalType {
  @Field(() => String, { description: 'The kind of difference.' })
  kind!: string;

  @Field(() => String, { description: 'What the answers say, as the input of a rule takes it.' })
  canonical!: string;

  @Field(() => String, { description: 'What the channels say, in the same way.' })
  observed!: string;

  @Field(() => String, { nullable: true, description: 'The topic of all of them; null where they have several.' })
  topic!: string | null;

  @Field(() => [FindingType], { description: 'The findings that were waived or called a mistake.' })
  findings!: readonly FindingType[];
}

@ObjectType('ChangedVerdict', { description: 'A labelled pair of which the checker would hold something else.' })
class ChangedVerdictType {
  @Field(() => LabelledPairType, { description: 'The pair.' })
  pair!: LabelledPairType;

  @Field(() => PairLabelEnum, { description: 'What the checker holds of it now.' })
  from!: PairLabelName;

  @Field(() => PairLabelEnum, { description: 'What it would hold.' })
  to!: PairLabelName;
}

@ObjectType('LearnedRuleTrial', { description: 'What a rule would do; the lists show at most twenty, the counts all.' })
export class LearnedRuleTrialType {
  @Field(() => String, { description: 'What the answer says, as the rule would keep it.' })
  canonical!: string;

  @Field(() => String, { description: 'What the channel says, as the rule would keep it.' })
  observed!: string;

  @Field(() => Int, { description: 'How many labelled pairs it was tried on: the newest 5,000, of its topic.' })
  pairs!: number;

  @Field(() => Int, { description: 'Of how many of them the checker would hold something else.' })
  changedCount!: number;

  @Field(() => [ChangedVerdictType], { description: 'Those.' })
  changed!: readonly ChangedVerdictType[];

  @Field(() => Int, {
    description: 'How many that people call a contradiction it would hide; with one it is not saved.',
  })
  hiddenCount!: number;

  @Field(() => [LabelledPairType], { description: 'Those.' })
  hidden!: readonly LabelledPairType[];

  @Field(() => Int, { description: 'How many false alarms it would have spared people.' })
  sparedCount!: number;

  @Field(() => [LabelledPairType], { description: 'Those.' })
  spared!: readonly LabelledPairType[];

  @Field(() => Int, { description: 'How many open findings it would end.' })
  findingsCount!: number;

  @Field(() => [FindingType], { description: 'Those.' })
  findings!: readonly FindingType[];

  @Field(() => Boolean, { description: 'Whether a second person must approve it: for kinds of SEV1.' })
  needsTwo!: boolean;
}

@ObjectType({ description: 'The rule is kept.' })
class LearnedRuleSaved {
  @Field(() => LearnedRuleType, { description: 'The rule; in force once it is approved, from the next sweep on.' })
  rule!: LearnedRuleType;

  @Field(() => LearnedRuleTrialType, { description: 'What it does.' })
  trial!: LearnedRuleTrialType;
}

@ObjectType({ description: 'The rule would hide what a person has called a contradiction; nothing was done.' })
class LearnedRuleRefused {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => LearnedRuleTrialType, { description: 'What it would do.' })
  trial!: LearnedRuleTrialType;
}

export const LearnedRuleOutcomeUnion = createUnionType({
  name: 'LearnedRuleOutcome',
  description: 'What became of a rule.',
  types: () => [LearnedRuleSaved, LearnedRuleRefused] as const,
  resolveType: (value: object) => ('rule' in value ? 'LearnedRuleSaved' : 'LearnedRuleRefused'),
});

const shown = 20;

/** The rule of an input. */
export function ruleInput({ kind, canonical, observed, topic, reason }: LearnedRuleInput): RuleInput {
  return { kind, canonical, observed, topic: topic ?? null, reason };
}

/** A proposal as the API shows it. */
export async function proposalView(ctx: RequestContext, proposal: RuleProposal): Promise<LearnedRuleProposalType> {
  return { ...proposal, findings: await viewsOf(ctx, proposal.findings) };
}

/** A trial as the API shows it. */
export async function trialView(ctx: RequestContext, trial: RuleTrial): Promise<LearnedRuleTrialType> {
  const { rule, changed, hidden, spared, findings, pairs, needsTwo } = trial;
  const label = (verdict: string) => verdict.toUpperCase() as PairLabelName;
  return {
    canonical: rule.canonical,
    observed: rule.observed,
    pairs,
    needsTwo,
    changedCount: changed.length,
    changed: changed
      .slice(0, shown)
      .map(({ pair, from, to }) => ({ pair: labelledPairView(ctx, pair), from: label(from), to: label(to) })),
    hiddenCount: hidden.length,
    hidden: hidden.slice(0, shown).map((pair) => labelledPairView(ctx, pair)),
    sparedCount: spared.length,
    spared: spared.slice(0, shown).map((pair) => labelledPairView(ctx, pair)),
    findingsCount: findings.length,
    findings: await viewsOf(ctx, findings),
  };
}

/** An outcome as the API shows it. */
export async function ruleOutcomeView(
  ctx: RequestContext,
  outcome: RuleOutcome,
): Promise<typeof LearnedRuleOutcomeUnion> {
  const trial = await trialView(ctx, outcome.trial);
  if (outcome.outcome === 'saved') return { rule: outcome.rule, trial };
  const message = `The rule would hide ${trial.hiddenCount} of what people have called a contradiction.`;
  return { message, trial };
}

async function viewsOf(ctx: RequestContext, ids: readonly number[]): Promise<readonly FindingType[]> {
  return ids.length === 0 ? [] : findingViews(ctx, await findingsById(ctx.db, ids.slice(0, shown)));
}
