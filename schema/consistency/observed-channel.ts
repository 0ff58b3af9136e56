import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  allChannels,
  type Channel,
  type ChannelSource,
  limitsOf,
  registerObservedChannel,
  removeObservedChannel,
} from '../../src/channels/index.js';
import { checkTexts, mappedAnswers, rulesInForce, tryChannel } from '../../src/consistency/index.js';
import { AppError } from '../../src/platform/errors.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { exportSource, exportView, ObservedGraphql, ObservedMacros, ObservedMails } from './observed-export.js';
import { mapOf } from './place-map.js';
import { TextCheckType, textCheckView, textsToCheck, TextToCheckInput } from './text-check.js';

const pagePlace = {
  description:
    'Where on a web site the question of an answer is answered: on a page as a whole, or at a place on it that one of anchor, selector, heading and jsonLd names.',
};

@InputType('PagePlaceInput', pagePlace)
@ObjectType('PagePlace', pagePlace)
class PagePlace {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => String, { description: 'The page, relative to the base, such as fees.html.' })
  page!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The id of the heading or element on it.',
  })
  anchor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A CSS selector, such as .faq-item:first-child .answer. The words of all elements that it matches, in the order of the page, each once.',
  })
  selector!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The words of a heading on it: what follows, up to the next heading of the same or a higher level. There must be one such heading.',
  })
  heading!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A question as the structured data of the page words it: the accepted answer of that schema.org Question in its JSON-LD.',
  })
  jsonLd!: string | null;
}

@InputType('WebSiteInput', { description: 'A web site that is looked at.' })
@ObjectType('WebSite', { description: 'A web site that is looked at.' })
class WebSite {
  @Field(() => String, {
    description: 'The address that its pages are relative to, such as https://www.example.org/help/.',
  })
  base!: string;

  @Field(() => [PagePlace], { description: 'Which page answers which question.' })
  pages!: readonly PagePlace[];

  @Field(() => Int, {
    nullable: true,
    description:
      'For how many hours, 1 to 720, a sweep that the schedule starts does not ask again for a page that was read; 24 when not given. Any other sweep asks each time.',
  })
  recheckAfterHours!: number | null;
}

@InputType('SectionPlaceInput', { description: 'Under which heading of a file the question of an answer is answered.' })
@ObjectType('SectionPlace', { description: 'Under which heading of a file the question of an answer is answered.' })
class SectionPlace {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => String, { description: 'The heading as a slug: lower case, hyphens between words.' })
  heading!: string;
}

@InputType('ObservedFileInput', { description: 'A Markdown file that is looked at.' })
@ObjectType('ObservedFile', { description: 'A Markdown file that is looked at.' })
class ObservedFile {
  @Field(() => String, { description: 'Its path inside OBSERVED_FOLDER.' })
  path!: string;

  @Field(() => [SectionPlace], { description: 'Which heading answers which question.' })
  sections!: readonly SectionPlace[];
}

@ObjectType('ObservedChannel', { description: 'A channel that does not ask this API and is looked at by the checker.' })
class ObservedChannelType {
  @Field(() => ChannelType, { description: 'The channel.' })
  channel!: Channel;

  @Field(() => WebSite, { nullable: true, description: 'The site that it is; null when it is something else.' })
  site!: WebSite | null;

  @Field(() => ObservedFile, { nullable: true, description: 'The file that it is; null when it is something else.' })
  file!: ObservedFile | null;

  @Field(() => ObservedMacros, {
    nullable: true,
    description: 'The export of macros that it is; null when it is something else.',
  })
  macros!: ObservedMacros | null;

  @Field(() => ObservedMails, {
    nullable: true,
    description: 'The saved mails that it is; null when it is something else.',
  })
  mails!: ObservedMails | null;

  @Field(() => ObservedGraphql, {
    nullable: true,
    description: 'The GraphQL API that it is; null when it is something else.',
  })
  graphql!: ObservedGraphql | null;
}

@InputType({
  description: 'A channel to look at: a site, a file, macros, mails or a GraphQL API, exactly one of them.',
})
class ObservedChannelInput {
  @Field(() => String, { description: 'Names it for good: lower-case letters, digits and hyphens, at most 40.' })
  key!: string;

  @Field(() => String, { description: 'Its name for people, at most 100 characters.' })
  name!: string;

  @Field(() => [LocaleScalar], { description: 'The languages that it speaks.' })
  locales!: readonly string[];

  @Field(() => WebSite, { nullable: true, description: 'The site.' })
  site?: WebSite | null;

  @Field(() => ObservedFile, { nullable: true, description: 'The file.' })
  file?: ObservedFile | null;

  @Field(() => ObservedMacros, { nullable: true, description: 'The export of macros.' })
  macros?: ObservedMacros | null;

  @Field(() => ObservedMails, { nullable: true, description: 'The saved mails.' })
  mails?: ObservedMails | null;

  @Field(() => ObservedGraphql, { nullable: true, description: 'The GraphQL API.' })
  graphql?: ObservedGraphql | null;
}

const inputArgument = { description: 'The channel.' };
const keyArgument = { description: 'Its key.' };

@Resolver()
export class ObservedChannelResolver {
  @Query(() => [ObservedChannelType], { description: 'The channels that are looked at, in the order of a matrix.' })
  async observedChannels(@Ctx() ctx: RequestContext): Promise<readonly ObservedChannelType[]> {
    const channels = await allChannels(ctx.db);
    return channels.filter(({ mode }) => mode === 'OBSERVED').map(({ source, ...channel }) => view(channel, source));
  }

  @Query(() => TextCheckType, {
    description:
      'Reads a channel before it is registered, or registered otherwise, and shows what a sweep would hold of it. Nothing is kept.',
  })
  async tryObservedChannel(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ObservedChannelInput, inputArgument) input: ObservedChannelInput,
    @Arg('first', () => Int, {
      defaultValue: 5,
      description: 'How many answers of its map are read, by key; at most 20.',
    })
    first: number,
  ): Promise<TextCheckType> {
    const { channel, source } = channelOf(input);
    const trying = { ...ctx, ...ctx.observing, learned: await rulesInForce(ctx.db) };
    return textCheckView(ctx, channel, await tryChannel(trying, channel, source, first));
  }

  @Query(() => TextCheckType, {
    description:
      'Holds texts of a channel, such as those of a site that is not live yet, against the published answers as a sweep would. Nothing is kept.',
  })
  async checkTexts(
    @Ctx() ctx: RequestContext,
    @Arg('channel', () => String, keyArgument) key: string,
    @Arg('texts', () => [TextToCheckInput], { description: 'What it says, by answer; at most 200.' })
    texts: TextToCheckInput[],
  ): Promise<TextCheckType> {
    const channel = (await allChannels(ctx.db)).find((one) => one.key === key);
    if (!channel)
      throw new AppError('BAD_INPUT', `channel names ${JSON.stringify(key.slice(0, 100))}, which there is not.`);
    const checking = { ...ctx, learned: await rulesInForce(ctx.db) };
    return textCheckView(ctx, channel, checkTexts(checking, channel, textsToCheck(texts)));
  }

  @Mutation(() => ObservedChannelType, {
    description: 'Adds a channel to look at, or changes the one of that key. The next sweep reads it.',
  })
  async registerObservedChannel(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ObservedChannelInput, inputArgument) input: ObservedChannelInput,
  ): Promise<ObservedChannelType> {
    const { channel, source } = channelOf(input);
    const unknown = mappedAnswers(channel.kind, source).find((answer) => !ctx.snapshot.answers.has(answer));
    if (unknown !== undefined)
      throw new AppError('BAD_INPUT', `The map names ${JSON.stringify(unknown.slice(0, 100))}, which is no answer.`);
    await registerObservedChannel(ctx, channel, source);
    ctx.news.tell();
    return view(channel, source);
  }

  @Mutation(() => Boolean, {
    description:
      'Looks at a channel no more; what was seen of it stays, and what was found on it counts as fixed after two sweeps. False when there was none.',
  })
  removeObservedChannel(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArgument) key: string,
  ): Promise<boolean> {
    return removeObservedChannel(ctx, key);
  }
}

function channelOf(input: ObservedChannelInput): {
  readonly channel: Channel;
  readonly source: NonNullable<ChannelSource>;
} {
  const { key, name, locales } = input;
  const [source, ...others] = [siteSource(input), fileSource(input), ...exportSource(input)].filter(
    (one) => one !== null,
  );
  if (!source || others.length > 0)
    throw new AppError('BAD_INPUT', 'Give site, file, macros, mails or graphql, and only one of them.');
  const { kind } = source;
  const channel = { key, name, locales, mode: 'OBSERVED', audience: 'PUBLIC', kind, limits: limitsOf[kind] } as const;
  return { channel, source };
}

function siteSource({ site }: ObservedChannelInput) {
  if (!site) return null;
  const pages = site.pages.map(({ answer, page, ...marks }) => [answer, { page, ...marksOf(marks) }] as const);
  const recheckAfterHours = site.recheckAfterHours ?? null;
  return { kind: 'web-page', base: site.base, pages: mapOf(pages), recheckAfterHours } as const;
}

function fileSource({ file }: ObservedChannelInput) {
  if (!file) return null;
  const sections = file.sections.map(({ answer, heading }) => [answer, heading] as const);
  return { kind: 'file', path: file.path, sections: mapOf(sections) } as const;
}

type Marks = Omit<PagePlace, 'answer' | 'page'>;

/** All that may name a place, null where it was not given. */
function marksOf({ anchor, selector, heading, jsonLd }: Partial<Marks>): Marks {
  return { anchor: anchor ?? null, selector: selector ?? null, heading: heading ?? null, jsonLd: jsonLd ?? null };
}

/** As it was given; the map of a channel that an earlier program registered may hold less. */
function view(channel: Channel, source: ChannelSource): ObservedChannelType {
  const {
    base = '',
    pages,
    recheckAfterHours = null,
    path = '',
    sections,
  } = (source ?? {}) as Partial<{
    readonly base: string;
    readonly pages: Record<string, { readonly page: string } & Partial<Marks>>;
    readonly recheckAfterHours: number | null;
    readonly path: string;
    readonly sections: Record<string, string>;
  }>;
  return {
    channel,
    site: pages
      ? {
          base,
          pages: Object.entries(pages).map(([answer, { page, ...marks }]) => ({ answer, page, ...marksOf(marks) })),
          recheckAfterHours,
        }
      : null,
    file: sections
      ? { path, sections: Object.entries(sections).map(([answer, heading]) => ({ answer, heading })) }
      : null,
    ...exportView(source),
  };
}
