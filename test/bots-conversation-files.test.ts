import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../bots/conversation/activity.js';
import { smallBank } from './support/bot-knowledge.js';
import { type Chat, transports } from './support/conversation-adapters.js';
import { conversationScripts, type Expected, type Step } from './support/conversation-script.js';
import { type DirectLineNode, type DirectLineNodes, directLineNodes } from './support/direct-line-nodes.js';

let nodes: DirectLineNodes;

beforeAll(async () => {
  nodes = await directLineNodes();
});
afterEach(() => nodes.stop());
afterAll(() => nodes.close());

describe.each(Object.entries(transports))('over %s', (_name, open) => {
  describe.each(conversationScripts())('$about', ({ conversations }) => {
    it.each(conversations)('$it', async ({ locale, at, steps }) => {
      const node = await nodes.start({ knowledge: smallBank() });
      if (at !== undefined) node.clock.set(new Date(at));
      const chat = await open(node, nodes.database.node(node.clock), locale);
      const heard: Activity[] = [];
      for (const step of steps) {
        const did = await take(step, { node, chat, heard });
        if ('bot' in step) expect(did.map(shown), JSON.stringify(step)).toEqual(step.bot.map(matcher));
        heard.push(...did);
      }
    });
  });
});

interface World {
  readonly node: DirectLineNode;
  readonly chat: Chat;
  /** What the bot did so far. */
  readonly heard: readonly Activity[];
}

async function take(step: Step, { node, chat, heard }: World): Promise<readonly Activity[]> {
  if ('customer' in step) return chat.say(step.customer);
  if ('desk' in step) return chat.desk(step.desk);
  if ('vote' in step) return chat.vote(voteIn(heard, step));
  if ('retire' in step) retire(node, step);
  if ('publish' in step) publish(node, step.publish);
  return [];
}

function publish({ knowledge: { answers } }: DirectLineNode, answer: Extract<Step, { publish: unknown }>['publish']) {
  const place = answers.findIndex(({ key }) => key === answer.key);
  const before = answers[place] ?? { key: answer.key, question: answer.key, texts: {} };
  const given = Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
  answers.splice(place === -1 ? answers.length : place, place === -1 ? 0 : 1, { ...before, ...given });
}

function retire(node: DirectLineNode, { retire: key, redirectTo }: Extract<Step, { retire: unknown }>): void {
  node.knowledge.answers.splice(placeOf(node, key), 1);
  if (redirectTo !== undefined) Object.assign((node.knowledge.redirects ??= {}), { [key]: redirectTo });
}

function placeOf({ knowledge }: DirectLineNode, key: string): number {
  const place = knowledge.answers.findIndex((answer) => answer.key === key);
  if (place === -1) throw new Error(`there is no answer ${key}`);
  return place;
}

/** The action that a client shows as a thumb under the last answer, without what it strips before it sends it back. */
function voteIn(heard: readonly Activity[], { vote, receipt }: Extract<Step, { vote: unknown }>): unknown {
  const told = heard.findLast(({ channelData }) => channelData?.['kind'] === 'answer');
  const actions = (told?.entities ?? []) as readonly { actionOption?: string; target?: object }[];
  const action = actions.find(({ actionOption }) => actionOption === `${vote}vote`);
  if (!action) throw new Error('no answer offers a vote');
  return receipt === undefined ? action : { ...action, target: { ...action.target, identifier: receipt } };
}

/** What an activity shows, in the terms of the files. */
function shown({ text = '', channelData, suggestedActions, value }: Activity): object {
  return {
    kind: channelData?.['kind'],
    answer: channelData?.['answer'],
    version: channelData?.['version'],
    says: text.replaceAll('**', ''),
    choices: suggestedActions?.actions.map(({ title }) => title),
    withoutButtons: suggestedActions === undefined,
    outOfHours: channelData?.['outOfHours'],
    packet: value,
  };
}

function matcher({ says, neverSays, packet, choices, ...rest }: Expected): unknown {
  return expect.objectContaining({
    ...rest,
    ...(choices === undefined ? {} : { choices: expect.arrayContaining(choices) }),
    ...(says === undefined ? {} : { says: expect.stringContaining(says) }),
    ...(neverSays === undefined ? {} : { says: expect.not.stringMatching(neverSays) }),
    ...(packet === undefined ? {} : { packet: expect.objectContaining(packet) }),
  });
}
