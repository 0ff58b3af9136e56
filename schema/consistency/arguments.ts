import { ArgsType, Field, ID } from 'type-graphql';
import type {
  CellState,
  FindingFilter,
  FindingState,
  ObservationFilter,
  SweepPart,
} from '../../src/consistency/index.js';
import { AppError } from '../../src/platform/errors.js';
import { PageArgs } from '../shared/connection.js';
import { CellStateEnum, FindingStateEnum, TierEnum } from '../shared/enums.js';
import { type TierName, tierOf } from './difference.js';

const mostKeys = 1_000;

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

@ArgsType()
export class RunSweepArgs {
  @Field(() => [String], {
    nullable: true,
    description: 'Keys of answers: only their questions are asked. All when not given.',
  })
  answers?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Keys of channels: only these are asked. All when not given.' })
  channels?: string[] | null;
}

/** Which part the arguments name; throws BAD_INPUT for a list that is empty, and for a key that there is not. */
export function sweepPart(
  { answers = null, channels = null }: RunSweepArgs,
  known: { readonly answers: ReadonlyMap<string, unknown>; readonly channels: ReadonlySet<string> },
): SweepPart {
  requireKeys('answers', answers, known.answers);
  requireKeys('channels', channels, known.channels);
  return { answers, channels, snapshotSequence: null };
}

function requireKeys(name: string, keys: readonly string[] | null, known: { has(key: string): boolean }): void {
  if (keys === null) return;
  if (keys.length === 0 || keys.length > mostKeys)
    throw new AppError('BAD_INPUT', `${name} must name 1 to ${mostKeys} of them, or be left out for all.`);
  const unknown = keys.find((key) => !known.has(key));
  if (unknown !== undefined)
    throw new AppError('BAD_INPUT', `${name} names ${JSON.stringify(unknown.slice(0, 100))}, which there is not.`);
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
