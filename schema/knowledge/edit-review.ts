import { Arg, createUnionType, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import {
  type CommentField,
  createComment,
  type DraftComment,
  type FactCheck,
  requestFactCheck,
  resolveComment,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { numberOf } from '../shared/number-of.js';
import { Conflict, conflict } from './edit-answer.js';
import { DraftCommentType, FactCheckType } from './review.js';
import { CommentFieldEnum } from './review-enums.js';

@ObjectType({ description: 'The remark was kept.' })
class CommentCreated {
  @Field(() => DraftCommentType, { description: 'The remark.' })
  comment!: DraftComment;
}

@ObjectType({ description: 'The expert can be asked.' })
class FactCheckRequested {
  @Field(() => FactCheckType, { description: 'The request.' })
  factCheck!: FactCheck;

  @Field(() => String, {
    description: 'What to send to the expert: it opens the draft without an account, for a week and one reply.',
  })
  link!: string;
}

const CommentOutcomeUnion = createUnionType({
  name: 'CommentOutcome',
  description: 'What became of a remark.',
  types: () => [CommentCreated, Conflict] as const,
  resolveType: (value: object) => ('comment' in value ? 'CommentCreated' : 'Conflict'),
});

const FactCheckOutcomeUnion = createUnionType({
  name: 'FactCheckOutcome',
  description: 'What became of a request to an expert.',
  types: () => [FactCheckRequested, Conflict] as const,
  resolveType: (value: object) => ('link' in value ? 'FactCheckRequested' : 'Conflict'),
});

@InputType({ description: 'A remark on a stretch of a draft.' })
class CommentInputType {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => Int, { description: 'The edit you read.' })
  expectedEdit!: number;

  @Field(() => CommentFieldEnum, { description: 'The part of the draft.' })
  field!: CommentField;

  @Field(() => Int, { description: 'Where the stretch begins, in UTF-16 code units.' })
  start!: number;

  @Field(() => Int, { description: 'Where it ends, exclusive.' })
  end!: number;

  @Field(() => String, { description: 'The remark, up to 2,000 characters.' })
  text!: string;
}

@Resolver()
export class EditReviewResolver {
  @Mutation(() => CommentOutcomeUnion, { description: 'Puts a remark on a stretch of a draft.' })
  async createComment(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => CommentInputType, { description: 'The remark.' }) input: CommentInputType,
  ): Promise<typeof CommentOutcomeUnion> {
    const outcome = await createComment(ctx, input);
    return outcome.outcome === 'commented' ? { comment: outcome.comment } : conflict(outcome);
  }

  @Mutation(() => DraftCommentType, {
    description: 'Marks a remark as dealt with: for its author, and for those who write or review under the topic.',
  })
  resolveComment(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: 'The remark.' }) id: string,
  ): Promise<DraftComment> {
    return resolveComment(ctx, numberOf('id', id));
  }

  @Mutation(() => FactCheckOutcomeUnion, {
    description: 'Makes the link by which a subject expert reads the draft and says whether it is true.',
  })
  async requestFactCheck(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: "The answer's key." }) key: string,
    @Arg('expectedEdit', () => Int, { description: 'The edit you read.' }) expectedEdit: number,
    @Arg('name', () => String, { description: "The expert's name." }) name: string,
    @Arg('email', () => String, { description: "The expert's e-mail address." }) email: string,
  ): Promise<typeof FactCheckOutcomeUnion> {
    const outcome = await requestFactCheck(ctx, { key, expectedEdit, name, email });
    return outcome.outcome === 'requested'
      ? { factCheck: outcome.factCheck, link: ctx.factCheckAddress(outcome.token) }
      : conflict(outcome);
  }
}
