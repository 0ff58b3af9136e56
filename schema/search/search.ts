import { Args, ArgsType, Ctx, Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Snapshot } from '../../src/knowledge/index.js';
import { type FoundAnswer, scanOf, searchAnswers, type Segment } from '../../src/search/index.js';
import type { RequestContext } from '../context.js';
import { AnswerType } from '../knowledge/answer.js';
import { AsOfInput, releaseArg } from '../knowledge/as-of.js';
import { type AnswerView, snapshotAt } from '../knowledge/views.js';
import { type Connection, connectionOf, connectionType, PageArgs, pageBounds } from '../shared/connection.js';
import { LocaleScalar } from '../shared/scalars.js';

@ObjectType({ description: 'A piece of text, so that a page can mark hits without handling markup.' })
export class HighlightSegment implements Segment {
  @Field(() => String, { description: 'The piece.' })
  text!: string;

  @Field(() => Boolean, { description: 'Whether it is what was looked for.' })
  hit!: boolean;
}

@ObjectType({ description: 'An answer that was found.' })
export class SearchHit {
  @Field(() => AnswerType, { description: 'The answer.' })
  answer!: AnswerView;

  @Field(() => Float, { description: 'How well it fits; only the order means anything.' })
  score!: number;

  @Field(() => String, { description: 'The language it was found in.' })
  locale!: string;

  @Field(() => [HighlightSegment], { description: 'Its question in pieces.' })
  title!: readonly Segment[];

  @Field(() => [HighlightSegment], { description: 'Its short form in pieces.' })
  excerpt!: readonly Segment[];
}

const SearchHitConnection = connectionType('SearchHit', SearchHit);

@ObjectType({ description: 'A page of search hits, best first.' })
export class SearchConnection extends SearchHitConnection {
  @Field(() => Int, { description: 'The published state whose words are shown.' })
  snapshotSequence!: number;
}

@ArgsType()
class SearchArgs extends PageArgs {
  @Field(() => String, { description: 'What is looked for, up to 500 characters.' })
  text!: string;

  @Field(() => LocaleScalar, { nullable: true, description: 'In which language; the source locale when not given.' })
  locale?: string | null;

  @Field(() => String, { nullable: true, description: 'For which channel renditions of the hits are made.' })
  channel?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this topic and the topics below it.' })
  topic?: string | null;

  @Field(() => AsOfInput, {
    nullable: true,
    description: 'At which instants; now when not given. Such a state is scanned for the words, without the index.',
  })
  asOf?: AsOfInput | null;

  @Field(() => String, releaseArg)
  release?: string | null;
}

@Resolver()
export class SearchResolver {
  @Query(() => SearchConnection, {
    description: 'Finds answers for browsing. Which answer resolves a question is for ask to say.',
  })
  async search(
    @Ctx() ctx: RequestContext,
    @Args(() => SearchArgs) args: SearchArgs,
  ): Promise<Connection<object> & { snapshotSequence: number }> {
    const bounds = pageBounds(args);
    const locale = args.locale ?? ctx.sourceLocale;
    const snapshot = await snapshotAt(ctx, args.asOf, args.release);
    const search = args.asOf || snapshot.preview ? scanOf(snapshot) : ctx.search;
    const page = await searchAnswers(
      { search, snapshot },
      {
        text: args.text,
        locale,
        audience: ctx.actor.audience,
        topic: args.topic ?? null,
        ...bounds,
      },
    );
    const hits = page.hits.map((hit) => ({ ...hit, answer: viewOf(snapshot, hit, locale, args.channel ?? null) }));
    return { ...connectionOf(hits, bounds, page.total), snapshotSequence: snapshot.sequence };
  }
}

function viewOf(snapshot: Snapshot, hit: FoundAnswer, locale: string, channel: string | null): AnswerView {
  return { answer: hit.answer, snapshot, locale, channel };
}
