import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { agentDeviation, type AgentTextsImport, importAgentTexts } from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { enumOf } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { TeamDeviationType, teamDeviationView } from './agent-deviation.js';

type MessageRole = 'AGENT' | 'CUSTOMER';

const MessageRoleEnum = enumOf<MessageRole>('TranscriptRole', 'Who wrote a message.', {
  AGENT: 'A person of the team; which one is not asked.',
  CUSTOMER: 'A customer. The words are read to find the answer, and are not kept.',
});

const localeField = { nullable: true, description: 'In which language; the source locale when not given.' };

@InputType({ description: 'A text that an agent sent, such as a macro that was edited.' })
class AgentTextInput {
  @Field(() => String, {
    nullable: true,
    description: 'The key of the answer that it gives; without it the text is counted, and not kept.',
  })
  answer?: string | null;

  @Field(() => String, { description: 'The words, as plain text; at most 5,000 characters.' })
  text!: string;

  @Field(() => LocaleScalar, localeField)
  locale?: string | null;

  @Field(() => DateTime, { description: 'When it was sent: it is held against the answer of that moment.' })
  sentAt!: Date;
}

@InputType({ description: 'A message of a conversation.' })
class TranscriptMessageInput {
  @Field(() => MessageRoleEnum, { description: 'Who wrote it.' })
  role!: MessageRole;

  @Field(() => String, { description: 'The words, as plain text; at most 5,000 characters.' })
  text!: string;

  @Field(() => DateTime, { description: 'When it was sent.' })
  sentAt!: Date;
}

@InputType({ description: 'A conversation between a customer and agents of one team.' })
class TranscriptInput {
  @Field(() => [TranscriptMessageInput], { description: 'Its messages, in their order.' })
  messages!: readonly TranscriptMessageInput[];

  @Field(() => LocaleScalar, localeField)
  locale?: string | null;
}

@InputType({ description: 'What agents of a team sent; at most 500 texts of agents, and 2,000 messages in all.' })
class AgentTextsInput {
  @Field(() => String, { description: 'The team whose agents they are; of managers their own.' })
  team!: string;

  @Field(() => [AgentTextInput], { nullable: true, description: 'Single texts.' })
  texts?: readonly AgentTextInput[] | null;

  @Field(() => [TranscriptInput], { nullable: true, description: 'Whole conversations.' })
  transcripts?: readonly TranscriptInput[] | null;
}

@ObjectType('AgentTextsImport', {
  description: 'What became of the texts. Messages of agents that follow one another count as one.',
})
class AgentTextsImportType implements AgentTextsImport {
  @Field(() => Int, { description: 'How many were compared and are kept now.' })
  compared!: number;

  @Field(() => Int, {
    description: 'How many were kept before: the same words to the same answer at the same instant.',
  })
  known!: number;

  @Field(() => Int, {
    description: 'How many are not kept because they name no answer, and the question before does not resolve to one.',
  })
  unattributed!: number;

  @Field(() => Int, {
    description: 'How many are not kept because they are about something else, or the answer was not published then.',
  })
  incomparable!: number;

  @Field(() => Int, { description: 'How many of those that are kept now deviate.' })
  deviating!: number;
}

@Resolver()
export class AgentTextsResolver {
  @Mutation(() => AgentTextsImportType, {
    description:
      'Holds what agents sent against the answers as they were published when each was sent. Kept are the claims on which a text deviates, without addresses, long numbers, salutation and signature; neither the whole text, nor who sent it, nor a word of a customer.',
  })
  importAgentTexts(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => AgentTextsInput, { description: 'The texts.' }) input: AgentTextsInput,
  ): Promise<AgentTextsImport> {
    const inLocale = <T extends { readonly locale?: string | null }>(one: T) => ({
      ...one,
      locale: one.locale ?? ctx.sourceLocale,
    });
    return importAgentTexts(ctx, {
      team: input.team,
      texts: (input.texts ?? []).map((text) => ({ ...inLocale(text), answer: text.answer ?? null })),
      transcripts: (input.transcripts ?? []).map(inLocale),
    });
  }

  @Query(() => [TeamDeviationType], {
    description:
      'How far what agents sent deviates from the answers, by team and never by agent. What a team sent to an answer shows from five texts on; fewer are in no sum.',
  })
  async agentDeviation(
    @Ctx() ctx: RequestContext,
    @Arg('since', () => DateTime, { nullable: true, description: 'Only what was sent at or after it.' })
    since: Date | null | undefined,
    @Arg('until', () => DateTime, { nullable: true, description: 'Only what was sent before it.' })
    until: Date | null | undefined,
    @Arg('team', () => String, { nullable: true, description: 'Only this team.' }) team: string | null | undefined,
  ): Promise<readonly TeamDeviationType[]> {
    const asked = { since: since ?? null, until: until ?? null, team: team ?? null };
    return (await agentDeviation(ctx, asked)).map(teamDeviationView);
  }
}
