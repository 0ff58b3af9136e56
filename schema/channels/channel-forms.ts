import { Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import {
  type Channel,
  longestButtonTitle,
  type Markup,
  type markups,
  type Network,
  networks,
} from '../../src/channels/index.js';
import { enumOf } from '../shared/enums.js';
import { ChannelType } from './rendition.js';

export const MarkupEnum = enumOf('Markup', 'How a channel marks up its texts.', {
  HTML: 'Pages and mails.',
  MARKDOWN: 'Markdown without tables.',
  TEAMS: 'Markdown as far as Microsoft Teams shows it.',
  MRKDWN: 'The marks of Slack.',
  WHATSAPP: 'The marks of WhatsApp.',
  PLAIN: 'None.',
  GSM: 'None, in the alphabet of text messages where that loses no letter.',
} satisfies Record<Uppercase<(typeof markups)[number]>, string>);

@ObjectType('ChannelLimits', { description: 'What a channel can show.' })
export class ChannelLimitsType {
  @Field(() => Int, {
    nullable: true,
    description:
      'The longest text; a longer answer is given in its short form with a link, never cut. Null = no limit.',
  })
  maxCharacters!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Beyond so many the short form with its link is given if it keeps to them; null = none is advised.',
  })
  advisedCharacters!: number | null;

  @Field(() => MarkupEnum, { description: 'How its texts are marked up.' })
  markup!: Uppercase<Markup>;

  @Field(() => Int, {
    description: 'How many choices stand as buttons beneath a message; more become a numbered list.',
  })
  suggestedActions!: number;

  @Field(() => Int, { description: 'How many buttons a card has.' })
  cardButtons!: number;

  @Field(() => Int, { description: 'The longest title of a button that is shown whole.' })
  buttonTitle!: number;
}

@ObjectType('Network', {
  description: 'Where a channel is read, in a form of its own; a rendition may be asked for it by its key.',
})
export class NetworkType implements Pick<Network, 'key' | 'name'> {
  @Field(() => String, { description: 'Names the network.' })
  key!: string;

  @Field(() => String, { description: 'Its name for people.' })
  name!: string;

  @Field(() => ChannelLimitsType, { description: 'What it can show.' })
  limits!: ChannelLimitsType;
}

@Resolver(() => ChannelType)
export class ChannelFormsResolver {
  @FieldResolver(() => ChannelLimitsType, { description: 'What it can show.' })
  limits(@Root() channel: Channel): ChannelLimitsType {
    return limitsIn(channel);
  }

  @FieldResolver(() => [NetworkType], {
    description: 'Where it is read in a form of its own; the answers are the same.',
  })
  networks(@Root() channel: Channel): readonly NetworkType[] {
    return networks
      .filter(({ partOf }) => partOf === channel.key)
      .map((network) => ({ key: network.key, name: network.name, limits: limitsIn(network) }));
  }
}

function limitsIn({ limits }: Pick<Channel, 'limits'>): ChannelLimitsType {
  return {
    maxCharacters: limits.maxChars,
    advisedCharacters: limits.advisedChars ?? null,
    markup: limits.markup.toUpperCase() as Uppercase<Markup>,
    suggestedActions: limits.buttons,
    // An observed channel that an earlier version registered has none on record.
    cardButtons: limits.cardButtons ?? 0,
    buttonTitle: longestButtonTitle,
  };
}
