import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { DeviationCount, DeviationKind, Severity, TeamDeviation } from '../../src/consistency/index.js';
import { SeverityEnum, TierEnum } from '../shared/enums.js';
import { type TierName, tierName } from './difference.js';

@ObjectType('DeviationShare', { description: 'How many texts deviate, with the Wilson interval of their share.' })
class DeviationShareType {
  @Field(() => Int, { description: 'How many texts were compared.' })
  compared!: number;

  @Field(() => Int, {
    description:
      'How many of them contradict the answer or leave out what must be said. Style, length and additions do not count.',
  })
  deviating!: number;

  @Field(() => Float, { nullable: true, description: 'Their share, 0 to 1.' })
  share!: number | null;

  @Field(() => Float, { nullable: true, description: 'The lower end of the 95 % interval.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'The upper end of the 95 % interval.' })
  high!: number | null;
}

@ObjectType('DeviationExample', { description: 'A claim on which a text deviates, without personal data.' })
class DeviationExampleType {
  @Field(() => String, { description: 'Its kind.' })
  kind!: string;

  @Field(() => TierEnum, { description: 'How sure the checker is.' })
  tier!: TierName;

  @Field(() => String, { description: 'The deviation in words.' })
  claim!: string;

  @Field(() => String, { nullable: true, description: 'What the answer says; null where it says nothing of it.' })
  canonical!: string | null;

  @Field(() => String, { nullable: true, description: 'What was sent; null where nothing was said of it.' })
  said!: string | null;
}

@ObjectType('DeviationKind', { description: 'A kind of claim on which texts deviate.' })
class DeviationKindType implements DeviationKind {
  @Field(() => String, {
    description: 'Such as money, duration or polarity; omission for a clause that must be said.',
  })
  kind!: string;

  @Field(() => SeverityEnum, { description: 'The harm that it can do.' })
  severity!: Severity;

  @Field(() => Int, { description: 'In how many texts.' })
  texts!: number;
}

@ObjectType('AnswerDeviation', { description: 'What a team sends to one answer.' })
class AnswerDeviationType {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => DeviationShareType, { description: 'How often it deviates.' })
  deviation!: DeviationShareType;

  @Field(() => [DeviationKindType], { description: 'In what, the most frequent first.' })
  kinds!: readonly DeviationKindType[];

  @Field(() => [DeviationExampleType], {
    description: 'At most three of the claims of each kind, in the order of the kinds, the last ones first.',
  })
  examples!: readonly DeviationExampleType[];
}

@ObjectType('DeviationMonth', { description: 'What a team sent in one month.' })
class DeviationMonthType {
  @Field(() => String, { description: 'The month in UTC, such as 2026-11.' })
  month!: string;

  @Field(() => DeviationShareType, { description: 'How often it deviates.' })
  deviation!: DeviationShareType;
}

@ObjectType('TeamDeviation', { description: 'What a team sends against the answers.' })
export class TeamDeviationType {
  @Field(() => String, { description: "The team's key." })
  team!: string;

  @Field(() => DeviationShareType, { description: 'How often it deviates: over the answers that are shown.' })
  deviation!: DeviationShareType;

  @Field(() => [AnswerDeviationType], { description: 'By answer, in the order of their keys.' })
  answers!: readonly AnswerDeviationType[];

  @Field(() => [DeviationMonthType], {
    description: 'By month, oldest first: whether it gets better. Months with fewer than five texts are left out.',
  })
  months!: readonly DeviationMonthType[];
}

/** What a team sends, as the API shows it. */
export function teamDeviationView({ team, answers, months, ...counted }: TeamDeviation): TeamDeviationType {
  return {
    team,
    deviation: shareOf(counted),
    answers: answers.map(({ answer, kinds, examples, ...ofAnswer }) => ({
      answer,
      deviation: shareOf(ofAnswer),
      kinds,
      examples: examples.map((example) => ({ ...example, tier: tierName(example.tier) })),
    })),
    months: months.map(({ month, ...ofMonth }) => ({ month, deviation: shareOf(ofMonth) })),
  };
}

function shareOf({ compared, deviating, rate: { share, low, high } }: DeviationCount): DeviationShareType {
  return { compared, deviating, share, low, high };
}
