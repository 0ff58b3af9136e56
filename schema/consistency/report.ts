import { Field, Int, ObjectType } from 'type-graphql';
import type { Observation, Sweep, SweepRates, SweptCells } from '../../src/consistency/index.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { checkedChannel } from './checked-channel.js';
import { ObservationType, observationView } from './observation.js';
import { RateType, SameAnswerRateType } from './rates.js';
import { SweepType } from './sweep.js';

@ObjectType('ChannelRate', {
  description: 'How one channel did. That it was silent or could not be read is never merged with that it was wrong.',
})
export class ChannelRateType {
  @Field(() => ChannelType, { description: 'The channel.' })
  channel!: ChannelType;

  @Field(() => RateType, { description: 'Of the probes it answered: those on which it neither disagrees nor omits.' })
  rate!: RateType;

  @Field(() => Int, { description: 'Probes to which it had no answer.' })
  silent!: number;

  @Field(() => Int, { description: 'Probes on which we could not read it.' })
  failed!: number;
}

@ObjectType('ConsistencyReport', {
  description: 'Whether all channels gave the same answers in one sweep, and where not.',
})
export class ConsistencyReportType {
  @Field(() => SweepType, { description: 'The sweep.' })
  sweep!: SweepType;

  @Field(() => [SameAnswerRateType], { description: 'For sets of 2, 3, 4 and all channels.' })
  sameAnswerRates!: readonly SameAnswerRateType[];

  @Field(() => RateType, {
    description: 'Of the probes that all governed channels answered: those whose receipts all name one version.',
  })
  byConstruction!: RateType;

  @Field(() => RateType, {
    description: 'Of the same probes: those on which no governed channel’s words disagree or omit.',
  })
  byObservation!: RateType;

  @Field(() => RateType, { description: 'Of all probes: those that every channel answered.' })
  answeredByAll!: RateType;

  @Field(() => [ChannelRateType], { description: 'Each channel by itself.' })
  byChannel!: readonly ChannelRateType[];

  @Field(() => [ObservationType], { description: 'The matrix, by question and then by channel.' })
  cells!: readonly ObservationType[];
}

/** The report of a sweep that is done, with the cells from which its breakdowns are reckoned when they are asked for. */
export function reportView(
  ctx: Pick<RequestContext, 'channels'>,
  sweep: Sweep,
  rates: SweepRates,
  observations: readonly Observation[],
): ConsistencyReportType & SweptCells {
  const byChannel = rates.byChannel.map((rate) => ({ ...rate, channel: checkedChannel(ctx, rate.channel) }));
  return {
    ...rates,
    sweep,
    byChannel,
    cells: observations.map((cell) => observationView(ctx, cell)),
    observations,
    swept: byChannel.map(({ channel }) => channel),
  };
}
