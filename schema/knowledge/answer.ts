import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type Audience, may } from '../../src/access/index.js';
import {
  chooseText,
  type Draft,
  draftOfAnswer,
  type LocalText,
  type PersonPolicy,
  type PublishedAnswer,
  type Significance,
  type Team,
  visibleAnswer,
  visibleAnswers,
} from '../../src/knowledge/index.js';
import { placeOf, type RequestContext } from '../context.js';
import { RenditionType } from '../channels/rendition.js';
import { type Rendition, renderAnswer } from '../../src/channels/index.js';
import { AppError } from '../../src/platform/errors.js';
import { connectionFrom, connectionType, type Connection, PageArgs } from '../shared/connection.js';
import { AudienceEnum, PersonPolicyEnum, SignificanceEnum } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { ScopeEntry, scopeEntries } from '../shared/scope.js';
import { AsOfInput, releaseArg } from './as-of.js';
import { DraftType } from './draft.js';
import {
  arranged,
  type AnswerSort,
  AnswerSortEnum,
  askedIn,
  localesArg,
  TranslationFilterInput,
} from './answer-list.js';
import { TeamType, teamOf } from './team.js';
import { TopicType, topicView } from './topic.js';
import { type AnswerView, forStaff, localesOf, snapshotAt, type TopicView } from './views.js';
import { versionsUpTo, type VersionView } from './version-view.js';

@ObjectType('AnswerVersion', { description: 'A published version of an answer: numbered and immutable.' })
export class AnswerVersionType {
  @Field(() => Int, { description: 'Its number; the first is 1.' })
  number!: number;

  @Field(() => String, { description: 'SHA-256 of its words.' })
  hash!: string;

  @Field(() => String, { description: 'The question in the source locale.' })
  question!: string;

  @Field(() => String, { description: 'The title in the source locale.' })
  title!: string;

  @Field(() => String, { description: 'The body in the source locale: Markdown with {{fact:key}} embeds.' })
  body!: string;

  @Field(() => String, { description: 'The short form in the source locale.' })
  short!: string;

  @Field(() => String, { description: 'What changed and why.' })
  changeNote!: string;

  @Field(() => SignificanceEnum, { description: 'Whether the meaning changed.' })
  significance!: Significance;

  @Field(() => PersonPolicyEnum, { description: 'What the bot did about people when it told it.' })
  personPolicy!: PersonPolicy;

  @Field(() => DateTime, { description: 'From when it holds.' })
  effectiveFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when it holds, when it was published with an end.' })
  effectiveTo!: Date | null;

  @Field(() => DateTime, { description: 'When it was published.' })
  recordedAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the next version took its place; null while it is the newest.',
  })
  supersededAt!: Date | null;
}

@Resolver(() => AnswerVersionType)
export class AnswerVersionResolver {
  @FieldResolver(() => [String], { nullable: true, description: 'Everybody who wrote part of it; for staff.' })
  contributors(@Root() version: VersionView, @Ctx() ctx: RequestContext): readonly string[] | null {
    return forStaff(ctx.actor, version.contributors);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who wrote it last; for staff.' })
  author(@Root() version: VersionView, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, version.author);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who approved it; for staff.' })
  reviewer(@Root() version: VersionView, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, version.reviewer);
  }
}

const AnswerVersionConnection = connectionType('AnswerVersion', AnswerVersionType);

@ObjectType('Answer', { description: "One question's governed reply: the unit of knowledge." })
export class AnswerType {}

export const AnswerConnection = connectionType('Answer', AnswerType);

@ArgsType()
class AnswersArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only answers of this topic and the topics below it.' })
  topic?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only these keys; at most 100. Those that do not exist for you are left out.',
  })
  keys?: string[] | null;

  @Field(() => LocaleScalar, { nullable: true, description: 'In which language; the source locale when not given.' })
  locale?: string | null;

  @Field(() => [LocaleScalar], { nullable: true, description: localesArg.description })
  locales?: string[] | null;

  @Field(() => AnswerSortEnum, { nullable: true, description: 'In which order; by key when not given.' })
  sort?: AnswerSort | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only answers whose title has these letters in the language that is served, whatever their case.',
  })
  titleContains?: string | null;

  @Field(() => TranslationFilterInput, { nullable: true, description: 'Only answers whose translation stands so.' })
  translation?: TranslationFilterInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'For which channel, or network of one, renditions are made; the help pages when not given.',
  })
  channel?: string | null;

  @Field(() => AsOfInput, { nullable: true, description: 'At which instants; now when not given.' })
  asOf?: AsOfInput | null;

  @Field(() => String, releaseArg)
  release?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Waits until this node serves the snapshot of that number: what was read elsewhere is not read older here.',
  })
  minSnapshot?: number | null;
}

const mostKeys = 100;

@Resolver(() => AnswerType)
export class AnswerResolver {
  @Query(() => AnswerType, { nullable: true, description: 'One answer, or null when there is none that you may see.' })
  async answer(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: 'Its key.' }) key: string,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'In which language; the source locale when not given.',
    })
    locale: string | null | undefined,
    @Arg('locales', () => [LocaleScalar], localesArg) locales: string[] | null | undefined,
    @Arg('channel', () => String, {
      nullable: true,
      description: 'For which channel, or network of one, renditions are made; the help pages when not given.',
    })
    channel: string | null | undefined,
    @Arg('asOf', () => AsOfInput, { nullable: true, description: 'At which instants; now when not given.' }) asOf:
      | AsOfInput
      | null
      | undefined,
    @Arg('release', () => String, releaseArg) release: string | null | undefined,
  ): Promise<AnswerView | null> {
    const snapshot = await snapshotAt(ctx, asOf, release);
    const answer = visibleAnswer(snapshot, ctx.actor, key);
    return answer && { answer, snapshot, ...askedIn(ctx, locale, locales), channel: channel ?? null };
  }

  @Query(() => AnswerConnection, { description: 'Answers that you may see, in key order.' })
  async answers(
    @Ctx() ctx: RequestContext,
    @Args(() => AnswersArgs) args: AnswersArgs,
  ): Promise<Connection<AnswerView>> {
    const { topic, keys } = args;
    if (keys && keys.length > mostKeys) throw new AppError('BAD_INPUT', `keys must name at most ${mostKeys} answers.`);
    const published = args.minSnapshot == null ? ctx.snapshot : await ctx.snapshots.reached(args.minSnapshot);
    const isPublished = args.release == null && !args.asOf;
    const snapshot = isPublished ? published : await snapshotAt(ctx, args.asOf, args.release);
    const asked = askedIn(ctx, args.locale, args.locales);
    const wanted = keys && new Set(keys);
    const found = visibleAnswers(snapshot, ctx.actor)
      .filter(
        (answer) =>
          (!wanted || wanted.has(answer.key)) &&
          (!topic || answer.topicKey === topic || answer.topicKey.startsWith(`${topic}.`)),
      )
      .map((answer) => ({ answer, snapshot, ...asked, channel: args.channel ?? null }));
    return connectionFrom(arranged(found, args), args);
  }

  @FieldResolver(() => String, { description: 'Names the answer, in links and receipts too.' })
  key(@Root() { answer }: AnswerView): string {
    return answer.key;
  }

  @FieldResolver(() => Int, { description: 'The published state that it was read from.' })
  snapshotSequence(@Root() { snapshot }: AnswerView): number {
    return snapshot.sequence;
  }

  @FieldResolver(() => TopicType, { description: 'The topic it stands under.' })
  topic(@Root() { answer, snapshot }: AnswerView): TopicView | null {
    return topicView(snapshot, answer.topicKey);
  }

  @FieldResolver(() => AudienceEnum, { description: 'Who may see it.' })
  audience(@Root() { answer }: AnswerView): Audience {
    return answer.audience;
  }

  @FieldResolver(() => [ScopeEntry], { description: 'Where or whom it applies to; empty = everywhere.' })
  scope(@Root() { answer }: AnswerView): readonly ScopeEntry[] {
    return scopeEntries(answer.scope);
  }

  @FieldResolver(() => TeamType, { description: 'The team that writes it.' })
  owner(@Root() { answer, snapshot }: AnswerView): Team {
    return teamOf(snapshot, answer.ownerTeam);
  }

  @FieldResolver(() => String, { description: 'The question it answers, in the locale served.' })
  question(@Root() view: AnswerView): string {
    return wordsOf(view).question;
  }

  @FieldResolver(() => String, { description: 'Its title, in the locale served.' })
  title(@Root() view: AnswerView): string {
    return wordsOf(view).title;
  }

  @FieldResolver(() => [String], { description: 'Clauses of the body that no rendition may lose.' })
  mustSay(@Root() { answer }: AnswerView): readonly string[] {
    return answer.mustSay;
  }

  @FieldResolver(() => PersonPolicyEnum, { description: 'What the bot does about people when it tells it.' })
  personPolicy(@Root() { answer }: AnswerView): PersonPolicy {
    return answer.personPolicy;
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description: 'How customers ask it, in the locale asked for; for staff.',
  })
  phrasings(@Root() { answer, locale }: AnswerView, @Ctx() ctx: RequestContext): readonly string[] | null {
    return forStaff(ctx.actor, answer.phrasings.get(locale) ?? []);
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description: 'Texts that do not ask it though they may look so, in the locale asked for; for editors.',
  })
  negativePhrasings(@Root() { answer, locale }: AnswerView, @Ctx() ctx: RequestContext): readonly string[] | null {
    return may(ctx.actor, 'read how a match was made') ? (answer.negatives.get(locale) ?? []) : null;
  }

  @FieldResolver(() => [AnswerType], { description: 'Answers that readers of this one often need next.' })
  related(@Root() view: AnswerView, @Ctx() ctx: RequestContext): readonly AnswerView[] {
    return view.answer.related.flatMap((key) => {
      const answer = visibleAnswer(view.snapshot, ctx.actor, key);
      return answer ? [{ ...view, answer }] : [];
    });
  }

  @FieldResolver(() => AnswerVersionType, { description: 'The version that holds.' })
  async version(
    @Root() { answer, snapshot }: AnswerView,
    @Ctx() ctx: RequestContext,
  ): Promise<VersionView | undefined> {
    return (await versionsUpTo(ctx, answer.key, snapshot)).find(({ number }) => number === answer.version.number);
  }

  @FieldResolver(() => AnswerVersionConnection, { description: 'Every version so far, newest first.' })
  async versions(
    @Root() { answer, snapshot }: AnswerView,
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Connection<VersionView>> {
    return connectionFrom(await versionsUpTo(ctx, answer.key, snapshot), args);
  }

  @FieldResolver(() => DraftType, {
    nullable: true,
    description:
      'The working copy of today, whatever time the answer is read at; null when there is none or you may not see drafts.',
  })
  draft(@Root() { answer }: AnswerView, @Ctx() ctx: RequestContext): Promise<Draft | null> | null {
    return may(ctx.actor, 'read drafts') ? draftOfAnswer(ctx.db, answer.key) : null;
  }

  @FieldResolver(() => [String], { description: 'The locales it is published in, the source locale first.' })
  locales(@Root() { answer }: AnswerView): readonly string[] {
    return [...answer.texts.keys()];
  }

  @FieldResolver(() => RenditionType, { description: 'Its words as a channel shows them, with the receipt.' })
  rendition(
    @Root() view: AnswerView,
    @Ctx() ctx: RequestContext,
    @Arg('channel', () => String, {
      nullable: true,
      description: 'On which channel, or network of one; the one the answer was asked for when not given.',
    })
    channel: string | null | undefined,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'In which language; the one the answer was asked in when not given.',
    })
    locale: string | null | undefined,
  ): Rendition {
    return renditionOf(ctx, view, channel ?? view.channel, locale ?? localesOf(view));
  }

  @FieldResolver(() => Int, { description: 'After how many days someone must confirm that it is still true.' })
  reviewEveryDays(@Root() { answer }: AnswerView): number {
    return answer.reviewEveryDays;
  }
}

/** The rendition of an answer for a channel named by key. */
export function renditionOf(
  ctx: RequestContext,
  view: Pick<AnswerView, 'answer' | 'snapshot'>,
  channel: string | null,
  locale: string | readonly string[],
): Rendition {
  return renderAnswer(
    { ...ctx, snapshot: view.snapshot },
    view.answer as PublishedAnswer,
    placeOf(ctx, channel),
    locale,
  );
}

function wordsOf(view: AnswerView): LocalText {
  return chooseText(view.answer, localesOf(view), view.snapshot.sourceLocale).text;
}
