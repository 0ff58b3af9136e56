import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { type Exposure, type ExposureMeasure, exposuresOf, type Finding } from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { ExposureMeasureEnum } from '../shared/enums.js';
import { checkedChannel } from './checked-channel.js';
import { FindingType } from './finding.js';

@ObjectType('FindingExposure', {
  description: 'How many were told while a finding was open, in the language of its question.',
})
export class FindingExposureType implements Exposure {
  @Field(() => Int, { description: 'How many, of what measuredBy names.' })
  told!: number;

  @Field(() => ExposureMeasureEnum, {
    description: 'DELIVERIES in conversations and mails; QUESTIONS for agents, help pages, sites and files.',
  })
  measuredBy!: ExposureMeasure;

  @Field(() => DateTime, { description: 'From when on: when the finding was first seen.' })
  since!: Date;

  @Field(() => DateTime, { description: 'Until when: when it was closed, or now.' })
  until!: Date;
}

/** Reads the exposure of a finding; null for one that is not kept, for its words are not out yet. */
export type ReadExposure = () => Promise<Exposure | null>;

/** A reader for each of the findings of a page: what the first of them asks for is counted for all at once, and nothing while none asks. */
export function exposureReaders(
  { db, now, ...ctx }: Pick<RequestContext, 'channels' | 'db' | 'now'>,
  findings: readonly Finding[],
): (finding: Finding) => ReadExposure {
  let counting: ReturnType<typeof exposuresOf> | undefined;
  const kindOf = (channel: string) => checkedChannel(ctx, channel).kind;
  return ({ id }) =>
    async () => {
      counting ??= exposuresOf({ db, now, kindOf }, findings);
      return (await counting).get(id) ?? null;
    };
}

@Resolver(() => FindingType)
export class ExposureResolver {
  @FieldResolver(() => FindingExposureType, {
    nullable: true,
    description: 'How many were told while it was open; null in a check of texts that are not kept.',
  })
  exposure(@Root() finding: FindingType): Promise<Exposure | null> {
    return finding.readExposure();
  }
}
