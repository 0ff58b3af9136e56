import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import {
  type Finding,
  type FindingDeed,
  type FindingState,
  type Observation,
  type Severity,
  type Waiver,
  suggestedFix,
  type WorkOnFinding,
  workOnFindings,
} from '../../src/consistency/index.js';
import type { Team } from '../../src/knowledge/index.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { TeamType, teamOf } from '../knowledge/team.js';
import { connectionType } from '../shared/connection.js';
import { FindingStateEnum, SeverityEnum, TierEnum } from '../shared/enums.js';
import { checkedChannel } from './checked-channel.js';
import { QuoteType, quoteView, type TierName, tierName } from './difference.js';
import { exposureReaders, type ReadExposure } from './exposure.js';
import { FindingDeedType, WaiverType } from './finding-work.js';
import { ProbeType, probeView } from './probe.js';
import { type ReadSuggestedFix, suggestedFixReaders } from './suggested-fix.js';

@ObjectType('Finding', {
  description: 'A difference that somebody should look at, from the sweep that first saw it until it is gone.',
})
export class FindingType {
  @Field(() => ID, { description: 'Names the finding.' })
  id!: number;

  @Field(() => ProbeType, { description: 'The question on which it was found.' })
  probe!: ProbeType;

  @Field(() => ChannelType, { description: 'The channel that says otherwise.' })
  channel!: ChannelType;

  @Field(() => String, { description: 'What differs, such as money, duration, polarity or omission.' })
  kind!: string;

  @Field(() => SeverityEnum, {
    description:
      'How much harm it does: one level worse than baseSeverity where many are told, one better while the channel may still follow a publication.',
  })
  severity!: Severity;

  @Field(() => SeverityEnum, { description: 'How much harm differences of its kind can do. Waivers go by this one.' })
  baseSeverity!: Severity;

  @Field(() => [String], { description: 'What was weighed for severity, in words; empty when it is that of the kind.' })
  severityReasons!: readonly string[];

  @Field(() => TierEnum, { description: 'How sure the checker is.' })
  tier!: TierName;

  @Field(() => Float, { description: 'The same as a number, 0 to 1.' })
  confidence!: number;

  @Field(() => String, { description: 'The difference in words.' })
  claim!: string;

  @Field(() => QuoteType, { nullable: true, description: 'What the canonical answer says.' })
  canonical!: QuoteType | null;

  @Field(() => QuoteType, { nullable: true, description: 'What the channel says.' })
  observed!: QuoteType | null;

  @Field(() => TeamType, {
    nullable: true,
    description: 'The team that writes under the topic; null when the answer is gone.',
  })
  owner!: Team | null;

  @Field(() => String, {
    nullable: true,
    description: 'The account of the person who sees to it; null = nobody in particular.',
  })
  assignee!: string | null;

  @Field(() => FindingStateEnum, { description: 'Where it stands.' })
  state!: FindingState;

  @Field(() => DateTime, { description: 'When it was first seen.' })
  firstSeenAt!: Date;

  @Field(() => DateTime, { description: 'When it was last seen.' })
  lastSeenAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was closed; null while it is open.' })
  closedAt!: Date | null;

  @Field(() => Int, { description: 'How often it came back: a sweep saw it again after it was fixed.' })
  timesReturned!: number;

  @Field(() => Float, { description: 'Hours from when it was first seen until it was last seen.' })
  driftHours!: number;

  @Field(() => String, { description: 'Names the same difference in every sweep.' })
  signature!: string;

  @Field(() => [FindingDeedType], { description: 'What was done with it, and what was said of it, in order.' })
  deeds!: readonly FindingDeed[];

  @Field(() => WaiverType, {
    nullable: true,
    description: 'The waiver that was asked for or is in force; null when there is none.',
  })
  waiver!: Waiver | null;

  /** Behind the field `exposure`, so that nothing is counted that nobody asks for. */
  readExposure!: ReadExposure;

  /** Behind the field `suggestedFix`, so that nothing is compared that nobody asks for. */
  readSuggestedFix!: ReadSuggestedFix;
}

export const FindingConnection = connectionType('Finding', FindingType);

/** Findings as the API shows them, in the order in which they are given. */
export async function findingViews(ctx: FindingContext, findings: readonly Finding[]): Promise<readonly FindingType[]> {
  const work = await workOnFindings(ctx, findings);
  const exposureOf = exposureReaders(ctx, findings);
  const fixOf = suggestedFixReaders(ctx, findings);
  return findings.map((finding) =>
    findingView(ctx, finding, {
      ...(work.get(finding.id) ?? untouched),
      readExposure: exposureOf(finding),
      readSuggestedFix: fixOf(finding),
    }),
  );
}

/** A single finding as the API shows it. */
export async function oneFindingView(ctx: FindingContext, finding: Finding): Promise<FindingType> {
  const [view] = await findingViews(ctx, [finding]);
  return view as FindingType;
}

/** A finding of a check that is not kept, as the API shows it. */
export function unkeptFindingView(
  ctx: Pick<RequestContext, 'channels' | 'snapshot'>,
  finding: Finding,
  observations: readonly Observation[],
): FindingType {
  const seen = observations.find(({ probe }) => probe.key === finding.probe.key) ?? null;
  return findingView(ctx, finding, {
    ...untouched,
    readExposure: async () => null,
    readSuggestedFix: async () => suggestedFix(finding, seen),
  });
}

type FindingContext = Pick<RequestContext, 'channels' | 'db' | 'now' | 'snapshot' | 'sourceLocale'>;

const untouched: WorkOnFinding = { deeds: [], waiver: null };
const hour = 3_600_000;

function findingView(
  ctx: Pick<RequestContext, 'channels' | 'snapshot'>,
  finding: Finding,
  work: WorkOnFinding & { readonly readExposure: ReadExposure; readonly readSuggestedFix: ReadSuggestedFix },
): FindingType {
  const { ownerTeam, ...told } = finding;
  return {
    ...told,
    ...work,
    driftHours: (finding.lastSeenAt.getTime() - finding.firstSeenAt.getTime()) / hour,
    tier: tierName(finding.tier),
    probe: probeView(finding.probe),
    channel: checkedChannel(ctx, finding.channel),
    canonical: quoteView(finding.canonical),
    observed: quoteView(finding.observed),
    owner: ownerTeam === null ? null : teamOf(ctx.snapshot, ownerTeam),
  };
}
