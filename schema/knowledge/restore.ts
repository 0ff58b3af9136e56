import { Arg, Ctx, Int, Mutation, Resolver } from 'type-graphql';
import { restoreVersion } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { DraftOutcomeUnion, saved } from './edit-answer.js';

@Resolver()
export class RestoreResolver {
  @Mutation(() => DraftOutcomeUnion, {
    description:
      'Makes the words of an earlier version the working copy. They go live by review as any other change, under a new number.',
  })
  async restoreVersion(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: "The answer's key." }) key: string,
    @Arg('number', () => Int, { description: 'The version whose words are wanted back.' }) number: number,
    @Arg('expectedEdit', () => Int, {
      description: 'The edit of the draft whose place they take; 0 when there is none.',
    })
    expectedEdit: number,
  ): Promise<typeof DraftOutcomeUnion> {
    return saved(await restoreVersion(ctx, { key, number, expectedEdit }));
  }
}
