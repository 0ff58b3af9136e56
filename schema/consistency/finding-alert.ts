import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  type AlertInput,
  type AlertSchedule,
  type AlertTarget,
  type AlertWithRecord,
  changeFindingAlert,
  createFindingAlert,
  deleteFindingAlert,
  type QuietHours,
  readFindingAlerts,
  type Severity,
} from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { enumOf, SeverityEnum } from '../shared/enums.js';
import { numberOf } from '../shared/number-of.js';

const AlertTargetEnum = enumOf<AlertTarget>('FindingAlertTarget', 'By what an alert tells.', {
  MAIL: 'A mail.',
  SLACK: 'A call of an incoming webhook, in the shape that Slack takes: text and blocks.',
});

const AlertScheduleEnum = enumOf<AlertSchedule>('FindingAlertSchedule', 'When an alert tells.', {
  AT_ONCE: 'As soon as something is found, outside quiet hours.',
  DAILY: 'Once a day what is new and still open, and what is fixed.',
});

@InputType('QuietHoursInput', { description: 'Hours in which nothing is told, in the organisation’s time zone.' })
class QuietHoursInput implements QuietHours {
  @Field(() => String, {
    description: 'When they begin, as HH:MM; may be later than their end: then they are over midnight.',
  })
  from!: string;

  @Field(() => String, { description: 'When they end, as HH:MM.' })
  to!: string;
}

@ObjectType('QuietHours', { description: 'Hours in which nothing is told, in the organisation’s time zone.' })
class QuietHoursType implements QuietHours {
  @Field(() => String, { description: 'When they begin, as HH:MM.' })
  from!: string;

  @Field(() => String, { description: 'When they end, as HH:MM; before they begin = on the next day.' })
  to!: string;
}

@InputType({ description: 'Who is to be told of which findings, and when.' })
class FindingAlertInput {
  @Field(() => String, { nullable: true, description: 'A mail address; this or slackUrl.' })
  mail?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The https address of an incoming webhook of Slack, or of what takes the same. It is kept as a secret.',
  })
  slackUrl?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only findings that this team owns; all when not given, which administrators may ask for.',
  })
  team?: string | null;

  @Field(() => String, { nullable: true, description: 'Only findings on this channel.' })
  channel?: string | null;

  @Field(() => SeverityEnum, {
    nullable: true,
    description: 'Only findings of this severity or worse; all when not given.',
  })
  leastSeverity?: Severity | null;

  @Field(() => AlertScheduleEnum, { description: 'When it tells.' })
  schedule!: AlertSchedule;

  @Field(() => Int, { nullable: true, description: 'At which hour a daily digest is sent, 0 to 23.' })
  hour?: number | null;

  @Field(() => QuietHoursInput, { nullable: true, description: 'What is found in them is told when they end.' })
  quietHours?: QuietHours | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether Saturday and Sunday are quiet too.' })
  workingDaysOnly!: boolean;

  @Field(() => SeverityEnum, { nullable: true, description: 'From which severity on quiet hours do not hold.' })
  urgentInQuietHours?: Severity | null;
}

@ObjectType('FindingAlert', { description: 'Somebody who is told of findings of tier ALERT.' })
class FindingAlertType implements AlertWithRecord {
  @Field(() => ID, { description: 'Names the alert.' })
  id!: number;

  @Field(() => AlertTargetEnum, { description: 'By what it tells.' })
  target!: AlertTarget;

  @Field(() => String, {
    description: 'Where it goes; of a webhook the host and no more than four characters of its path.',
  })
  shownAs!: string;

  @Field(() => String, { nullable: true, description: 'The team whose findings it tells of; null = all.' })
  team!: string | null;

  @Field(() => String, { nullable: true, description: 'The channel whose findings it tells of; null = all.' })
  channel!: string | null;

  @Field(() => SeverityEnum, { description: 'The least severity that it tells of.' })
  leastSeverity!: Severity;

  @Field(() => AlertScheduleEnum, { description: 'When it tells.' })
  schedule!: AlertSchedule;

  @Field(() => Int, { nullable: true, description: 'The hour of a daily digest, in the organisation’s time zone.' })
  hour!: number | null;

  @Field(() => QuietHoursType, { nullable: true, description: 'When nothing is told.' })
  quietHours!: QuietHours | null;

  @Field(() => Boolean, { description: 'Whether Saturday and Sunday are quiet too.' })
  workingDaysOnly!: boolean;

  @Field(() => SeverityEnum, { nullable: true, description: 'From which severity on quiet hours do not hold.' })
  urgentInQuietHours!: Severity | null;

  @Field(() => String, { description: 'Who made it.' })
  createdBy!: string;

  @Field(() => DateTime, { description: 'When; it tells of what opened since.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the last message was taken.' })
  lastToldAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the last attempt failed.' })
  lastFailedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it failed; what was not told goes with the next message.' })
  lastFailure!: string | null;
}

const inputArgument = { description: 'Whom to tell of what, and when.' };
const idArgument = { description: 'The alert.' };

@Resolver()
export class FindingAlertResolver {
  @Query(() => [FindingAlertType], {
    description: 'Who is told of findings: of your team, or of all for administrators.',
  })
  findingAlerts(@Ctx() ctx: RequestContext): Promise<readonly AlertWithRecord[]> {
    return readFindingAlerts(ctx);
  }

  @Mutation(() => FindingAlertType, { description: 'Tells somebody of the findings that open from now on.' })
  createFindingAlert(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => FindingAlertInput, inputArgument) input: FindingAlertInput,
  ): Promise<AlertWithRecord> {
    return createFindingAlert(ctx, alertInput(input));
  }

  @Mutation(() => FindingAlertType, {
    description: 'Puts other settings in place of an alert’s; the address stays where none is given.',
  })
  changeFindingAlert(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, idArgument) id: string,
    @Arg('input', () => FindingAlertInput, inputArgument) input: FindingAlertInput,
  ): Promise<AlertWithRecord> {
    return changeFindingAlert(ctx, numberOf('id', id), alertInput(input));
  }

  @Mutation(() => Boolean, {
    description:
      'Ends an alert; what is on its way to it is not sent any more, but for a mail that is in the mail queue already.',
  })
  async deleteFindingAlert(@Ctx() ctx: RequestContext, @Arg('id', () => ID, idArgument) id: string): Promise<boolean> {
    await deleteFindingAlert(ctx, numberOf('id', id));
    return true;
  }
}

function alertInput(input: FindingAlertInput): AlertInput {
  const { quietHours } = input;
  return {
    mail: input.mail ?? null,
    slackUrl: input.slackUrl ?? null,
    team: input.team ?? null,
    channel: input.channel ?? null,
    leastSeverity: input.leastSeverity ?? 'SEV4',
    schedule: input.schedule,
    hour: input.hour ?? null,
    quietHours: quietHours ? { from: quietHours.from, to: quietHours.to } : null,
    workingDaysOnly: input.workingDaysOnly,
    urgentInQuietHours: input.urgentInQuietHours ?? null,
  };
}
