import { Arg, Ctx, Field, Float, InputType, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { type Audience, narrowed } from '../../src/access/index.js';
import { requireThresholds, type Thresholds } from '../../src/knowledge/index.js';
import { type CurvePoint, type MatchingCurve, matchingCurve, type ThresholdEffect } from '../../src/matching/index.js';
import type { RequestContext } from '../context.js';
import { AudienceEnum } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { ThresholdsType } from '../shared/thresholds.js';

@InputType({ description: 'Thresholds to be tried.' })
class ThresholdsInput {
  @Field(() => Float, { description: 'From here on the answer would be given: above 0, at most 1.' })
  answer!: number;

  @Field(() => Float, { description: 'From here on choices would be given: above 0, at most what answer says.' })
  choices!: number;
}

@ObjectType('CurvePoint', { description: 'What answering from one confidence on comes to.' })
class CurvePointType implements CurvePoint {
  @Field(() => Float, { description: 'The confidence, 0 to 1.' })
  confidence!: number;

  @Field(() => Float, { name: 'answeredShare', description: 'The share of questions that reach it.' })
  answered!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Of those the share answered rightly; null where none reaches it.',
  })
  precision!: number | null;
}

@ObjectType('ThresholdEffect', { description: 'What thresholds come to, as shares of all questions.' })
class ThresholdEffectType implements ThresholdEffect {
  @Field(() => ThresholdsType, { description: 'The thresholds.' })
  thresholds!: Thresholds;

  @Field(() => Float, { name: 'answeredShare', description: 'Answered.' })
  answered!: number;

  @Field(() => Float, { name: 'choicesShare', description: 'Offered choices.' })
  choices!: number;

  @Field(() => Float, { name: 'silentShare', description: 'Met with silence.' })
  silent!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Of those answered the share answered rightly; null where none is.',
  })
  precision!: number | null;
}

@ObjectType('MatchingCurve', {
  description:
    'Precision against the share answered, by which thresholds are chosen: each phrasing was put to a model that had not learned it, and some to one without their answer.',
})
class MatchingCurveType implements MatchingCurve {
  @Field(() => Int, { description: 'The published state whose thresholds are shown.' })
  snapshotSequence!: number;

  @Field(() => String, { description: 'The model that was measured; "none" before the first is trained.' })
  modelId!: string;

  @Field(() => String, { description: 'The language whose phrasings it has learned.' })
  locale!: string;

  @Field(() => [CurvePointType], { description: 'By rising confidence.' })
  points!: readonly CurvePoint[];

  @Field(() => Boolean, { description: 'Whether no release has set thresholds for this language or for all.' })
  isDefault!: boolean;

  @Field(() => ThresholdEffectType, { description: 'The thresholds in force, and what they come to.' })
  inForce!: ThresholdEffect;

  @Field(() => ThresholdEffectType, { nullable: true, description: 'What the thresholds to be tried would come to.' })
  proposed!: ThresholdEffect | null;
}

@Resolver()
export class MatchingCurveResolver {
  @Query(() => MatchingCurveType, {
    description: 'How the model of a language and audience trades precision against the share of questions answered.',
  })
  matchingCurve(
    @Ctx() ctx: RequestContext,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'The language; the source locale when not given.',
    })
    locale: string | null | undefined,
    @Arg('audience', () => AudienceEnum, { nullable: true, description: 'Who asks; the public when not given.' })
    audience: Audience | null | undefined,
    @Arg('thresholds', () => ThresholdsInput, { nullable: true, description: 'Thresholds to be tried.' })
    thresholds: Thresholds | null | undefined,
  ): MatchingCurve {
    return matchingCurve(ctx, {
      locale: locale ?? ctx.sourceLocale,
      audience: narrowed(ctx.actor.audience, audience ?? 'PUBLIC'),
      thresholds: thresholds ? requireThresholds(thresholds) : null,
    });
  }
}
