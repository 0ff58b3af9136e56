import { Field, Float, ID, InputType } from 'type-graphql';
import type { ItemWanted } from '../../src/knowledge/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { RequestContext } from '../context.js';
import { numberOf } from '../shared/number-of.js';
import { LocaleScalar } from '../shared/scalars.js';

@InputType({ description: 'Phrasings of an answer that begin and end with a release.' })
class ReleasePhrasingsInput {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => LocaleScalar, { nullable: true, description: 'Their language; the source locale when not given.' })
  locale?: string | null;

  @Field(() => [String], { nullable: true, description: 'Those that begin, up to 300 characters each.' })
  add?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Those that end, word for word.' })
  remove?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Texts that from then on do not ask for the answer though they may look so, up to 300 characters each.',
  })
  addNegative?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Negative phrasings that end, word for word.' })
  removeNegative?: string[] | null;
}

@InputType({
  description:
    'From which calibrated confidence on questions are answered, or answered with choices, once a release is published. Neither = the default again.',
})
class ReleaseThresholdsInput {
  @Field(() => LocaleScalar, {
    nullable: true,
    description: 'The language; when not given, every one that has none of its own.',
  })
  locale?: string | null;

  @Field(() => Float, { nullable: true, description: 'From here on the answer is given: above 0, at most 1.' })
  answer?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'From here on choices are given: above 0, at most what answer says.',
  })
  choices?: number | null;
}

@InputType({
  description: 'Questions of the log that the matcher of a language learns from once a release is published.',
})
class ReleaseQuestionsInput {
  @Field(() => LocaleScalar, { nullable: true, description: 'The language; the source locale when not given.' })
  locale?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The sample; freezeQuestions gave its number. When not given, it learns from none any more.',
  })
  sample?: string | null;
}

@InputType({ description: 'The words of an answer in another language, for the version that it has with the release.' })
class ReleaseTranslationInput {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => LocaleScalar, { description: 'The language.' })
  locale!: string;

  @Field(() => String, { description: 'The question.' })
  question!: string;

  @Field(() => String, { description: 'The title.' })
  title!: string;

  @Field(() => String, { description: 'The body, with the same embeds as the source.' })
  body!: string;

  @Field(() => String, { description: 'The short form.' })
  short!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether a machine made them; false when not given.' })
  machine?: boolean | null;
}

@InputType({ description: 'A change to be put into a release: exactly one of these.' })
export class ReleaseItemInput {
  @Field(() => String, { nullable: true, description: 'The key of an answer whose draft it is.' })
  answer?: string | null;

  @Field(() => ID, { nullable: true, description: 'The statement about a fact; stateFact gave its number.' })
  statement?: string | null;

  @Field(() => ReleasePhrasingsInput, { nullable: true, description: 'Phrasings.' })
  phrasings?: ReleasePhrasingsInput | null;

  @Field(() => ReleaseTranslationInput, { nullable: true, description: 'A translation.' })
  translation?: ReleaseTranslationInput | null;

  @Field(() => ReleaseThresholdsInput, { nullable: true, description: 'Thresholds of the matcher.' })
  thresholds?: ReleaseThresholdsInput | null;

  @Field(() => ReleaseQuestionsInput, { nullable: true, description: 'Questions to learn from.' })
  questions?: ReleaseQuestionsInput | null;
}

/** The change that an input asks for; throws BAD_INPUT unless it is exactly one. */
export function wantedItem(ctx: Pick<RequestContext, 'sourceLocale'>, input: ReleaseItemInput): ItemWanted {
  const { answer, statement, phrasings, translation, thresholds, questions } = input;
  const wanted: ItemWanted[] = [];
  if (answer != null) wanted.push({ kind: 'ANSWER', answer });
  if (statement != null) wanted.push({ kind: 'FACT', statement: numberOf('statement', statement) });
  if (phrasings)
    wanted.push({
      kind: 'PHRASINGS',
      answer: phrasings.answer,
      locale: phrasings.locale ?? ctx.sourceLocale,
      add: phrasings.add ?? [],
      remove: phrasings.remove ?? [],
      addNegative: phrasings.addNegative ?? [],
      removeNegative: phrasings.removeNegative ?? [],
    });
  if (translation) wanted.push({ ...translation, kind: 'TRANSLATION', machine: translation.machine ?? false });
  if (thresholds) wanted.push(wantedThresholds(thresholds));
  if (questions)
    wanted.push({
      kind: 'QUESTIONS',
      locale: questions.locale ?? ctx.sourceLocale,
      sample: questions.sample == null ? null : numberOf('sample', questions.sample),
    });
  const [only, ...more] = wanted;
  if (!only || more.length > 0)
    throw new AppError(
      'BAD_INPUT',
      'item must be exactly one of answer, statement, phrasings, translation, thresholds and questions.',
    );
  return only;
}

function wantedThresholds({ locale, answer, choices }: ReleaseThresholdsInput): ItemWanted {
  const kind = { kind: 'THRESHOLDS', locale: locale ?? null } as const;
  if (answer == null && choices == null) return { ...kind, thresholds: null };
  if (answer == null || choices == null)
    throw new AppError('BAD_INPUT', 'thresholds must give both answer and choices, or neither for the default.');
  return { ...kind, thresholds: { answer, choices } };
}
