import { Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Channel, ChannelMode, Rendition, ShownFact } from '../../src/channels/index.js';
import type { Audience } from '../../src/access/index.js';
import type { CurrentFactValue } from '../../src/knowledge/index.js';
import type { ContentReceipt } from '../../src/receipts/index.js';
import type { RequestContext } from '../context.js';
import { FactValueType } from '../knowledge/fact.js';
import { ReceiptType } from '../receipts/receipt.js';
import { AudienceEnum, ChannelModeEnum } from '../shared/enums.js';

@ObjectType('Channel', { description: 'A place where customers or staff get answers.' })
export class ChannelType implements Pick<Channel, 'key' | 'name' | 'kind' | 'mode' | 'audience' | 'locales'> {
  @Field(() => String, { description: 'Names the channel.' })
  key!: string;

  @Field(() => String, { description: 'Its name for people.' })
  name!: string;

  @Field(() => String, { description: 'What it is, such as webchat, email or web-page.' })
  kind!: Channel['kind'];

  @Field(() => ChannelModeEnum, { description: 'Whether it asks this API or is only looked at.' })
  mode!: ChannelMode;

  @Field(() => AudienceEnum, { description: 'The most that its readers may see.' })
  audience!: Audience;

  @Field(() => [String], { description: 'The languages it speaks.' })
  locales!: readonly string[];
}

@ObjectType('FactUse', { description: 'A fact as a rendition shows it.' })
export class FactUseType implements ShownFact {
  @Field(() => String, { description: "The fact's key." })
  key!: string;

  @Field(() => FactValueType, { description: 'The value that is shown.' })
  value!: CurrentFactValue;
}

@ObjectType('Rendition', { description: "An answer's version as one channel shows it in one language." })
export class RenditionType implements Omit<Rendition, 'facts' | 'receipt' | 'form'> {
  @Field(() => String, { description: 'The channel, or the network of one.' })
  channel!: string;

  @Field(() => String, { description: 'The language that is served.' })
  locale!: string;

  @Field(() => String, { description: 'The language that was asked for.' })
  localeAsked!: string;

  @Field(() => Boolean, { description: 'Whether another language than the one asked for is served.' })
  isFallback!: boolean;

  @Field(() => Boolean, { description: 'Whether the translation is of an earlier version than the current one.' })
  isOutdated!: boolean;

  @Field(() => String, { description: 'The question it answers.' })
  question!: string;

  @Field(() => String, { description: 'The title.' })
  title!: string;

  @Field(() => String, { description: "The text in the channel's own markup; plain text for channels of HTML." })
  text!: string;

  @Field(() => String, { description: 'The same as safe HTML.' })
  html!: string;

  @Field(() => String, { description: 'The short form.' })
  short!: string;

  @Field(() => Boolean, { description: 'Whether the channel has room for the short form only.' })
  isShortForm!: boolean;

  @Field(() => String, { description: 'SHA-256 of what is shown.' })
  hash!: string;

  @Field(() => String, { description: 'SHA-256 of version, locale and fact values.' })
  contentHash!: string;

  @Field(() => Int, { description: 'The number of the version.' })
  version!: number;

  @Field(() => [FactUseType], { description: 'The facts it shows.' })
  facts!: readonly ShownFact[];

  @Field(() => ReceiptType, { description: 'Proof of it.' })
  receipt!: ContentReceipt;

  @Field(() => String, { description: 'Where a person reads the whole answer.' })
  url!: string;
}

@Resolver(() => ChannelType)
export class ChannelResolver {
  @Query(() => [ChannelType], { description: 'Every channel, governed ones first; observed ones are for staff.' })
  channels(@Ctx() ctx: RequestContext): readonly Channel[] {
    return [...ctx.channels.values()].filter(
      (channel) => channel.mode === 'GOVERNED' || ctx.actor.audience === 'STAFF',
    );
  }
}
