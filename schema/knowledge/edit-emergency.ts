import { Arg, createUnionType, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import {
  type CarriedOut,
  confirmCorrection,
  confirmReinstatement,
  confirmWithdrawal,
  type CorrectionOutcome,
  declineEmergency,
  type Emergency,
  proposeCorrection,
  type ProposalOutcome,
  proposeReinstatement,
  proposeWithdrawal,
  reviewEmergency,
  type VersionConflict,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { numberOf } from '../shared/number-of.js';
import { AnswerVersionType } from './answer.js';
import { Blocked } from './edit-answer.js';
import { EmergencyType } from './emergency.js';
import { type VersionView, versionView } from './version-view.js';

@ObjectType({ description: 'One person proposes it; a second one must agree.' })
class EmergencyProposed {
  @Field(() => EmergencyType, { description: 'What is proposed.' })
  emergency!: Emergency;
}

@ObjectType({ description: 'Two people agreed, and it is done.' })
export class EmergencyCarriedOut implements CarriedOut {
  @Field(() => EmergencyType, { description: 'What was decided.' })
  emergency!: Emergency;

  @Field(() => Int, {
    description: 'The published state from which on it shows; ask with minSnapshot to read it back.',
  })
  snapshotSequence!: number;
}

@ObjectType('VersionConflict', { description: 'Another version is in force than the one you read; nothing was done.' })
class VersionConflictType {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => Int, { description: 'The version that was to be corrected.' })
  expected!: number;

  @Field(() => Int, { description: 'The version that is in force.' })
  actual!: number;

  @Field(() => AnswerVersionType, { description: 'The version that is in force.' })
  theirs!: VersionView;
}

const CorrectionProposalUnion = createUnionType({
  name: 'CorrectionProposal',
  description: 'What became of the proposal of a correction.',
  types: () => [EmergencyProposed, Blocked, VersionConflictType] as const,
  resolveType: (value: object) => nameOf(value, 'EmergencyProposed'),
});

const EmergencyOutcomeUnion = createUnionType({
  name: 'EmergencyOutcome',
  description: 'What became of what two people agreed on.',
  types: () => [EmergencyCarriedOut, Blocked, VersionConflictType] as const,
  resolveType: (value: object) => nameOf(value, 'EmergencyCarriedOut'),
});

@InputType({ description: 'Corrected words; what is left out stays as it is in the version in force.' })
class CorrectionInputType {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => Int, { description: 'The number of the version that you read.' })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: 'The question, up to 300 characters.' })
  question?: string | null;

  @Field(() => String, { nullable: true, description: 'The title, up to 120 characters.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'The body, up to 20,000 characters.' })
  body?: string | null;

  @Field(() => String, { nullable: true, description: 'The short form, up to 600 characters.' })
  short?: string | null;

  @Field(() => String, { description: 'What changes, for readers of the history; up to 500 characters.' })
  changeNote!: string;

  @Field(() => String, { description: 'Why it cannot wait for the review, for staff; up to 500 characters.' })
  reason!: string;
}

const keyArg = { description: "The answer's key." };
const reasonArg = { description: 'Why, up to 500 characters.' };

@Resolver()
export class EditEmergencyResolver {
  @Mutation(() => EmergencyType, {
    description:
      'Proposes that an answer be given to nobody until someone has looked at it. Nothing changes until a second person agrees.',
  })
  proposeWithdrawal(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('reason', () => String, reasonArg) reason: string,
  ): Promise<Emergency> {
    return proposeWithdrawal(ctx, { key, reason });
  }

  @Mutation(() => EmergencyCarriedOut, {
    description: 'Agrees to a withdrawal that someone else proposed: from now on nobody is given the answer.',
  })
  async confirmWithdrawal(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
  ): Promise<EmergencyCarriedOut> {
    const done = await confirmWithdrawal(ctx, key);
    await ctx.snapshots.refresh();
    return done;
  }

  @Mutation(() => EmergencyType, {
    description:
      'Proposes that an answer that is withdrawn be given again as it was. Nothing changes until a second person agrees.',
  })
  proposeReinstatement(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('reason', () => String, reasonArg) reason: string,
  ): Promise<Emergency> {
    return proposeReinstatement(ctx, { key, reason });
  }

  @Mutation(() => EmergencyOutcomeUnion, {
    description: 'Agrees that an answer be given again, unless the gate objects.',
  })
  async confirmReinstatement(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
  ): Promise<typeof EmergencyOutcomeUnion> {
    return told(ctx, await confirmReinstatement(ctx, key));
  }

  @Mutation(() => CorrectionProposalUnion, {
    description:
      'Proposes corrected words to be published at once, without the ordinary review but by its rules. Nothing changes until a second person agrees.',
  })
  async proposeCorrection(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => CorrectionInputType, { description: 'The correction.' }) input: CorrectionInputType,
  ): Promise<typeof CorrectionProposalUnion> {
    const outcome = await proposeCorrection(ctx, given(input));
    return outcome.outcome === 'proposed' ? { emergency: outcome.emergency } : heldBack(outcome);
  }

  @Mutation(() => EmergencyOutcomeUnion, {
    description:
      'Agrees to the correction that you read: it is the version in force at once, and must be reviewed afterwards.',
  })
  async confirmCorrection(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('proposal', () => ID, { description: 'The id of the proposal that you read.' }) proposal: string,
  ): Promise<typeof EmergencyOutcomeUnion> {
    return told(ctx, await confirmCorrection(ctx, { key, id: numberOf('proposal', proposal) }));
  }

  @Mutation(() => EmergencyType, { description: "Turns a proposal down, or takes one's own back." })
  declineEmergency(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
  ): Promise<Emergency> {
    return declineEmergency(ctx, numberOf('id', id));
  }

  @Mutation(() => EmergencyType, {
    description: 'Says, as a third person, what came of a withdrawal or a correction that two others decided at once.',
  })
  reviewEmergency(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Arg('note', () => String, { description: 'What came of it, up to 1,000 characters.' }) note: string,
  ): Promise<Emergency> {
    return reviewEmergency(ctx, { id: numberOf('id', id), note });
  }
}

/** The outcome as the API shows it, once this node has moved to it. */
async function told(ctx: RequestContext, outcome: CorrectionOutcome): Promise<typeof EmergencyOutcomeUnion> {
  await ctx.snapshots.refresh();
  if (outcome.outcome !== 'carried-out') return heldBack(outcome);
  return { emergency: outcome.emergency, snapshotSequence: outcome.snapshotSequence };
}

function heldBack(outcome: Exclude<ProposalOutcome, { readonly outcome: 'proposed' }>): Blocked | VersionConflictType {
  return outcome.outcome === 'blocked'
    ? { message: 'It may not be published.', obstacles: outcome.obstacles }
    : versionConflict(outcome);
}

function versionConflict({ expected, theirs }: VersionConflict): VersionConflictType {
  const message = `Version ${theirs.number} is in force, not ${expected}: read it again.`;
  return { message, expected, actual: theirs.number, theirs: versionView(theirs, null) };
}

function nameOf(value: object, done: 'EmergencyProposed' | 'EmergencyCarriedOut'): string {
  return 'obstacles' in value ? 'Blocked' : 'theirs' in value ? 'VersionConflict' : done;
}

/** What a client sent as null means the same as what it did not send. */
function given({ question, title, body, short, ...rest }: CorrectionInputType) {
  const texts = Object.entries({ question, title, body, short }).filter(([, text]) => text != null);
  return {
    ...rest,
    ...(Object.fromEntries(texts) as Partial<Record<'question' | 'title' | 'body' | 'short', string>>),
  };
}
