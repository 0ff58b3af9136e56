import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import {
  type Durations,
  type FindingTimes,
  findingTimes,
  type Severity,
  type TimesOfFindings,
} from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { SeverityEnum } from '../shared/enums.js';

@ObjectType('Durations', { description: 'Lengths of time in hours; null where there are none.' })
export class DurationsType implements Durations {
  @Field(() => Int, { description: 'How many were measured.' })
  count!: number;

  @Field(() => Float, { nullable: true, description: 'The one in the middle, by nearest rank.' })
  medianHours!: number | null;

  @Field(() => Float, { nullable: true, description: '95 of 100 are not longer.' })
  p95Hours!: number | null;

  @Field(() => Float, { nullable: true, description: 'The longest.' })
  longestHours!: number | null;
}

@ObjectType('TimesOfFindings', { description: 'How long drift lasts, and how long it takes to be seen and put right.' })
class TimesOfFindingsType implements TimesOfFindings {
  @Field(() => DurationsType, {
    description:
      'Of the findings that are open now: since when, by the publication that made the difference where that is known, else by when it was first seen.',
  })
  drift!: Durations;

  @Field(() => DurationsType, {
    description: 'Of the findings first seen in the window: from the publication that made the difference until then.',
  })
  detection!: Durations;

  @Field(() => Int, {
    description:
      'How many are not in detection, because no publication is known to have made them: the channel changed, or was compared for the first time.',
  })
  undated!: number;

  @Field(() => DurationsType, {
    description: 'Of the findings fixed in the window: from when they were first seen until sweeps saw them no more.',
  })
  fix!: Durations;
}

@ObjectType('SeverityTimes', { description: 'The times of the findings of one severity.' })
export class SeverityTimesType extends TimesOfFindingsType {
  @Field(() => SeverityEnum, { description: 'How much harm they can do.' })
  severity!: Severity;
}

@ObjectType('FindingTimes', { description: 'The times of all findings that the checker was not wrong about.' })
export class FindingTimesType extends TimesOfFindingsType implements FindingTimes {
  @Field(() => DateTime, { description: 'Where the window begins.' })
  since!: Date;

  @Field(() => DateTime, { description: 'Where it ends, exclusive.' })
  until!: Date;

  @Field(() => [SeverityTimesType], { description: 'The same for each severity that has findings.' })
  bySeverity!: readonly SeverityTimesType[];
}

const days30 = 30 * 86_400_000;

@Resolver()
export class FindingTimesResolver {
  @Query(() => FindingTimesType, {
    description: 'How old the drift is, and how long findings took to be seen and to be fixed.',
  })
  findingTimes(
    @Ctx() ctx: RequestContext,
    @Arg('since', () => DateTime, { nullable: true, description: 'Where the window begins; 30 days before its end.' })
    since: Date | null | undefined,
    @Arg('until', () => DateTime, { nullable: true, description: 'Where it ends, exclusive; now when not given.' })
    until: Date | null | undefined,
  ): Promise<FindingTimes> {
    const end = until ?? ctx.now;
    return findingTimes(ctx, { since: since ?? new Date(end.getTime() - days30), until: end });
  }
}
