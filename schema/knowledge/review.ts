import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { may } from '../../src/access/index.js';
import {
  type CommentField,
  commentsOf,
  type Draft,
  type DraftComment,
  type FactCheck,
  type FactCheckVerdict,
  factChecksOf,
  mayUnderTopic,
  type Snapshot,
  type Topic,
  type TopicDeed,
  topicDeeds,
  type Transition,
  transitionsOfAnswer,
  transitionsOfDraft,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { CommentFieldEnum, FactCheckVerdictEnum, TopicDeedEnum } from './review-enums.js';
import { AnswerType } from './answer.js';
import { DraftType } from './draft.js';
import { TopicType } from './topic.js';
import type { AnswerView, TopicView } from './views.js';

@ObjectType('DraftComment', { description: 'A remark on a stretch of a draft.' })
export class DraftCommentType implements Omit<DraftComment, 'span'> {
  @Field(() => ID, { description: 'Names the comment; resolveComment takes it.' })
  id!: number;

  @Field(() => CommentFieldEnum, { description: 'The part of the draft it is about.' })
  field!: CommentField;

  @Field(() => Int, { description: 'The edit it was made on.' })
  edit!: number;

  @Field(() => String, { description: 'The words it is about, as they stood.' })
  quote!: string;

  @Field(() => String, { description: 'The remark.' })
  text!: string;

  @Field(() => String, { description: 'Who made it.' })
  author!: string;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'Who dealt with it; null while it is open.' })
  resolvedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was dealt with.' })
  resolvedAt!: Date | null;
}

@Resolver(() => DraftCommentType)
export class DraftCommentResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Where the quoted words begin now, in UTF-16 code units; null = the draft no longer says them.',
  })
  start(@Root() { span }: DraftComment): number | null {
    return span && span.start;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Where they end, exclusive.' })
  end(@Root() { span }: DraftComment): number | null {
    return span && span.end;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the words it is about are gone from the draft.' })
  isOrphaned(@Root() { span }: DraftComment): boolean {
    return span === null;
  }
}

@ObjectType('Transition', { description: "One step of an answer's life." })
export class TransitionType implements Transition {
  @Field(() => String, { nullable: true, description: 'The state it left; null = the draft was begun.' })
  from!: string | null;

  @Field(() => String, { description: 'The state it came to.' })
  to!: string;

  @Field(() => String, { description: 'Who took the step.' })
  actor!: string;

  @Field(() => String, { description: 'Why; empty = nothing was said.' })
  note!: string;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;
}

@ObjectType('FactCheck', { description: 'A request to a subject expert to say whether a draft is true.' })
export class FactCheckType implements FactCheck {
  @Field(() => ID, { description: 'Names the request.' })
  id!: number;

  @Field(() => Int, { description: 'The edit the expert is shown.' })
  edit!: number;

  @Field(() => String, { description: 'Who is asked.' })
  name!: string;

  @Field(() => String, { description: 'Where the link was to be sent.' })
  email!: string;

  @Field(() => String, { description: 'Who asked.' })
  requestedBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  requestedAt!: Date;

  @Field(() => DateTime, { description: 'Until when the link opens.' })
  expiresAt!: Date;

  @Field(() => FactCheckVerdictEnum, { nullable: true, description: 'What the expert says; null = no reply yet.' })
  verdict!: FactCheckVerdict | null;

  @Field(() => String, { description: 'In the expert’s words.' })
  note!: string;

  @Field(() => DateTime, { nullable: true, description: 'When the expert replied.' })
  decidedAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether the draft still says what the expert was asked about.' })
  isCurrent!: boolean;
}

@Resolver(() => DraftType)
export class DraftReviewResolver {
  @FieldResolver(() => [DraftCommentType], { description: 'Remarks on it, oldest first.' })
  comments(@Root() draft: Draft, @Ctx() ctx: RequestContext): Promise<readonly DraftComment[]> {
    return commentsOf(ctx.db, draft);
  }

  @FieldResolver(() => [TransitionType], { description: 'Its steps so far, oldest first: who, when, why.' })
  transitions(@Root() draft: Draft, @Ctx() ctx: RequestContext): Promise<readonly Transition[]> {
    return transitionsOfDraft(ctx.db, draft.answerKey);
  }

  @FieldResolver(() => [FactCheckType], { description: 'What experts were asked about it, and what they said.' })
  factChecks(@Root() draft: Draft, @Ctx() ctx: RequestContext): Promise<readonly FactCheck[]> {
    return factChecksOf(ctx.db, draft);
  }
}

@Resolver(() => AnswerType)
export class AnswerReviewResolver {
  @FieldResolver(() => [TransitionType], {
    nullable: true,
    description: 'Every step of its life, oldest first; null unless you may see drafts.',
  })
  transitions(@Root() { answer }: AnswerView, @Ctx() ctx: RequestContext): Promise<readonly Transition[]> | null {
    return may(ctx.actor, 'read drafts') ? transitionsOfAnswer(ctx.db, answer.key) : null;
  }
}

const permissionOf = { write: 'write drafts', review: 'review drafts', publish: 'publish answers' } as const;

@Resolver(() => TopicType)
export class TopicRightsResolver {
  @FieldResolver(() => [TopicDeedEnum], { description: 'What you may do to the answers under it.' })
  yourRights(@Root() { topic, snapshot }: TopicView, @Ctx() ctx: RequestContext): readonly TopicDeed[] {
    const line = topicLine(snapshot, topic);
    return topicDeeds.filter((deed) => may(ctx.actor, permissionOf[deed]) && mayUnderTopic(ctx.actor, deed, line));
  }
}

function topicLine(snapshot: Snapshot, topic: Topic): readonly Topic[] {
  const parent = topic.parentKey === null ? undefined : snapshot.topics.get(topic.parentKey);
  return parent ? [topic, ...topicLine(snapshot, parent)] : [topic];
}
