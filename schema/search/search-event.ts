import { Arg, Ctx, Field, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { recordSearchEvent } from '../../src/search/index.js';
import { channelOf, type RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';

@InputType({ description: 'Which result was opened.' })
class ClickedInput {
  @Field(() => String, { description: 'The key of the answer.' })
  answer!: string;

  @Field(() => Int, { description: 'Its place in the list, from 1.' })
  position!: number;
}

@InputType({
  description:
    'What someone looked for and what came of it: once when results are shown, once more when one is opened.',
})
class SearchEventInput {
  @Field(() => String, { description: 'What was typed; mail addresses and long numbers are not kept.' })
  query!: string;

  @Field(() => LocaleScalar, { description: 'In which language.' })
  locale!: string;

  @Field(() => Int, { description: 'How many results were shown.' })
  shown!: number;

  @Field(() => ClickedInput, { nullable: true, description: 'Which one was opened; null while none was.' })
  clicked?: ClickedInput | null;

  @Field(() => String, {
    description:
      'Of one visit: 16 to 64 letters, digits, - or _ that the client draws at random. No account, no address.',
  })
  session!: string;

  @Field(() => String, { nullable: true, description: 'The channel; the help pages when not given.' })
  channel?: string | null;
}

@Resolver()
export class SearchEventResolver {
  @Mutation(() => Boolean, {
    description:
      'Tells what was looked for and opened, so that search can get better. Nothing of who asked is kept; true when it is stored.',
  })
  async recordSearchEvent(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SearchEventInput, { description: 'What happened.' }) input: SearchEventInput,
  ): Promise<boolean> {
    const channel = channelOf(ctx, input.channel).key;
    await recordSearchEvent(ctx, { ...input, clicked: input.clicked ?? null, channel });
    return true;
  }
}
