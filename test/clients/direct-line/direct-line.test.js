import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { graphql } from '../support/api.js';
import { converse } from './client.js';

const question = process.env.UNIVOCAL_QUESTION ?? 'How long does a new card take to arrive?';
const other = 'How can I contact Larkhaven Bank?';

/** What the API itself says is the answer to the question now. */
async function current() {
  const query =
    'query ($question: String!) { ask(question: $question, channel: "webchat", locale: "en") { ... on Answered { answer { key } rendition { version text } } } }';
  const { ask } = await graphql(query, { question });
  return { answer: ask[0].answer.key, version: ask[0].rendition.version, text: ask[0].rendition.text };
}

function tells(activity, { answer, version, text }) {
  assert.equal(activity.channelData.answer, answer);
  assert.equal(activity.channelData.version, version);
  assert.ok(activity.text.startsWith(text), 'the text is the rendition that the API gives');
  assert.ok(activity.text.endsWith(activity.channelData.receipt), 'the receipt code ends the text');
}

function noneTwice(received) {
  const ids = received.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'no activity came twice');
}

describe('botframework-directlinejs, unmodified', () => {
  for (const [means, webSocket] of [
    ['websocket', true],
    ['polling', false],
  ]) {
    it(`gets the current version of the answer by ${means}`, async () => {
      const chat = await converse({ webSocket });
      try {
        await chat.until((received) => received.some(({ channelData }) => channelData?.kind === 'greeting'));
        const reply = await chat.ask(question);
        console.log(
          `by ${means}: ${reply.channelData.answer}@${reply.channelData.version}, receipt ${reply.channelData.receipt}\n${reply.text}\n`,
        );
        tells(reply, await current());
        const own = chat.received.find(({ text }) => text === question);
        assert.equal(own.from.role, 'user');
        assert.match(own.from.id, /^dl_/, 'the server says who speaks');
        assert.equal(chat.openedSockets() > 0, webSocket);
        noneTwice(chat.received);
      } finally {
        chat.end();
      }
    });
  }

  it('loses and repeats nothing when its socket is cut', async () => {
    const chat = await converse({ webSocket: true });
    try {
      await chat.ask(question);
      chat.dropSocket();
      const reply = await chat.ask(other);
      assert.equal(reply.channelData.kind, 'answer');
      assert.equal(chat.openedSockets(), 2);
      assert.deepEqual(
        chat.received.filter(({ from }) => from.role === 'user').map(({ text }) => text),
        [question, other],
      );
      noneTwice(chat.received);
    } finally {
      chat.end();
    }
  });
});
