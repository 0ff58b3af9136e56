import { Args, ArgsType, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { allow } from '../../src/access/index.js';
import {
  previewRenditions,
  type Rendition,
  type RenditionPreview,
  type TextMessageEncoding,
  type TextMessageSize,
} from '../../src/channels/index.js';
import { previewDraft, type Snapshot, visibleAnswer } from '../../src/knowledge/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { RequestContext } from '../context.js';
import { releaseArg } from '../knowledge/as-of.js';
import { snapshotAt } from '../knowledge/views.js';
import { enumOf } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { RenditionType } from './rendition.js';

export const RenditionFormEnum = enumOf('RenditionForm', 'What stands for an answer on a channel, the fullest first.', {
  WHOLE: 'The whole answer.',
  SHORT_WITH_LINK: 'The short form and a link to the whole.',
  SHORT: 'The short form alone.',
  LINK: 'The title and a link alone.',
});
type RenditionForm = keyof typeof RenditionFormEnum;

export const TextMessageEncodingEnum = enumOf('TextMessageEncoding', 'How a text message is sent.', {
  GSM_7: 'Seven bits a character: 160 in one part, 153 in each of several; some characters count two.',
  UCS_2: 'Sixteen bits, as soon as one character is outside the GSM alphabet: 70 in one part, 67 in each of several.',
} satisfies Record<TextMessageEncoding, string>);

@ObjectType('TextMessageSize', { description: 'What sending a text as a text message takes.' })
export class TextMessageSizeType implements TextMessageSize {
  @Field(() => TextMessageEncodingEnum, { description: 'How it is encoded.' })
  encoding!: TextMessageEncoding;

  @Field(() => Int, { description: 'How long it is in the units of its encoding.' })
  units!: number;

  @Field(() => Int, { description: 'In how many parts it is sent, each of which is paid for.' })
  parts!: number;

  @Field(() => Int, { description: 'How many units the last part has left.' })
  unitsLeft!: number;
}

@ObjectType('RenditionPreview', { description: 'An answer as one channel, or one of its networks, would show it.' })
export class RenditionPreviewType implements Omit<RenditionPreview, 'channel'> {
  @Field(() => String, { description: 'The key of the channel or network.' })
  channel!: string;

  @Field(() => String, { description: 'Its name for people.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'The channel whose network it is; null for a channel itself.' })
  partOf!: string | null;

  @Field(() => RenditionFormEnum, {
    nullable: true,
    description: 'What stands for the answer there; null when nothing can.',
  })
  form!: RenditionForm | null;

  @Field(() => Int, { nullable: true, description: 'How many characters its text has.' })
  characters!: number | null;

  @Field(() => Int, { nullable: true, description: 'The most it may have; null = no limit.' })
  maxCharacters!: number | null;

  @Field(() => TextMessageSizeType, {
    nullable: true,
    description: 'What sending it takes, on networks of text messages.',
  })
  textMessage!: TextMessageSize | null;

  @Field(() => String, { nullable: true, description: 'Why it cannot be shown there; null when it can.' })
  refused!: string | null;

  @Field(() => RenditionType, { nullable: true, description: 'What is shown; null when nothing can be.' })
  rendition!: Rendition | null;
}

@ArgsType()
class RenditionsArgs {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => LocaleScalar, { nullable: true, description: 'In which language; the source locale when not given.' })
  locale?: string | null;

  @Field(() => String, releaseArg)
  release?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'As its draft would be shown once it is published, on its day if it has one: for those who read drafts.',
  })
  ofDraft!: boolean;
}

@Resolver()
export class RenditionPreviewResolver {
  @Query(() => [RenditionPreviewType], {
    nullable: true,
    description:
      'An answer on every channel whose readers may see it, and on each of their networks; null when there is none that you may see. What is not published has receipts that nobody signed.',
  })
  async renditions(
    @Ctx() ctx: RequestContext,
    @Args(() => RenditionsArgs) { key, locale, release, ofDraft }: RenditionsArgs,
  ): Promise<readonly RenditionPreviewType[] | null> {
    const snapshot = ofDraft ? await stateOfDraft(ctx, key, release) : await snapshotAt(ctx, null, release);
    const answer = visibleAnswer(snapshot, ctx.actor, key);
    return answer && previewRenditions({ ...ctx, snapshot }, answer, locale ?? ctx.sourceLocale).map(previewIn);
  }
}

function stateOfDraft(ctx: RequestContext, key: string, release: string | null | undefined): Promise<Snapshot> {
  allow(ctx.actor, 'read drafts');
  if (release != null) throw new AppError('BAD_INPUT', 'Give release or ofDraft, not both.');
  return previewDraft(ctx, key);
}

function previewIn({ channel, rendition, ...told }: RenditionPreview): RenditionPreviewType {
  return {
    ...told,
    rendition,
    channel: channel.key,
    name: channel.name,
    form: rendition && (rendition.form.toUpperCase().replaceAll(' ', '_') as RenditionForm),
    characters: rendition && rendition.text.length,
    maxCharacters: channel.limits.maxChars,
  };
}
