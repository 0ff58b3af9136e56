import { Field, Float, Int, ObjectType } from 'type-graphql';
import {
  type Degradation,
  type FacetName,
  type LadderStep,
  type SearchTotal,
  type Segment,
} from '../../src/search/index.js';
import { AnswerType } from '../knowledge/answer.js';
import type { AnswerView } from '../knowledge/views.js';
import { type Connection, connectionType } from '../shared/connection.js';
import { enumOf } from '../shared/enums.js';

export const LadderStepEnum = enumOf(
  'SearchStep',
  'How results were come by: the first of these that found something.',
  {
    AS_ASKED: 'As it was asked.',
    WITHOUT_FILTERS: 'Without topic, owner and scope.',
    ANY_WORD: 'By any word of it, without filters.',
    OTHER_LOCALE: 'In another language than the one asked for; each result says in which.',
    POPULAR: 'Nothing was found: `popular` holds what others open.',
    PERSON: 'Nothing was found, and nothing is known that helps but a person.',
  } satisfies Record<LadderStep, string>,
);

export const TotalKindEnum = enumOf('SearchTotalKind', 'How exact a count is.', {
  EXACT: 'Counted.',
  ESTIMATE: 'About so many: the index is just changing, or does not count to the end.',
} satisfies Record<SearchTotal['kind'], string>);

export const FacetNameEnum = enumOf('SearchFacetName', 'What results are counted by.', {
  TOPIC: 'Their topic and every topic above it.',
  OWNER: 'The team that writes them.',
  AUDIENCE: 'Who may see them.',
} satisfies Record<Uppercase<FacetName>, string>);

export const DegradedReasonEnum = enumOf('SearchDegradedReason', 'Why a search was answered in a lesser way.', {
  ENGINE_UNREACHABLE: 'The index could not be reached.',
  ENGINE_SLOW: 'The index took too long.',
} satisfies Record<Degradation['reason'], string>);

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

  @Field(() => Float, { description: 'How well it fits, from 0 to 1; only the order means anything.' })
  score!: number;

  @Field(() => String, { description: 'The language it was found in.' })
  locale!: string;

  @Field(() => [HighlightSegment], { description: 'Its question in pieces.' })
  title!: readonly Segment[];

  @Field(() => [HighlightSegment], { description: 'Its short form in pieces.' })
  excerpt!: readonly Segment[];
}

@ObjectType({ description: 'A question that goes on as it was begun.' })
export class SearchSuggestion implements Pick<SearchHit, 'answer' | 'locale' | 'title'> {
  @Field(() => AnswerType, { description: 'The answer to it.' })
  answer!: AnswerView;

  @Field(() => String, { description: 'The language of the question.' })
  locale!: string;

  @Field(() => [HighlightSegment], { description: 'The question in pieces.' })
  title!: readonly Segment[];
}

@ObjectType({ description: 'How many results have a value.' })
export class SearchFacetCount {
  @Field(() => String, { description: 'The key by which the next search can be narrowed to it.' })
  value!: string;

  @Field(() => String, { description: 'Its name for people.' })
  label!: string;

  @Field(() => Int, { description: 'How many results have it, over all pages.' })
  count!: number;
}

@ObjectType({ description: 'Results counted by one of their properties.' })
export class SearchFacet {
  @Field(() => FacetNameEnum, { description: 'By what.' })
  name!: Uppercase<FacetName>;

  @Field(() => [SearchFacetCount], { description: 'The values, those with most results first.' })
  counts!: readonly SearchFacetCount[];
}

@ObjectType({ description: 'Why a search was answered in a lesser way than usual.' })
export class SearchDegradation implements Degradation {
  @Field(() => DegradedReasonEnum, { description: 'Why, for programs.' })
  reason!: Degradation['reason'];

  @Field(() => String, { description: 'Why, for people.' })
  sentence!: string;
}

const SearchHitConnection = connectionType('SearchHit', SearchHit);

@ObjectType({ description: 'A page of search hits, best first, and what to do where there are none.' })
export class SearchConnection extends SearchHitConnection {
  @Field(() => TotalKindEnum, { description: 'Whether totalCount was counted or is estimated.' })
  totalKind!: SearchTotal['kind'];

  @Field(() => LadderStepEnum, { description: 'How the results were come by.' })
  step!: LadderStep;

  @Field(() => [SearchFacet], { description: 'The results counted by topic; for staff also by owner and audience.' })
  facets!: readonly SearchFacet[];

  @Field(() => String, {
    nullable: true,
    description: 'The text with its misspelt words put right, where the results were found by that; else null.',
  })
  didYouMean!: string | null;

  @Field(() => [AnswerType], {
    description: 'Where nothing was found: what others open most, under the topic asked for.',
  })
  popular!: readonly AnswerView[];

  @Field(() => AnswerType, {
    nullable: true,
    description:
      'Where nothing was found as asked: the answer that says how to reach a person; null where there is none.',
  })
  person!: AnswerView | null;

  @Field(() => SearchDegradation, {
    nullable: true,
    description: 'Why these results are less than usual; null when they are not.',
  })
  degraded!: SearchDegradation | null;

  @Field(() => Int, { description: 'The published state whose words are shown.' })
  snapshotSequence!: number;
}

/** A page as the search's resolvers pass it on. */
export type SearchPage = Connection<object> & Omit<SearchConnection, keyof Connection<object>>;
