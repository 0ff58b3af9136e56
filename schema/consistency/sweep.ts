import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Sweep, SweepState } from '../../src/consistency/index.js';
import { SweepStateEnum } from '../shared/enums.js';

@ObjectType('Sweep', { description: 'One run over all probes and channels.' })
export class SweepType implements Omit<Sweep, 'rates'> {
  @Field(() => ID, { description: 'Names the sweep.' })
  id!: number;

  @Field(() => SweepStateEnum, { description: 'Where it stands.' })
  state!: SweepState;

  @Field(() => String, { description: 'Who started it.' })
  startedBy!: string;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  startedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it has not.' })
  finishedAt!: Date | null;

  @Field(() => Int, { description: 'How many cells there are: questions × channels; 0 until it is planned.' })
  cellsTotal!: number;

  @Field(() => Int, { description: 'How many of them have been asked.' })
  cellsDone!: number;

  @Field(() => String, { nullable: true, description: 'Why it failed; null otherwise.' })
  failure!: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The keys of the answers whose questions it asks; null = all. Such a sweep has findings and no rates.',
  })
  answers!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'The keys of the channels that it asks; null = all.' })
  channels!: readonly string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The published state that it was started for; null where nothing that was published started it.',
  })
  snapshotSequence!: number | null;

  @Field(() => Boolean, {
    description:
      "Whether the schedule started it. Such a sweep does not ask for pages of others that are fresh by their channel's recheckAfterHours; every other sweep asks for all.",
  })
  scheduled!: boolean;
}
