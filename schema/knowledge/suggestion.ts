import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { type Audience, may } from '../../src/access/index.js';
import {
  type Draft,
  mySuggestions,
  type Suggestion,
  type SuggestionOrigin,
  type SuggestionState,
  suggestAnswer,
  suggestEdit,
  suggestionQueue,
  triageSuggestion,
  type TriageOutcome,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionOf, connectionType, PageArgs, pageBounds } from '../shared/connection.js';
import { AudienceEnum } from '../shared/enums.js';
import { numberOf } from '../shared/number-of.js';
import { DraftType } from './draft.js';
import { Conflict, conflict } from './edit-answer.js';
import { forStaff } from './views.js';
import { SuggestionOriginEnum, SuggestionStateEnum } from './suggestion-enums.js';

@ObjectType('Suggestion', { description: 'What someone proposes for an answer, and what became of it.' })
class SuggestionType implements Omit<Suggestion, 'text' | 'decidedBy' | 'draftKey'> {
  @Field(() => ID, { description: 'Names the suggestion.' })
  id!: number;

  @Field(() => String, { nullable: true, description: 'The answer it would change; null = it proposes a new one.' })
  answerKey!: string | null;

  @Field(() => String, { description: 'The topic it stands under.' })
  topicKey!: string;

  @Field(() => Int, { nullable: true, description: 'The version it was made on; null for a new answer.' })
  basedOn!: number | null;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => SuggestionOriginEnum, { description: 'Where it comes from.' })
  origin!: SuggestionOrigin;

  @Field(() => String, { nullable: true, description: 'Where it was said, such as the thread of the community.' })
  sourceUrl!: string | null;

  @Field(() => String, { description: 'Who made it.' })
  suggestedBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  suggestedAt!: Date;

  @Field(() => SuggestionStateEnum, { description: 'Where it stands.' })
  state!: SuggestionState;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided.' })
  decidedAt!: Date | null;

  @Field(() => String, { description: 'What the one who decided says to the one who suggested.' })
  decisionNote!: string;
}

const proposed = { nullable: true, description: 'What it would say there; null = as it is.' };

@Resolver(() => SuggestionType)
export class SuggestionResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Who decided; null while it is open. For staff.' })
  decidedBy(@Root() { decidedBy }: Suggestion, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, decidedBy);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The answer whose draft was begun from it; for those who may see drafts.',
  })
  draftKey(@Root() { draftKey }: Suggestion, @Ctx() ctx: RequestContext): string | null {
    return may(ctx.actor, 'read drafts') ? draftKey : null;
  }

  @FieldResolver(() => String, proposed)
  question(@Root() { text }: Suggestion): string | null {
    return text.question;
  }

  @FieldResolver(() => String, proposed)
  title(@Root() { text }: Suggestion): string | null {
    return text.title;
  }

  @FieldResolver(() => String, proposed)
  body(@Root() { text }: Suggestion): string | null {
    return text.body;
  }

  @FieldResolver(() => String, proposed)
  short(@Root() { text }: Suggestion): string | null {
    return text.short;
  }
}

const SuggestionConnection = connectionType('Suggestion', SuggestionType);

@ArgsType()
class SuggestionsArgs extends PageArgs {
  @Field(() => SuggestionStateEnum, { nullable: true, description: 'Only those that stand so.' })
  state?: SuggestionState | null;

  @Field(() => String, { nullable: true, description: 'Only those of this topic and the topics below it.' })
  topic?: string | null;
}

@InputType({ description: 'Why something is suggested, and where it comes from.' })
abstract class GroundsInput {
  @Field(() => String, { description: 'Why, up to 1,000 characters.' })
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The thread in which customers accepted this answer from each other; channels must name it.',
  })
  communityUrl?: string | null;

  @Field(() => String, { nullable: true, description: 'Any other page where it stands written.' })
  sourceUrl?: string | null;
}

@InputType({ description: 'A change to an answer; what is left out stays as it is.' })
class SuggestEditInput extends GroundsInput {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => String, { nullable: true, description: 'The question.' })
  question?: string | null;

  @Field(() => String, { nullable: true, description: 'The title.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'The body.' })
  body?: string | null;

  @Field(() => String, { nullable: true, description: 'The short form.' })
  short?: string | null;
}

@InputType({ description: 'An answer that is missing.' })
class SuggestAnswerInput extends GroundsInput {
  @Field(() => String, { description: "The topic's key." })
  topic!: string;

  @Field(() => String, { description: 'The question as customers ask it.' })
  question!: string;

  @Field(() => String, { nullable: true, description: 'A title.' })
  title?: string | null;

  @Field(() => String, { description: 'What to answer.' })
  body!: string;

  @Field(() => String, { nullable: true, description: 'The short form.' })
  short?: string | null;
}

@ObjectType({ description: 'The suggestion was decided on.' })
class SuggestionTriaged {
  @Field(() => SuggestionType, { description: 'The suggestion, with its outcome.' })
  suggestion!: Suggestion;

  @Field(() => DraftType, { nullable: true, description: 'The draft that was begun; null when it was declined.' })
  draft!: Draft | null;
}

const TriageOutcomeUnion = createUnionType({
  name: 'TriageOutcome',
  description: 'What became of a decision.',
  types: () => [SuggestionTriaged, Conflict] as const,
  resolveType: (value: object) => ('suggestion' in value ? 'SuggestionTriaged' : 'Conflict'),
});

const idArg = { description: 'The suggestion.' };

@Resolver()
export class SuggestionsResolver {
  @Query(() => SuggestionConnection, { description: 'What you suggested and what became of it, newest first.' })
  async mySuggestions(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Connection<Suggestion>> {
    const bounds = pageBounds(args);
    const { suggestions, total } = await mySuggestions(ctx, bounds);
    return connectionOf(suggestions, bounds, total);
  }

  @Query(() => SuggestionConnection, { description: 'What is suggested, newest first, for those who write.' })
  async suggestions(
    @Ctx() ctx: RequestContext,
    @Args(() => SuggestionsArgs) args: SuggestionsArgs,
  ): Promise<Connection<Suggestion>> {
    const bounds = pageBounds(args);
    const { suggestions, total } = await suggestionQueue(ctx, {
      ...bounds,
      ...(args.state ? { state: args.state } : {}),
      ...(args.topic ? { topic: args.topic } : {}),
    });
    return connectionOf(suggestions, bounds, total);
  }

  @Mutation(() => SuggestionType, { description: 'Proposes a change to an answer; its owner team decides.' })
  suggestEdit(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SuggestEditInput, { description: 'The change.' }) input: SuggestEditInput,
  ): Promise<Suggestion> {
    return suggestEdit(ctx, { ...given(input), key: input.key, reason: input.reason });
  }

  @Mutation(() => SuggestionType, {
    description: 'Proposes an answer that is missing; the team that owns the topic decides.',
  })
  suggestAnswer(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SuggestAnswerInput, { description: 'The answer.' }) input: SuggestAnswerInput,
  ): Promise<Suggestion> {
    const { topic, question, body, reason } = input;
    return suggestAnswer(ctx, { ...given(input), topic, question, body, reason });
  }

  @Mutation(() => TriageOutcomeUnion, {
    description:
      'Accepts a suggestion of your topic: a draft of yours is begun from it, to be reviewed like any other.',
  })
  async acceptSuggestion(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArg) id: string,
    @Arg('note', () => String, { nullable: true, description: 'A word to the suggester.' })
    note: string | null | undefined,
    @Arg('expectedEdit', () => Int, {
      nullable: true,
      description: 'The edit of the draft that is there; 0 or none = there is no draft.',
    })
    expectedEdit: number | null | undefined,
    @Arg('key', () => String, { nullable: true, description: 'What a new answer is to be called.' })
    key: string | null | undefined,
    @Arg('audience', () => AudienceEnum, {
      nullable: true,
      description: 'Who may see a new answer; PUBLIC when not given.',
    })
    audience: Audience | null | undefined,
  ): Promise<typeof TriageOutcomeUnion> {
    return triaged(
      await triageSuggestion(ctx, {
        id: numberOf('id', id),
        accept: true,
        note: note ?? '',
        expectedEdit: expectedEdit ?? 0,
        ...(key ? { key } : {}),
        ...(audience ? { audience } : {}),
      }),
    );
  }

  @Mutation(() => TriageOutcomeUnion, { description: 'Declines a suggestion of your topic, with a reason.' })
  async declineSuggestion(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArg) id: string,
    @Arg('reason', () => String, { description: 'What the suggester is told.' }) reason: string,
  ): Promise<typeof TriageOutcomeUnion> {
    return triaged(await triageSuggestion(ctx, { id: numberOf('id', id), accept: false, note: reason }));
  }
}

function triaged(outcome: TriageOutcome): typeof TriageOutcomeUnion {
  return outcome.outcome === 'triaged' ? { suggestion: outcome.suggestion, draft: outcome.draft } : conflict(outcome);
}

/** What a client sent as null means the same as what it did not send. */
function given(input: SuggestEditInput | SuggestAnswerInput) {
  const { question, title, body, short, communityUrl, sourceUrl } = input;
  const fields = { question, title, body, short, communityUrl, sourceUrl };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Partial<
    Record<keyof typeof fields, string>
  >;
}
