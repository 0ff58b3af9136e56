import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { auditSample, drawAuditSample, labelAuditSample, pageOfLabelledPairs } from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionOf, PageArgs, pageBounds } from '../shared/connection.js';
import { numberOf } from '../shared/number-of.js';
import {
  auditedPairView,
  AuditedPairType,
  AuditSampleType,
  auditSampleView,
  labelOf,
  PairLabelEnum,
  type PairLabelName,
} from './audit-sample.js';
import { LabelledPairConnection, type LabelledPairType, labelledPairView } from './labelled-pair.js';

const monthArgument = { description: 'The month, such as 2026-11, in UTC.' };

@Resolver()
export class AuditSamplesResolver {
  @Query(() => AuditSampleType, { nullable: true, description: 'The sample of a month; null while none was drawn.' })
  async auditSample(
    @Ctx() ctx: RequestContext,
    @Arg('month', () => String, monthArgument) month: string,
  ): Promise<AuditSampleType | null> {
    const pairs = await auditSample(ctx, month);
    return pairs.length === 0 ? null : auditSampleView(ctx, month, pairs);
  }

  @Query(() => LabelledPairConnection, {
    description:
      'Every pair that a person has labelled in a sample, or decided on as a finding, oldest first: the organisation’s own pairs to measure a checker with.',
  })
  async labelledPairs(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Connection<LabelledPairType>> {
    const bounds = pageBounds(args);
    const { rows, total } = await pageOfLabelledPairs(ctx.db, bounds);
    return connectionOf(
      rows.map((pair) => labelledPairView(ctx, pair)),
      bounds,
      total,
    );
  }

  @Mutation(() => AuditSampleType, {
    description:
      'Draws pairs that the checker called agreeing from the last sweep of a month, for people to label. Drawn again it is the same sample; a larger size adds to it.',
  })
  async drawAuditSample(
    @Ctx() ctx: RequestContext,
    @Arg('month', () => String, monthArgument) month: string,
    @Arg('size', () => Int, { defaultValue: 50, description: 'How many pairs: 1 to 500.' }) size: number,
  ): Promise<AuditSampleType> {
    return auditSampleView(ctx, month, await drawAuditSample(ctx, { month, size }));
  }

  @Mutation(() => AuditedPairType, {
    description: 'Says what a person holds of a drawn pair; given again it replaces the label.',
  })
  async labelAuditSample(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: "The pair's ID." }) id: string,
    @Arg('label', () => PairLabelEnum, { description: 'What you hold of it.' }) label: PairLabelName,
    @Arg('note', () => String, { defaultValue: '', description: 'Why; up to 2,000 characters.' }) note: string,
  ): Promise<AuditedPairType> {
    const labelled = await labelAuditSample(ctx, { id: numberOf('id', id), label: labelOf(label), note });
    return auditedPairView(ctx, labelled);
  }
}
