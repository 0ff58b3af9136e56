import { ArgsType, Field, ID } from 'type-graphql';
import type { CellState, FindingFilter, FindingState, ObservationFilter } from '../../src/consistency/index.js';
import { AppError } from '../../src/platform/errors.js';
import { PageArgs } from '../shared/connection.js';
import { CellStateEnum, FindingStateEnum, TierEnum } from '../shared/enums.js';
import { type TierName, tierOf } from './difference.js';

@ArgsType()
export class FindingsArgs extends PageArgs {
  @Field(() => [FindingStateEnum], { nullable: true, description: 'Only findings in these states.' })
  state?: FindingState[] | null;

  @Field(() => [TierEnum], { nullable: true, description: 'Only findings of these tiers.' })
  tier?: TierName[] | null;

  @Field(() => String, { nullable: true, description: 'Only findings on this channel.' })
  channel?: string | null;

  @Field(() => String, { nullable: true, description: 'Only findings that this account sees to.' })
  assignee?: string | null;
}

@ArgsType()
export class ObservationsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Of which sweep; the last that was done when not given.' })
  sweep?: string | null;

  @Field(() => String, { nullable: true, description: 'Only what this channel said.' })
  channel?: string | null;

  @Field(() => [CellStateEnum], { nullable: true, description: 'Only cells in these states.' })
  state?: CellState[] | null;
}

/** What the arguments ask for. */
export function findingFilter({ state, tier, channel, assignee }: FindingsArgs): FindingFilter {
  return {
    states: state ?? null,
    tiers: tier?.map(tierOf) ?? null,
    channel: channel ?? null,
    assignee: assignee ?? null,
  };
}

/** What the arguments ask for. */
export function observationFilter({ channel, state }: ObservationsArgs, sweep: number): ObservationFilter {
  return { sweep, channel: channel ?? null, states: state ?? null };
}

/** The number that an ID stands for; throws BAD_INPUT for one that is none. */
export function sweepNumber(id: string): number {
  if (!/^\d{1,9}$/.test(id)) throw new AppError('BAD_INPUT', 'sweep is not the ID of a sweep.');
  return Number(id);
}
