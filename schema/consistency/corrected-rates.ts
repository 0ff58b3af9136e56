import { Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import {
  type CorrectedRate,
  type CorrectedRates,
  correctedRates,
  type SweptCells,
} from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { RateType } from './rates.js';
import { ConsistencyReportType } from './report.js';

@ObjectType('CorrectedRate', {
  description:
    'A rate with what the checker overlooks taken out: observed × (1 − overlooked), once for each channel of a set.',
})
export class CorrectedRateType implements CorrectedRate {
  @Field(() => Float, { nullable: true, description: 'As the checker sees it, 0 to 1.' })
  observed!: number | null;

  @Field(() => Float, { nullable: true, description: 'Corrected; null where nothing was compared.' })
  share!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Its lower end, by the 95 % Wilson interval of what is overlooked.',
  })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Its upper end, likewise.' })
  high!: number | null;
}

@ObjectType('CorrectedSameAnswerRate', { description: 'The corrected same-answer rate of so many channels.' })
export class CorrectedSameAnswerRateType extends CorrectedRateType {
  @Field(() => Int, { description: 'How many channels a set has.' })
  channels!: number;
}

@ObjectType('CorrectedRates', {
  description: 'The rates as they would be if people had compared, by a labelled sample.',
})
export class CorrectedRatesType implements CorrectedRates {
  @Field(() => String, { description: 'The month whose sample it is, such as 2026-11.' })
  month!: string;

  @Field(() => Int, { description: 'How many pairs were drawn.' })
  drawn!: number;

  @Field(() => Int, { description: 'How many of them have a label.' })
  labelled!: number;

  @Field(() => Int, { description: 'How many of those contradict or are unrelated, as people say.' })
  disagreeing!: number;

  @Field(() => RateType, {
    description: 'Of the labelled pairs, all of which the checker called agreeing: those that disagree.',
  })
  overlooked!: RateType;

  @Field(() => CorrectedRateType, { description: 'Of all cells that were compared: those that agree.' })
  cells!: CorrectedRateType;

  @Field(() => [CorrectedSameAnswerRateType], { description: 'For sets of 2, 3, 4 and all channels.' })
  sameAnswerRates!: readonly CorrectedSameAnswerRateType[];
}

@Resolver(() => ConsistencyReportType)
export class CorrectedRatesResolver {
  @FieldResolver(() => CorrectedRatesType, {
    nullable: true,
    description:
      'Corrected by the newest labelled sample up to the month of the sweep; null while nothing is labelled.',
  })
  corrected(
    @Ctx() ctx: RequestContext,
    @Root() report: ConsistencyReportType & SweptCells,
  ): Promise<CorrectedRates | null> {
    const { sweep, sameAnswerRates } = report;
    return correctedRates(ctx, report, { finishedAt: sweep.finishedAt, sameAnswerRates });
  }
}
