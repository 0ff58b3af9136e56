import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { CellState, Observation } from '../../src/consistency/index.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { connectionType } from '../shared/connection.js';
import { CellStateEnum } from '../shared/enums.js';
import { checkedChannel } from './checked-channel.js';
import { DifferenceType, differenceView } from './difference.js';
import { ProbeType, probeView } from './probe.js';

@ObjectType('Observation', {
  description: 'What one channel said to one probe in one sweep, beside what it should say: a cell of the matrix.',
})
export class ObservationType {
  @Field(() => ID, { description: 'Names the observation.' })
  id!: number;

  @Field(() => ProbeType, { description: 'What was asked.' })
  probe!: ProbeType;

  @Field(() => ChannelType, { description: 'Who was asked.' })
  channel!: ChannelType;

  @Field(() => CellStateEnum, { description: 'How the channel did.' })
  state!: CellState;

  @Field(() => DateTime, { description: 'When it was asked.' })
  at!: Date;

  @Field(() => String, {
    description: 'What it said, without receipt lines and links to the help pages; "" when it said nothing.',
  })
  text!: string;

  @Field(() => String, { nullable: true, description: 'Where a person would look at it.' })
  address!: string | null;

  @Field(() => String, { nullable: true, description: 'The receipt code it gave.' })
  receiptCode!: string | null;

  @Field(() => Int, { nullable: true, description: 'The version that it says it gave.' })
  version!: number | null;

  @Field(() => String, { nullable: true, description: 'What it should say; null where nothing was compared.' })
  canonical!: string | null;

  @Field(() => Int, { nullable: true, description: 'The version that was current at that moment.' })
  canonicalVersion!: number | null;

  @Field(() => [DifferenceType], { description: 'Where the two differ.' })
  differences!: readonly DifferenceType[];

  @Field(() => [String], { description: 'Must-say clauses that it leaves out without a link to the whole answer.' })
  omits!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Why we could not read it; null otherwise.' })
  failure!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of what was seen, as it is kept.' })
  evidenceHash!: string | null;
}

export const ObservationConnection = connectionType('Observation', ObservationType);

/** An observation as the API shows it. */
export function observationView(ctx: Pick<RequestContext, 'channels'>, observation: Observation): ObservationType {
  return {
    ...observation,
    probe: probeView(observation.probe),
    channel: checkedChannel(ctx, observation.channel),
    differences: observation.differences.map(differenceView),
  };
}
