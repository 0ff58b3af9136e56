import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { AuditedPair, CellState, VerdictLabel } from '../../src/consistency/index.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { CellStateEnum, enumOf } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { checkedChannel } from './checked-channel.js';

/** A label by its name in the API. */
export type PairLabelName = Uppercase<VerdictLabel>;

export const PairLabelEnum = enumOf('PairLabel', 'What a person holds of two texts that answer the same question.', {
  SAME: 'They say the same.',
  CONTRADICTS: 'What the channel says cannot be true beside the answer.',
  INCOMPLETE: 'The channel leaves something material out.',
  EXTRA: 'The channel adds something material.',
  UNRELATED: 'The channel answers another question.',
} satisfies Record<PairLabelName, string>);

@ObjectType('AuditedPair', {
  description:
    'What a channel said beside the answer, which the checker called agreeing, and what a person holds of it.',
})
export class AuditedPairType implements Omit<AuditedPair, 'channel' | 'label'> {
  @Field(() => ID, { description: 'Names the pair.' })
  id!: number;

  @Field(() => String, { description: 'The month for which it was drawn, such as 2026-11.' })
  month!: string;

  @Field(() => ID, { description: 'The sweep from which it was drawn.' })
  sweep!: number;

  @Field(() => ChannelType, { description: 'Who was asked.' })
  channel!: ChannelType;

  @Field(() => String, { description: 'What was asked.' })
  question!: string;

  @Field(() => LocaleScalar, { description: 'In which language.' })
  locale!: string;

  @Field(() => String, { description: 'What it should say.' })
  canonical!: string;

  @Field(() => String, { description: 'What it said.' })
  observed!: string;

  @Field(() => CellStateEnum, { description: 'What the checker called it.' })
  state!: CellState;

  @Field(() => PairLabelEnum, { nullable: true, description: 'What a person holds of it; null until one has looked.' })
  label!: PairLabelName | null;

  @Field(() => String, { description: 'Why; may be empty.' })
  note!: string;

  @Field(() => String, { nullable: true, description: 'Who looked.' })
  labelledBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When.' })
  labelledAt!: Date | null;
}

@ObjectType('AuditSample', {
  description: 'A random sample of what the checker called agreeing, drawn once a month to see what it overlooks.',
})
export class AuditSampleType {
  @Field(() => String, { description: 'The month, such as 2026-11, in UTC.' })
  month!: string;

  @Field(() => Int, { description: 'How many pairs were drawn; fewer than asked for where fewer agreed.' })
  drawn!: number;

  @Field(() => Int, { description: 'How many of them have a label.' })
  labelled!: number;

  @Field(() => [AuditedPairType], { description: 'The pairs, in the order in which they were drawn.' })
  pairs!: readonly AuditedPairType[];
}

/** A pair as the API shows it. */
export function auditedPairView(ctx: Pick<RequestContext, 'channels'>, pair: AuditedPair): AuditedPairType {
  return {
    ...pair,
    channel: checkedChannel(ctx, pair.channel),
    label: (pair.label?.toUpperCase() ?? null) as PairLabelName | null,
  };
}

/** The pairs of a month as the API shows them. */
export function auditSampleView(
  ctx: Pick<RequestContext, 'channels'>,
  month: string,
  pairs: readonly AuditedPair[],
): AuditSampleType {
  return {
    month,
    drawn: pairs.length,
    labelled: pairs.filter(({ label }) => label !== null).length,
    pairs: pairs.map((pair) => auditedPairView(ctx, pair)),
  };
}

/** The label of that name. */
export function labelOf(name: PairLabelName): VerdictLabel {
  return name.toLowerCase() as VerdictLabel;
}
