import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { stabilityOf, type Way, type WayOutcome, waysThatHold } from '../../src/consistency/index.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { enumOf } from '../shared/enums.js';
import { checkedChannel } from './checked-channel.js';
import { ProbeType, probeView } from './probe.js';
import { RateType } from './rates.js';
import { SweepType } from './sweep.js';

const WayOutcomeEnum = enumOf('WayOutcome', 'What a bot did when a question was put to it in other words.', {
  SAID: 'It gave the answer.',
  OFFERED: 'It named the question among several, and gave the answer when that was picked.',
  OTHER: 'It gave another answer.',
  SILENT: 'It had no answer.',
  FAILED: 'We could not ask it; that is our fault, not the bot’s.',
} satisfies Record<WayOutcome, string>);

@ObjectType('WayOfAsking', { description: 'A question in other words, and what a bot did with it.' })
export class WayOfAskingType implements Way {
  @Field(() => String, { description: 'What was asked.' })
  words!: string;

  @Field(() => WayOutcomeEnum, { description: 'What the bot did.' })
  outcome!: WayOutcome;

  @Field(() => String, { nullable: true, description: 'The key of the answer that it gave; null when it gave none.' })
  answer!: string | null;
}

@ObjectType('CellStability', { description: 'A question that was put to one bot in other words too.' })
export class CellStabilityType {
  @Field(() => ProbeType, { description: 'The question.' })
  probe!: ProbeType;

  @Field(() => ChannelType, { description: 'The bot.' })
  channel!: ChannelType;

  @Field(() => Int, { description: 'In how many of the ways it gave the answer or offered it.' })
  same!: number;

  @Field(() => Int, { description: 'In how many ways it was asked, the canonical question among them.' })
  asked!: number;

  @Field(() => [WayOfAskingType], { description: 'The other ways.' })
  ways!: readonly Way[];
}

@ObjectType('Stability', { description: 'Whether the bots hold their answers when questions are put in other words.' })
export class StabilityType {
  @Field(() => RateType, {
    description: 'Of the questions that were asked otherwise: those to which every bot held its answer.',
  })
  rate!: RateType;

  @Field(() => [CellStabilityType], { description: 'Each of them on each bot, by question and then by channel.' })
  cells!: readonly CellStabilityType[];
}

@Resolver(() => SweepType)
export class StabilityResolver {
  @FieldResolver(() => StabilityType, {
    description: 'Whether the bots hold their answers when questions are put in other words: over a sample of them.',
  })
  async stability(@Ctx() ctx: RequestContext, @Root() { id }: SweepType): Promise<StabilityType> {
    const { rate, cells } = await stabilityOf(ctx, id);
    return {
      rate,
      cells: cells.map((cell) => ({
        ...waysThatHold(cell),
        probe: probeView(cell.probe),
        channel: checkedChannel(ctx, cell.channel),
        ways: cell.ways,
      })),
    };
  }
}
