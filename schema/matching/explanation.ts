import { Field, Float, ObjectType } from 'type-graphql';
import { may } from '../../src/access/index.js';
import type { Explanation, FollowUp } from '../../src/matching/index.js';
import type { RequestContext } from '../context.js';
import { AnswerType } from '../knowledge/answer.js';
import type { AnswerView } from '../knowledge/views.js';
import { enumOf } from '../shared/enums.js';
import { ThresholdsType } from '../shared/thresholds.js';

const FollowUpEnum = enumOf('FollowUp', 'As what a question was understood that means little alone.', {
  CONTEXT: 'It goes on about what was asked or answered before.',
  SCOPE: 'It asks what was answered before, for somebody else.',
} satisfies Record<FollowUp, string>);

@ObjectType('ExplainedCandidate', { description: 'An answer that was weighed.' })
class ExplainedCandidate {
  @Field(() => AnswerType, { description: 'The answer.' })
  answer!: AnswerView;

  @Field(() => Float, { description: 'Its raw score.' })
  score!: number;
}

@ObjectType('ExplainedPhrasing', { description: 'A phrasing that is near to the question.' })
class ExplainedPhrasing {
  @Field(() => String, { description: 'The phrasing.' })
  text!: string;

  @Field(() => AnswerType, { description: 'The answer that it asks for.' })
  answer!: AnswerView;

  @Field(() => Float, { description: 'How near it is, by the stems they share: 1 = the same stems, 0 = none.' })
  cosine!: number;
}

@ObjectType('ExplainedWord', { description: 'What a word of the question did.' })
class ExplainedWord {
  @Field(() => String, { description: 'The word, in lower case; of a script without spaces two characters.' })
  word!: string;

  @Field(() => Float, {
    description: "The best candidate's score with the word less its score without it: negative = it spoke against.",
  })
  contribution!: number;
}

@ObjectType('ExplainedMeasure', { description: 'A measure from which the confidence was reckoned.' })
class ExplainedMeasure {
  @Field(() => String, { description: 'What was measured.' })
  name!: string;

  @Field(() => Float, { description: 'How much.' })
  value!: number;
}

@ObjectType('Explanation', { description: 'Why a question was resolved as it was.' })
export class ExplanationType {
  @Field(() => String, { description: 'The words that were matched, with what went before where it follows up.' })
  matched!: string;

  @Field(() => String, { description: 'The language whose phrasings they were compared with.' })
  locale!: string;

  @Field(() => Boolean, { description: 'Whether they are a phrasing, word for word, so that no model was asked.' })
  exact!: boolean;

  @Field(() => Boolean, { description: 'Whether the message was cut, and this is one question of several.' })
  isPart!: boolean;

  @Field(() => FollowUpEnum, { nullable: true, description: 'As what it was understood; null = as it stands.' })
  followUp!: FollowUp | null;

  @Field(() => ThresholdsType, { description: 'The thresholds that were applied.' })
  thresholds!: Explanation['thresholds'];

  @Field(() => [ExplainedCandidate], { description: 'Answers that were weighed, best first, at most ten.' })
  candidates!: readonly ExplainedCandidate[];

  @Field(() => [AnswerType], { description: 'Answers that a negative phrasing rules out for these very words.' })
  ruledOut!: readonly AnswerView[];

  @Field(() => [ExplainedPhrasing], { description: "The candidates' phrasings that are nearest, at most five." })
  phrasings!: readonly ExplainedPhrasing[];

  @Field(() => [ExplainedWord], {
    description: 'What each word did for the best candidate, strongest first; at most ten.',
  })
  words!: readonly ExplainedWord[];

  @Field(() => [ExplainedMeasure], {
    description: 'What the confidence was reckoned from; empty for an exact phrasing.',
  })
  evidence!: readonly ExplainedMeasure[];
}

/** A resolution that can be explained, to those who may know. */
export interface Explained {
  readonly explain: () => ExplanationType;
}

/** The explanation where the actor may read it. */
export function explanationFor(ctx: RequestContext, { explain }: Explained): ExplanationType | null {
  return may(ctx.actor, 'read how a match was made') ? explain() : null;
}

/** The explanation with its answers as the API shows them. */
export function explanationView(
  explanation: Explanation,
  view: (answer: AnswerView['answer']) => AnswerView,
): ExplanationType {
  const shown = <T extends { readonly answer: AnswerView['answer'] }>(row: T) => ({ ...row, answer: view(row.answer) });
  return {
    ...explanation,
    candidates: explanation.candidates.map(shown),
    phrasings: explanation.phrasings.map(shown),
    ruledOut: explanation.ruledOut.map(view),
  };
}
