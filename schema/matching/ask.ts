import {
  Args,
  ArgsType,
  createUnionType,
  Ctx,
  Field,
  Float,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { allow, type Audience, narrowed } from '../../src/access/index.js';
import type { Rendition } from '../../src/channels/index.js';
import { ask, explain, type Ask, type Resolution, withVectors } from '../../src/matching/index.js';
import { isAppError } from '../../src/platform/errors.js';
import { requireText } from '../../src/platform/text.js';
import type { ContentReceipt } from '../../src/receipts/index.js';
import { RenditionType } from '../channels/rendition.js';
import { placeOf, type RequestContext } from '../context.js';
import { ReceiptType } from '../receipts/receipt.js';
import { AnswerType, renditionOf } from '../knowledge/answer.js';
import { askedIn } from '../knowledge/answer-list.js';
import { AsOfInput, releaseArg } from '../knowledge/as-of.js';
import { type AnswerView, localesOf, snapshotAt } from '../knowledge/views.js';
import { AudienceEnum, NoAnswerReasonEnum } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { type Explained, ExplanationType, explanationFor, explanationView } from './explanation.js';
import { ScopeEntry, ScopeEntryInput, scopeEntries, scopeFrom } from '../shared/scope.js';

@ObjectType({ description: 'How sure a resolution is, and what it was made from.' })
abstract class Measured {
  @Field(() => String, { description: 'The question, as it was cut out of the message.' })
  question!: string;

  @Field(() => Float, { description: "The best candidate's raw score; higher fits better." })
  score!: number;

  @Field(() => Float, { description: 'The calibrated probability that the best candidate is right, 0 to 1.' })
  confidence!: number;

  @Field(() => Float, { description: 'How far the best candidate is ahead of the second, in raw score.' })
  margin!: number;

  @Field(() => Int, { description: 'The published state it was resolved in.' })
  snapshotSequence!: number;

  @Field(() => String, {
    description: 'The hash of the model it was resolved with; "none" before the first is trained.',
  })
  modelId!: string;

  @Field(() => ExplanationType, {
    nullable: true,
    description:
      'Why it was resolved so; for editors, null for others. It names only what the audience asked as may see.',
  })
  explanation(@Root() resolution: Explained, @Ctx() ctx: RequestContext): ExplanationType | null {
    return explanationFor(ctx, resolution);
  }
}

@ObjectType({ description: 'One answer, with proof of what was shown.' })
export class Answered extends Measured {
  @Field(() => Boolean, { description: 'Whether the question is one of the phrasings, word for word.' })
  exact!: boolean;

  @Field(() => AnswerType, { description: 'The answer.' })
  answer!: AnswerView;

  @Field(() => RenditionType, { description: 'Its words for the channel that asks.' })
  rendition!: Rendition;

  @Field(() => ReceiptType, { description: 'Proof of them.' })
  receipt!: ContentReceipt;
}

@ObjectType({ description: 'One of the answers that may be meant.' })
export class Choice {
  @Field(() => Float, { description: 'Its raw score.' })
  score!: number;

  @Field(() => AnswerType, { description: 'The answer.' })
  answer!: AnswerView;

  @Field(() => String, { description: 'Its question, to be shown to the customer.' })
  question!: string;

  @Field(() => [ScopeEntry], { description: 'For whom or where it applies; tells apart answers to the same question.' })
  scope!: readonly ScopeEntry[];
}

@ObjectType({ description: 'Two or three answers that may be meant: the customer should pick.' })
export class Choices extends Measured {
  @Field(() => [Choice], { description: 'The best first; the same on every channel.' })
  choices!: readonly Choice[];
}

@ObjectType({ description: 'Honest silence: nothing fits well enough.' })
export class NoAnswer extends Measured {
  @Field(() => NoAnswerReasonEnum, { description: 'Why.' })
  reason!: 'UNKNOWN' | 'UNSERVABLE' | 'EMPTY';
}

const ResolutionUnion = createUnionType({
  name: 'Resolution',
  description: 'What a question resolves to.',
  types: () => [Answered, Choices, NoAnswer] as const,
  resolveType: (value: object) => ('rendition' in value ? 'Answered' : 'choices' in value ? 'Choices' : 'NoAnswer'),
});

@InputType({ description: 'What went before in the conversation.' })
export class AskContextInput {
  @Field(() => [String], {
    nullable: true,
    description: 'Keys of the answers given before, latest last; at most 20 count.',
  })
  previousAnswers?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Questions asked before, latest last, up to 1,000 characters each; at most 20 count. The last one is gone on about where no answer was given.',
  })
  previousQuestions?: string[] | null;
}

@ArgsType()
class AskArgs {
  @Field(() => String, { description: 'The message, up to 1,000 characters; each question in it is resolved in turn.' })
  question!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The governed channel that asks, or the network of one; it changes the rendition, never the answer.',
  })
  channel?: string | null;

  @Field(() => LocaleScalar, {
    nullable: true,
    description: 'The language of the question; the source locale when not given.',
  })
  locale?: string | null;

  @Field(() => [LocaleScalar], {
    nullable: true,
    description: 'The languages you read, the one you like best first; the answer is served in the first there is.',
  })
  locales?: string[] | null;

  @Field(() => AudienceEnum, {
    nullable: true,
    description: 'Narrows who asks; it never widens what the credential allows.',
  })
  audience?: Audience | null;

  @Field(() => [ScopeEntryInput], {
    nullable: true,
    description: 'What is known of the asker, such as customer = business.',
  })
  scope?: ScopeEntryInput[] | null;

  @Field(() => AskContextInput, { nullable: true, description: 'What went before, so that a follow-up is understood.' })
  context?: AskContextInput | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Waits until this node serves the snapshot of that number: read your own writes.',
  })
  minSnapshot?: number | null;

  @Field(() => AsOfInput, {
    nullable: true,
    description: 'Asks the phrasings and answers of then, by the matcher of today; for editors. Now when not given.',
  })
  asOf?: AsOfInput | null;

  @Field(() => String, releaseArg)
  release?: string | null;
}

const remembered = 20;
const longestQuestion = 1_000;

@Resolver()
export class AskResolver {
  @Query(() => [ResolutionUnion], {
    description: 'Resolves a message: one resolution for each question in it. Changes nothing and records nothing.',
  })
  async ask(@Ctx() ctx: RequestContext, @Args(() => AskArgs) args: AskArgs): Promise<readonly object[]> {
    // Other phrasings need another model: nobody but staff may make the service train one.
    if (args.asOf) allow(ctx.actor, 'read the past and the future');
    const published = args.minSnapshot == null ? ctx.snapshot : await ctx.snapshots.reached(args.minSnapshot);
    const isPublished = args.release == null && args.asOf == null;
    const snapshot = isPublished ? published : await snapshotAt(ctx, args.asOf, args.release);
    const asked = askedIn(ctx, args.locale, args.locales);
    const locale = args.locale ?? asked.locale;
    const audience = narrowed(ctx.actor.audience, args.audience);
    const channel = placeOf(ctx, args.channel).key;
    const models = isPublished ? ctx.models : await ctx.modelsOfThen(snapshot, { locale, audience });
    const question: Ask = {
      question: args.question,
      locale,
      audience,
      scope: scopeFrom(args.scope),
      previousAnswers: (args.context?.previousAnswers ?? []).slice(-remembered),
      previousQuestions: (args.context?.previousQuestions ?? [])
        .slice(-remembered)
        .map((text) => requireText('previousQuestions', text, { max: longestQuestion })),
    };
    // The models as they were asked: with the embeddings that the question needed.
    const [state, resolutions] = await withVectors({ ...ctx, models }, (served) => {
      const asking = { snapshot, models: served };
      return [asking, ask(asking, question)] as const;
    });
    const explained = (resolution: Resolution, view: ViewOf) => ({
      explain: () => explanationView(explain(state, question, resolution), view),
    });
    return resolutions.map((resolution) => present({ ...ctx, snapshot, explained }, resolution, { ...asked, channel }));
  }
}

type ViewOf = (answer: AnswerView['answer']) => AnswerView;
type PresentContext = RequestContext & { readonly explained: (resolution: Resolution, view: ViewOf) => Explained };

function present(
  ctx: PresentContext,
  resolution: Resolution,
  shown: Pick<AnswerView, 'locale' | 'locales'> & { readonly channel: string },
): object {
  const view: ViewOf = (answer) => ({ answer, snapshot: ctx.snapshot, ...shown });
  const { making: _, ...told } = resolution;
  const measured = { ...told, ...ctx.explained(resolution, view) };
  switch (measured.outcome) {
    case 'answered':
      return answered(ctx, measured, view(measured.answer));
    case 'choices':
      return {
        ...measured,
        choices: measured.choices.map(({ answer, score }) => ({
          score,
          answer: view(answer),
          question: renditionOf(ctx, view(answer), shown.channel, localesOf(shown)).question,
          scope: scopeEntries(answer.scope),
        })),
      };
    default:
      return measured;
  }
}

/** An answer whose fact has no value today is not shown; that it should have been is logged, because someone must mend it. */
function answered(
  ctx: RequestContext,
  resolution: Omit<Extract<Resolution, { outcome: 'answered' }>, 'making'>,
  view: AnswerView,
): object {
  try {
    const rendition = renditionOf(ctx, view, view.channel, localesOf(view));
    return { ...resolution, answer: view, rendition, receipt: rendition.receipt };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'NOT_SERVABLE') throw error;
    ctx.log.error({ answer: view.answer.key, reason: error.message }, 'an answer that fits cannot be shown');
    const { answer: _, exact: __, ...measured } = resolution;
    return { ...measured, reason: 'UNSERVABLE' };
  }
}
