import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { allChannels } from '../../src/channels/index.js';
import {
  cancelSweep,
  latestDoneSweep,
  observationsOf,
  pageOfFindings,
  pageOfObservations,
  type Sweep,
  sweepById,
} from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionOf, pageBounds } from '../shared/connection.js';
import {
  FindingsArgs,
  findingFilter,
  ObservationsArgs,
  observationFilter,
  RunSweepArgs,
  sweepNumber,
  sweepPart,
} from './arguments.js';
import { FindingConnection, type FindingType, findingViews } from './finding.js';
import { ObservationConnection, type ObservationType, observationView } from './observation.js';
import { ConsistencyReportType, reportView } from './report.js';
import { SweepType } from './sweep.js';

const sweepArgument = { nullable: true, description: 'Of which sweep; the last that was done when not given.' };

@Resolver()
export class ConsistencyResolver {
  @Query(() => ConsistencyReportType, {
    nullable: true,
    description: 'The report of a sweep that is done; null when there is none.',
  })
  async consistency(
    @Ctx() ctx: RequestContext,
    @Arg('sweep', () => ID, sweepArgument) id: string | null,
  ): Promise<ConsistencyReportType | null> {
    const sweep = await sweepNamed(ctx, id);
    return sweep?.rates ? reportView(ctx, sweep, sweep.rates, await observationsOf(ctx.db, sweep.id)) : null;
  }

  @Query(() => SweepType, {
    nullable: true,
    description: 'One sweep and how far it is; null when there is none of this ID.',
  })
  sweep(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: 'Its ID.' }) id: string,
  ): Promise<Sweep | null> {
    return sweepById(ctx.db, sweepNumber(id));
  }

  @Query(() => FindingConnection, { description: 'Findings, the most harmful first.' })
  async findings(
    @Ctx() ctx: RequestContext,
    @Args(() => FindingsArgs) args: FindingsArgs,
  ): Promise<Connection<FindingType>> {
    const bounds = pageBounds(args);
    const { rows, total } = await pageOfFindings(ctx.db, findingFilter(args), bounds);
    return connectionOf(await findingViews(ctx, rows), bounds, total);
  }

  @Query(() => ObservationConnection, {
    description: 'What the channels said in a sweep, by question and then by channel.',
  })
  async observations(
    @Ctx() ctx: RequestContext,
    @Args(() => ObservationsArgs) args: ObservationsArgs,
  ): Promise<Connection<ObservationType>> {
    const bounds = pageBounds(args);
    const sweep = await sweepNamed(ctx, args.sweep);
    const { rows, total } = sweep
      ? await pageOfObservations(ctx.db, observationFilter(args, sweep.id), bounds)
      : { rows: [], total: 0 };
    return connectionOf(
      rows.map((row) => observationView(ctx, row)),
      bounds,
      total,
    );
  }

  @Mutation(() => SweepType, {
    description:
      'Ends a sweep that is waiting or running. What it has observed stays; findings and rates are not drawn.',
  })
  cancelSweep(@Ctx() ctx: RequestContext, @Arg('id', () => ID, { description: 'Its ID.' }) id: string): Promise<Sweep> {
    return cancelSweep(ctx, sweepNumber(id));
  }

  @Mutation(() => SweepType, {
    description:
      'Starts a sweep over all probes and channels, or over those of some answers and channels. It runs on its own; ask sweep how far it is.',
  })
  async runSweep(@Ctx() ctx: RequestContext, @Args(() => RunSweepArgs) args: RunSweepArgs): Promise<Sweep | null> {
    const channels = new Set((await allChannels(ctx.db)).map(({ key }) => key));
    const part = sweepPart(args, { answers: ctx.snapshot.answers, channels });
    return sweepById(ctx.db, await ctx.startSweep(ctx.actor, part));
  }
}

function sweepNamed(ctx: RequestContext, id: string | null | undefined): Promise<Sweep | null> {
  return id == null ? latestDoneSweep(ctx.db) : sweepById(ctx.db, sweepNumber(id));
}
