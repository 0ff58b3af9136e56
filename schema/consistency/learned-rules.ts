import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import {
  allRules,
  approveLearnedRule,
  type LearnedRule,
  learnedRuleProposals,
  removeLearnedRule,
  saveLearnedRule,
  tryLearnedRule,
} from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { numberOf } from '../shared/number-of.js';
import {
  LearnedRuleInput,
  LearnedRuleOutcomeUnion,
  LearnedRuleProposalType,
  LearnedRuleTrialType,
  LearnedRuleType,
  proposalView,
  ruleInput,
  ruleOutcomeView,
  trialView,
} from './learned-rule.js';

const inputArgument = { description: 'Which two expressions mean the same, where and why.' };
const idArgument = { description: 'The rule.' };

@Resolver()
export class LearnedRulesResolver {
  @Query(() => [LearnedRuleType], {
    description: 'What the checker was taught, oldest first, with what waits for a second person.',
  })
  learnedRules(@Ctx() ctx: RequestContext): Promise<readonly LearnedRule[]> {
    return allRules(ctx.db);
  }

  @Query(() => [LearnedRuleProposalType], {
    description:
      'Pairs of expressions that at least three findings share which were waived or called a mistake, whatever their question and channel; at most 100.',
  })
  async learnedRuleProposals(@Ctx() ctx: RequestContext): Promise<readonly LearnedRuleProposalType[]> {
    const proposals = await learnedRuleProposals(ctx);
    return Promise.all(proposals.map((proposal) => proposalView(ctx, proposal)));
  }

  @Query(() => LearnedRuleTrialType, {
    description:
      'Says what a rule would change of the labelled pairs and of the open findings, before it is saved. Keeps nothing.',
  })
  async tryLearnedRule(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => LearnedRuleInput, inputArgument) input: LearnedRuleInput,
  ): Promise<LearnedRuleTrialType> {
    return trialView(ctx, await tryLearnedRule(ctx, ruleInput(input)));
  }

  @Mutation(() => LearnedRuleOutcomeUnion, {
    description:
      'Keeps a rule, after trying it once more. It is refused where it would hide what a person has called a contradiction; one of SEV1 waits for a second person.',
  })
  async saveLearnedRule(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => LearnedRuleInput, inputArgument) input: LearnedRuleInput,
  ): Promise<typeof LearnedRuleOutcomeUnion> {
    return ruleOutcomeView(ctx, await saveLearnedRule(ctx, ruleInput(input)));
  }

  @Mutation(() => LearnedRuleOutcomeUnion, {
    description: 'Puts a rule in force that somebody else has asked for, after trying it once more.',
  })
  async approveLearnedRule(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArgument) id: string,
  ): Promise<typeof LearnedRuleOutcomeUnion> {
    return ruleOutcomeView(ctx, await approveLearnedRule(ctx, numberOf('id', id)));
  }

  @Mutation(() => Boolean, { description: 'Ends a rule; the next sweep judges as if it had never been.' })
  async removeLearnedRule(@Ctx() ctx: RequestContext, @Arg('id', () => ID, idArgument) id: string): Promise<boolean> {
    await removeLearnedRule(ctx, numberOf('id', id));
    return true;
  }
}
