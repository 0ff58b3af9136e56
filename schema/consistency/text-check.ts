import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { Channel } from '../../src/channels/index.js';
import type { CellState, TextCheck, TextToCheck } from '../../src/consistency/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { RequestContext } from '../context.js';
import { CellStateEnum } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { FindingType, unkeptFindingView } from './finding.js';
import { ConsistencyReportType, reportView } from './report.js';

@InputType({ description: 'What a channel says to the question of an answer.' })
export class TextToCheckInput {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The words, at most 20,000 characters; null when they could not be read.',
  })
  text?: string | null;

  @Field(() => String, { nullable: true, description: 'Where they stand, such as fees.html#card.' })
  address?: string | null;

  @Field(() => String, { nullable: true, description: 'Why they could not be read.' })
  failure?: string | null;

  @Field(() => CellStateEnum, {
    nullable: true,
    description:
      'Where nothing is to be read for no fault: NO_ANSWER when the channel has no answer, NOT_APPLICABLE when it is not asked for one.',
  })
  state?: CellState | null;

  @Field(() => Int, { nullable: true, description: 'The version of the answer that the channel says it gives.' })
  version?: number | null;

  @Field(() => LocaleScalar, { nullable: true, description: 'The language that the channel says it gives.' })
  locale?: string | null;
}

@ObjectType('TextCheck', {
  description: 'What a sweep would hold of a channel’s texts. Nothing of it is kept, and its IDs name nothing.',
})
export class TextCheckType {
  @Field(() => ConsistencyReportType, { description: 'The cells and rates; of the one channel.' })
  report!: ConsistencyReportType;

  @Field(() => [FindingType], { description: 'What would be found.' })
  findings!: readonly FindingType[];
}

const mostTexts = 200;
const longestText = 20_000;
const longestNote = 2_000;

/** The texts as they are checked; throws BAD_INPUT for too many, and for one that is too long. */
export function textsToCheck(texts: readonly TextToCheckInput[]): readonly TextToCheck[] {
  if (texts.length === 0 || texts.length > mostTexts)
    throw new AppError('BAD_INPUT', `texts must hold 1 to ${mostTexts} of them.`);
  return texts.map((given) => {
    const { answer, text = null, address = null, failure = null, version = null, locale = null } = given;
    if ((text?.length ?? 0) > longestText)
      throw new AppError('BAD_INPUT', `The text of ${answer.slice(0, 100)} is longer than ${longestText} characters.`);
    if (Math.max(address?.length ?? 0, failure?.length ?? 0) > longestNote)
      throw new AppError('BAD_INPUT', `address and failure may have at most ${longestNote} characters.`);
    if (text !== null) return { answer, text, address, failure: null, version, locale };
    const silence = silenceOf(given.state ?? null);
    return { answer, text, address, silence, failure: silence === null ? (failure ?? 'It could not be read.') : null };
  });
}

function silenceOf(state: CellState | null): 'no-answer' | 'not-applicable' | null {
  if (state === null) return null;
  if (state === 'NO_ANSWER') return 'no-answer';
  if (state === 'NOT_APPLICABLE') return 'not-applicable';
  throw new AppError(
    'BAD_INPUT',
    'state of a text may be NO_ANSWER or NOT_APPLICABLE: the others are what is checked.',
  );
}

/** A check as the API shows it. */
export function textCheckView(
  ctx: Pick<RequestContext, 'actor' | 'channels' | 'snapshot'>,
  channel: Channel,
  { at, observations, findings, rates }: TextCheck,
): TextCheckType {
  const cells = observations.length;
  const sweep = {
    id: 0,
    state: 'DONE',
    startedBy: ctx.actor.name,
    startedAt: at,
    finishedAt: at,
    cellsTotal: cells,
    cellsDone: cells,
    failure: null,
    answers: observations.map(({ probe }) => probe.expects),
    channels: [channel.key],
    snapshotSequence: ctx.snapshot.sequence,
    scheduled: false,
    rates,
  } as const;
  const known = { ...ctx, channels: new Map([...ctx.channels, [channel.key, channel]]) };
  return {
    report: reportView(known, sweep, rates, observations),
    findings: findings.map((finding) => unkeptFindingView(known, finding, observations)),
  };
}
