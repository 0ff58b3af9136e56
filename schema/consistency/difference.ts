import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Difference, Quote, Span, Tier } from '../../src/consistency/index.js';
import { TierEnum } from '../shared/enums.js';

/** A tier by its name in the API. */
export type TierName = Uppercase<Tier>;

@ObjectType('Span', {
  description: 'A part of a text: from the first character to the one before the end, in UTF-16 units.',
})
export class SpanType implements Span {
  @Field(() => Int, { description: 'Where it begins.' })
  start!: number;

  @Field(() => Int, { description: 'Where it ends, exclusive.' })
  end!: number;
}

@ObjectType('Quote', { description: 'Words of a text, with their place in it.' })
export class QuoteType {
  @Field(() => String, { description: 'The words.' })
  text!: string;

  @Field(() => SpanType, {
    nullable: true,
    description: 'Where they stand; null for words that stand nowhere in one piece.',
  })
  span!: SpanType | null;
}

@ObjectType('Difference', { description: 'One claim on which a channel and the canonical answer differ.' })
export class DifferenceType {
  @Field(() => String, { description: 'What differs, such as money, duration, polarity or missing.' })
  kind!: string;

  @Field(() => TierEnum, { description: 'How sure the checker is.' })
  tier!: TierName;

  @Field(() => Float, { description: 'The same as a number, 0 to 1.' })
  confidence!: number;

  @Field(() => String, { description: 'The difference in words.' })
  claim!: string;

  @Field(() => QuoteType, {
    nullable: true,
    description: 'What the canonical answer says; null where it says nothing of it.',
  })
  canonical!: QuoteType | null;

  @Field(() => QuoteType, { nullable: true, description: 'What the channel says; null where it says nothing of it.' })
  observed!: QuoteType | null;

  @Field(() => String, { description: 'Names the same difference wherever it stands.' })
  signature!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Names the learned rule by which it is no fault; null where there is none.',
  })
  note?: string | null;
}

/** A difference as the API shows it. */
export function differenceView({ a, b, tier, ...told }: Difference): DifferenceType {
  return { ...told, tier: tierName(tier), canonical: quoteView(a), observed: quoteView(b) };
}

/** A quote as the API shows it. */
export function quoteView(quote: Quote | null): QuoteType | null {
  return quote && { text: quote.text, span: quote.span.end > quote.span.start ? quote.span : null };
}

/** The name of a tier in the API. */
export function tierName(tier: Tier): TierName {
  return tier.toUpperCase() as TierName;
}

/** The tier of a name in the API. */
export function tierOf(name: TierName): Tier {
  return name.toLowerCase() as Tier;
}
