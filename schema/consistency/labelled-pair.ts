import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { CellState, LabelledDifference, LabelledPair } from '../../src/consistency/index.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { connectionType } from '../shared/connection.js';
import { CellStateEnum } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { PairLabelEnum, type PairLabelName } from './audit-sample.js';
import { checkedChannel } from './checked-channel.js';

@ObjectType('LabelledDifference', { description: 'The difference that a decision on a finding was about.' })
class LabelledDifferenceType implements LabelledDifference {
  @Field(() => String, { description: 'What differs, such as duration.' })
  kind!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the answer says, as a learned rule names it; null where no rule can be about it.',
  })
  canonical!: string | null;

  @Field(() => String, { nullable: true, description: 'What the channel says, in the same way.' })
  observed!: string | null;
}

@ObjectType('LabelledPair', {
  description:
    'What a channel said beside the answer, with what a person holds of it: of the whole texts where it was drawn in a sample, of one difference where a finding was decided on.',
})
export class LabelledPairType implements Omit<LabelledPair, 'channel' | 'label'> {
  @Field(() => ID, { description: 'Names the pair; that of a finding begins with finding-.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'The finding that was decided on; null for a pair of a sample.' })
  finding!: number | null;

  @Field(() => LabelledDifferenceType, {
    nullable: true,
    description: 'The difference that the label is of; null where it is of the whole texts.',
  })
  difference!: LabelledDifference | null;

  @Field(() => String, {
    description: 'The month for which it was drawn, or in which it was decided, such as 2026-11.',
  })
  month!: string;

  @Field(() => ID, { description: 'The sweep whose words they are.' })
  sweep!: number;

  @Field(() => ChannelType, { description: 'Who was asked.' })
  channel!: ChannelType;

  @Field(() => String, { description: 'What was asked.' })
  question!: string;

  @Field(() => LocaleScalar, { description: 'In which language.' })
  locale!: string;

  @Field(() => String, { description: 'The key of the answer that was expected.' })
  expects!: string;

  @Field(() => String, { description: 'What it should say.' })
  canonical!: string;

  @Field(() => String, { description: 'What it said.' })
  observed!: string;

  @Field(() => CellStateEnum, { description: 'What the checker called it.' })
  state!: CellState;

  @Field(() => PairLabelEnum, { description: 'What a person holds of it.' })
  label!: PairLabelName;

  @Field(() => String, { description: 'Why; may be empty.' })
  note!: string;

  @Field(() => String, { description: 'Who looked or decided.' })
  labelledBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  labelledAt!: Date;
}

export const LabelledPairConnection = connectionType('LabelledPair', LabelledPairType);

/** A labelled pair as the API shows it. */
export function labelledPairView(ctx: Pick<RequestContext, 'channels'>, pair: LabelledPair): LabelledPairType {
  return {
    ...pair,
    channel: checkedChannel(ctx, pair.channel),
    label: pair.label.toUpperCase() as PairLabelName,
  };
}
