import { Arg, Ctx, Field, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { recordVote, type RecordedVote, type VersionVotes, votesOn } from '../../src/demand/index.js';
import type { RequestContext } from '../context.js';

@ObjectType('RecordedVote', { description: 'What a vote was bound to.' })
class RecordedVoteType implements RecordedVote {
  @Field(() => String, { description: 'The key of the answer.' })
  answer!: string;

  @Field(() => Int, { description: 'The version that was told.' })
  version!: number;
}

@ObjectType('VersionVotes', {
  description: 'How customers voted on one version of an answer, in one language on one channel.',
})
class VersionVotesType implements VersionVotes {
  @Field(() => Int, { description: 'The version.' })
  version!: number;

  @Field(() => String, { description: 'The language in which it was told.' })
  locale!: string;

  @Field(() => String, { description: 'The channel on which it was told.' })
  channel!: string;

  @Field(() => Int, { description: 'Conversations in which it helped, or readers of the page whom it helped.' })
  helpful!: number;

  @Field(() => Int, { description: 'Conversations in which it did not, or readers of the page whom it did not help.' })
  notHelpful!: number;
}

@Resolver()
export class VoteResolver {
  @Mutation(() => RecordedVoteType, {
    nullable: true,
    description:
      'Records whether an answer helped. The vote is bound to the answer and the version that were told under the receipt in that conversation; null where it was not told there. The last vote of a conversation on a receipt counts. A help page is read by all alike and in no conversation: there the receipt alone says what was shown, and each vote counts.',
  })
  recordVote(
    @Ctx() ctx: RequestContext,
    @Arg('conversation', () => String, {
      nullable: true,
      description: 'The conversation; null for a vote on a help page.',
    })
    conversation: string | null,
    @Arg('receipt', () => String, { description: 'The code of the receipt under which it was told.' }) receipt: string,
    @Arg('helpful', () => Boolean, { description: 'Whether it helped.' }) helpful: boolean,
  ): Promise<RecordedVote | null> {
    return recordVote(ctx, { conversation, receipt, helpful });
  }

  @Query(() => [VersionVotesType], {
    description: 'How customers voted on the versions of an answer, the newest first; for editors.',
  })
  votes(
    @Ctx() ctx: RequestContext,
    @Arg('answer', () => String, { description: 'The key of the answer.' }) answer: string,
  ): Promise<readonly VersionVotes[]> {
    return votesOn(ctx, answer);
  }
}
