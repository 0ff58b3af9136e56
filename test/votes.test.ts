import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DirectLineConversation, type ReceivedActivity, startDirectLine } from './support/direct-line.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService('demo', { environment: { ROLES: 'api,bots' } });
}, 60_000);
afterAll(() => service.close());

/** A turn of a loaded machine. */
const patience = { timeout: 15_000 };

interface Action {
  readonly actionOption: string;
  readonly target: Readonly<Record<string, string>>;
}

const begin = () => startDirectLine(service.url, { key: service.app.keys.webchat });

async function told(chat: DirectLineConversation, question: string): Promise<ReceivedActivity> {
  const answer = (await chat.ask(question)).find(({ channelData }) => channelData?.['kind'] === 'answer');
  if (!answer) throw new Error('there was no answer');
  return answer;
}

const keyOf = ({ channelData }: ReceivedActivity): string => String(channelData?.['answer']);

function actionOn(answer: ReceivedActivity, option: 'upvote' | 'downvote'): Action {
  const action = (answer.entities as readonly Action[]).find(({ actionOption }) => actionOption === option);
  if (!action) throw new Error(`the answer offers no ${option}`);
  return action;
}

const send = (chat: DirectLineConversation, action: object) =>
  chat.send({ type: 'event', name: 'webchat:activity-status/feedback', entities: [action] });

async function votesOn(answer: string): Promise<unknown> {
  const { data } = await service.graphql<{ votes: unknown }>(
    'query ($answer: String!) { votes(answer: $answer) { version locale channel helpful notHelpful } }',
    { answer },
    await service.signIn(people.editor),
  );
  return data.votes;
}

const record = (conversation: string, receipt: unknown, token: string | null) =>
  service.graphql<{ recordVote: unknown }>(
    'mutation ($conversation: String!, $receipt: String!) { recordVote(conversation: $conversation, receipt: $receipt, helpful: true) { answer version } }',
    { conversation, receipt },
    token,
  );

describe('a vote in the web chat', () => {
  it('is bound to the answer and version that were told, whatever a client claims of them, and is thanked for', async () => {
    const chat = await begin();
    const answer = await told(chat, 'Can I choose my own PIN number?');
    const action = actionOn(answer, 'downvote');
    await send(chat, { ...action, target: { ...action.target, name: 'another', version: '99' } });
    await expect
      .poll(async () => (await chat.activities()).at(-1)?.text ?? '', patience)
      .toMatch(/^Thank you for telling us\./);
    const { version } = answer.channelData as { version: number };
    expect(await votesOn(keyOf(answer))).toEqual([
      { version, locale: 'en', channel: 'webchat', helpful: 0, notHelpful: 1 },
    ]);
  });

  it('is the last one of a conversation', async () => {
    const chat = await begin();
    const answer = await told(chat, 'How do I activate a new card?');
    await send(chat, actionOn(answer, 'downvote'));
    await send(chat, actionOn(answer, 'upvote'));
    await expect.poll(() => votesOn(keyOf(answer)), patience).toMatchObject([{ helpful: 1, notHelpful: 0 }]);
  });

  it('counts for no conversation in which the answer was not told', async () => {
    const answer = await told(await begin(), 'How do I close my account?');
    const other = await begin();
    await send(other, actionOn(answer, 'upvote'));
    await told(other, 'Can I choose my own PIN number?');
    expect(await votesOn(keyOf(answer))).toEqual([]);
  });

  it('is recorded by the channel that told the answer, and by no stranger', async () => {
    const chat = await begin();
    const answer = await told(chat, 'Where can I pay with my Larkhaven card?');
    const receipt = answer.channelData?.['receipt'];
    const { webchat, help } = service.app.keys;
    expect((await record(chat.conversationId, receipt, help)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await record(chat.conversationId, receipt, null)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const { data } = await record(chat.conversationId, receipt, webchat);
    expect(data.recordVote).toEqual({ answer: keyOf(answer), version: answer.channelData?.['version'] });
  });
});
