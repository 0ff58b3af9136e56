import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import {
  type Facet,
  type FacetName,
  type FoundAnswer,
  searchAnswers,
  type SearchContext,
  searchingNow,
  searchingThen,
  suggestAnswers,
} from '../../src/search/index.js';
import type { PublishedAnswer, Snapshot } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { AsOfInput, releaseArg } from '../knowledge/as-of.js';
import { teamOf } from '../knowledge/team.js';
import { type AnswerView, snapshotAt } from '../knowledge/views.js';
import { PageArgs, pageSize } from '../shared/connection.js';
import { LocaleScalar } from '../shared/scalars.js';
import { ScopeEntryInput, scopeFrom } from '../shared/scope.js';
import { SearchConnection, SearchDegradation, type SearchPage, SearchSuggestion } from './found.js';

@ArgsType()
class SearchArgs extends PageArgs {
  @Field(() => String, {
    description:
      'What is looked for, up to 500 characters: words, and phrases in double quotes. The last word may be the beginning of one.',
  })
  text!: string;

  @Field(() => LocaleScalar, { nullable: true, description: 'In which language; the source locale when not given.' })
  locale?: string | null;

  @Field(() => String, { nullable: true, description: 'For which channel renditions of the hits are made.' })
  channel?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this topic and the topics below it.' })
  topic?: string | null;

  @Field(() => String, { nullable: true, description: 'Only answers that this team writes.' })
  owner?: string | null;

  @Field(() => [ScopeEntryInput], {
    nullable: true,
    description: 'Only what is not meant for another situation than this.',
  })
  scope?: ScopeEntryInput[] | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description:
      'Whether to look further when nothing is found as asked: without filters, by any word, in other languages.',
  })
  widen!: boolean;

  @Field(() => AsOfInput, {
    nullable: true,
    description: 'At which instants; now when not given. Such a state is scanned for the words, without the index.',
  })
  asOf?: AsOfInput | null;

  @Field(() => String, releaseArg)
  release?: string | null;
}

@ObjectType({ description: 'Questions that go on as it was begun.' })
export class SearchSuggestions {
  @Field(() => [SearchSuggestion], { description: 'The questions, best first.' })
  suggestions!: readonly SearchSuggestion[];

  @Field(() => SearchDegradation, {
    nullable: true,
    description: 'Why they are less than usual; null when they are not.',
  })
  degraded!: SearchDegradation | null;
}

/** A page with what its suggestions are made of. */
interface Asked {
  readonly page: SearchPage;
  readonly ctx: SearchContext;
  readonly text: string;
  readonly locale: string;
  readonly channel: string | null;
}

const asked = new WeakMap<object, Asked>();

@Resolver(() => SearchConnection)
export class SearchResolver {
  @Query(() => SearchConnection, {
    description:
      'Finds answers for browsing. Which answer resolves a question is for ask to say. A cursor holds until what can be searched changes; after that it is refused as a CONFLICT.',
  })
  async search(@Ctx() ctx: RequestContext, @Args(() => SearchArgs) args: SearchArgs): Promise<SearchPage> {
    const locale = args.locale ?? ctx.sourceLocale;
    const channel = args.channel ?? null;
    const snapshot = await snapshotAt(ctx, args.asOf, args.release);
    const searching = args.asOf || snapshot.preview ? await searchingThen(ctx, snapshot) : searchingNow(ctx, snapshot);
    const found = await searchAnswers(searching, {
      text: args.text,
      locale,
      audience: ctx.actor.audience,
      filters: {
        topics: args.topic == null ? [] : [args.topic],
        owners: args.owner == null ? [] : [args.owner],
        scope: scopeFrom(args.scope),
      },
      facets: ctx.actor.audience === 'STAFF' ? ['topic', 'owner', 'audience'] : ['topic'],
      first: pageSize(args),
      after: args.after ?? null,
      widen: args.widen,
    });
    const view = (answer: PublishedAnswer): AnswerView => ({ answer, snapshot, locale, channel });
    const edges = found.hits.map(({ cursor, ...hit }) => ({ cursor, node: { ...hit, answer: view(hit.answer) } }));
    const page: SearchPage = {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: {
        hasNextPage: found.hasMore,
        hasPreviousPage: args.after != null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: found.total.count,
      totalKind: found.total.kind,
      step: found.step,
      facets: found.facets.map((facet) => labelled(snapshot, facet)),
      didYouMean: found.corrected,
      popular: found.popular.map(view),
      person: found.person ? view(found.person) : null,
      degraded: found.degraded,
      snapshotSequence: snapshot.sequence,
    };
    asked.set(page, { page, ctx: searching, text: found.corrected ?? args.text, locale, channel });
    return page;
  }

  @FieldResolver(() => [SearchSuggestion], {
    description: 'Questions that hold all words looked for, misspelt ones put right: what could be asked instead.',
  })
  async suggestions(@Root() page: SearchPage, @Ctx() ctx: RequestContext): Promise<readonly SearchSuggestion[]> {
    const known = asked.get(page);
    if (!known) return [];
    const input = { prefix: known.text.slice(0, 200), locale: known.locale, audience: ctx.actor.audience, first: 5 };
    const { suggestions } = await suggestAnswers(known.ctx, input);
    return suggestions.map((one) => viewOf(known.ctx.snapshot, one, known));
  }

  @Query(() => SearchSuggestions, {
    description:
      'Questions for search-as-you-type: those that hold every word typed, the last one by its beginning; from two characters on.',
  })
  async suggest(
    @Ctx() ctx: RequestContext,
    @Arg('prefix', () => String, { description: 'What has been typed, up to 200 characters.' }) prefix: string,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'In which language; the source locale when not given.',
    })
    locale: string | null | undefined,
    @Arg('first', () => Int, { defaultValue: 8, description: 'How many: 1 to 10.' }) first: number,
    @Arg('channel', () => String, {
      nullable: true,
      description: 'For which channel renditions of the answers are made.',
    })
    channel: string | null | undefined,
  ): Promise<SearchSuggestions> {
    const wanted = { prefix, locale: locale ?? ctx.sourceLocale, audience: ctx.actor.audience, first };
    const { suggestions, degraded } = await suggestAnswers(searchingNow(ctx, ctx.snapshot), wanted);
    const shown = { locale: wanted.locale, channel: channel ?? null };
    return { suggestions: suggestions.map((one) => viewOf(ctx.snapshot, one, shown)), degraded };
  }
}

function viewOf(
  snapshot: Snapshot,
  { answer, locale: spoken, title }: FoundAnswer,
  { locale, channel }: { readonly locale: string; readonly channel: string | null },
): SearchSuggestion {
  return { answer: { answer, snapshot, locale, channel }, locale: spoken, title };
}

function labelled(snapshot: Snapshot, { name, counts }: Facet) {
  return {
    name: name.toUpperCase() as Uppercase<FacetName>,
    counts: counts.map(({ value, count }) => ({ value, label: labelOf(snapshot, name, value), count })),
  };
}

function labelOf(snapshot: Snapshot, name: FacetName, value: string): string {
  if (name === 'topic') return snapshot.topics.get(value)?.name ?? value;
  return name === 'owner' ? teamOf(snapshot, value).name : value;
}
