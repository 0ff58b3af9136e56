import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import {
  type PairRate,
  type PartRates,
  ratesByLocale,
  ratesByPair,
  ratesByTopic,
  type SweptCells,
} from '../../src/consistency/index.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { checkedChannel } from './checked-channel.js';
import { ConsistencyReportType } from './report.js';
import { RateType, SameAnswerRateType } from './rates.js';

@ObjectType('PartRates', { description: 'The rates of a part of the questions.' })
abstract class PartRatesType {
  @Field(() => [SameAnswerRateType], { description: 'For sets of 2, 3, 4 and all channels, over its questions alone.' })
  sameAnswerRates!: readonly SameAnswerRateType[];

  @Field(() => RateType, { description: 'Of its questions: those that every channel answered.' })
  answeredByAll!: RateType;
}

@ObjectType('TopicRates', {
  description: 'The rates of the questions whose answers stand under one topic; what lies below it counts for itself.',
})
export class TopicRatesType extends PartRatesType {
  @Field(() => String, { description: 'The key of the topic under which the answers stand now.' })
  topic!: string;
}

@ObjectType('LocaleRates', { description: 'The rates of the questions that are asked in one language.' })
export class LocaleRatesType extends PartRatesType {
  @Field(() => LocaleScalar, { description: 'The language.' })
  locale!: string;
}

@ObjectType('ChannelPairRate', { description: 'How often two channels give the same answer.' })
export class ChannelPairRateType {
  @Field(() => ChannelType, { description: 'The one that comes first in the matrix.' })
  one!: ChannelType;

  @Field(() => ChannelType, { description: 'The other.' })
  other!: ChannelType;

  @Field(() => RateType, {
    description: 'Of the questions that both answered: those on which neither disagrees with the answer nor omits.',
  })
  rate!: RateType;

  @Field(() => RateType, { description: 'The same, where incomplete and extra count as different too.' })
  strict!: RateType;

  @Field(() => RateType, { description: 'Of the same questions: those on which neither contradicts the answer.' })
  contradictionFree!: RateType;
}

@Resolver(() => ConsistencyReportType)
export class BreakdownResolver {
  @FieldResolver(() => [TopicRatesType], { description: 'The rates by topic: the sums of their counts are the whole.' })
  async byTopic(@Ctx() ctx: RequestContext, @Root() report: SweptCells): Promise<readonly TopicRatesType[]> {
    return (await ratesByTopic(ctx, report)).map(({ part, ...rates }: PartRates) => ({ topic: part, ...rates }));
  }

  @FieldResolver(() => [LocaleRatesType], { description: 'The rates by the language of the question.' })
  byLocale(@Root() report: SweptCells): readonly LocaleRatesType[] {
    return ratesByLocale(report).map(({ part, ...rates }) => ({ locale: part, ...rates }));
  }

  @FieldResolver(() => [ChannelPairRateType], {
    description: 'The rate of each two channels: the same-answer rate of pairs is the mean of those that are not null.',
  })
  byPair(@Ctx() ctx: RequestContext, @Root() report: SweptCells): readonly ChannelPairRateType[] {
    return ratesByPair(report).map(({ one, other, ...rates }: PairRate) => ({
      ...rates,
      one: checkedChannel(ctx, one),
      other: checkedChannel(ctx, other),
    }));
  }
}
