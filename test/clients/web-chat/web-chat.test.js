import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { cannotPublish, graphql, origin, staff } from '../support/api.js';
import { changeAnswer, reworded } from '../support/editing.js';
import { noPage } from '../support/page.js';
import { compared } from '../support/same-claims.js';
import { openWire } from '../support/socket-cutter.js';
import { until } from '../support/until.js';
import { openWebChats } from '../support/web-chat.js';

const answerKey = 'card-about-to-expire';
const question = 'how do I renew my card';
const cutUp = reworded('through the chip and throw it away', 'through the chip before you throw it away');

/** What the API itself says on the web chat. */
async function told(key, locale = 'en') {
  const query =
    'query ($key: String!, $locale: Locale) { answer(key: $key, channel: "webchat", locale: $locale) { rendition { version text locale } } }';
  return (await graphql(query, { key, locale })).answer.rendition;
}

async function votesOn(version) {
  const query = 'query ($key: String!) { votes(answer: $key) { version locale channel helpful notHelpful } }';
  const { votes } = await graphql(query, { key: answerKey }, staff.editor);
  const found = votes.find((one) => one.version === version && one.locale === 'en' && one.channel === 'webchat');
  return [found?.helpful ?? 0, found?.notHelpful ?? 0];
}

describe('botframework-webchat, unmodified, in Chromium', { skip: noPage || cannotPublish }, () => {
  let chats;
  before(async () => {
    chats = await openWebChats();
  });
  after(() => chats?.close());

  it('shows the current version, the new one once an answer is changed, and binds each vote to the version it was under', async () => {
    const chat = await chats.open(origin);
    const old = await told(answerKey);
    const first = await chat.ask(question);
    assert.deepEqual([first.activity.channelData.answer, first.activity.channelData.version], [answerKey, old.version]);
    assert.equal(compared(old.text, first.shown).verdict, 'same');
    const [helpful, notHelpful] = await votesOn(old.version);
    await chat.vote('Like');
    await until(async () => (await votesOn(old.version))[0] > helpful, { what: 'the vote in the API' });

    const { version } = await changeAnswer(answerKey, cutUp);
    const second = await chat.ask(question);
    assert.equal(second.activity.channelData.version, version);
    const words = /Cut the old card [^.]*\./;
    assert.equal(words.exec(second.shown)[0], words.exec((await told(answerKey)).text)[0]);
    assert.notEqual(words.exec(second.shown)[0], words.exec(first.shown)[0]);
    await chat.vote('Dislike');
    await until(async () => (await votesOn(version))[1] > 0, { what: 'the second vote in the API' });
    assert.deepEqual(await votesOn(version), [0, 1]);
    assert.deepEqual(await votesOn(old.version), [helpful + 1, notHelpful]);
    await chat.close();
  });

  it('offers choices as buttons, and answers the one that is pressed', async () => {
    const chat = await chats.open(origin);
    const { activity } = await chat.ask('card');
    assert.equal(activity.channelData.kind, 'choices');
    const titles = activity.suggestedActions.actions.map(({ title }) => title);
    const choices = chat.page.getByRole('toolbar', { name: 'Suggested actions' });
    const button = choices.getByRole('button', { name: titles[1], exact: true });
    const answered = await chat.replyTo(() => button.click());
    assert.equal(answered.activity.channelData.kind, 'answer');
    const { answer } = await graphql('query ($key: String!) { answer(key: $key) { question } }', {
      key: answered.activity.channelData.answer,
    });
    assert.equal(answer.question, titles[1]);
    await chat.close();
  });

  it('speaks German where the page does, its own words and ours', async () => {
    const chat = await chats.open(origin, 'de');
    const placeholder = await chat.page.locator('[data-id="webchat-sendbox-input"]').getAttribute('placeholder');
    assert.equal(placeholder, 'Nachricht eingeben');
    const { activity, shown } = await chat.ask('Was kostet der Expressversand?');
    const german = await told('card-delivery-estimate', 'de');
    assert.deepEqual([german.locale, activity.locale], ['de', 'de']);
    assert.equal(activity.channelData.answer, 'card-delivery-estimate');
    assert.equal(compared(german.text, shown, 'de').verdict, 'same');
    assert.match(shown, /Beleg UV-/);
    assert.ok(await chat.page.getByRole('button', { name: 'Mit „Gefällt mir“ markieren' }).isVisible());
    await chat.close();
  });

  it('works under a nonce policy that refuses nothing of it, and whose refusals would be seen', async () => {
    const chat = await chats.open(origin);
    await chat.ask(question);
    await chat.vote('Like');
    assert.deepEqual(await chat.violations(), []);
    console.log(`the browser's console: ${chat.console.join('\n') || 'nothing'}`);
    assert.deepEqual(chat.console, []);
    await chat.page.evaluate(() => {
      document.head.appendChild(document.createElement('style')).textContent = '#webchat { display: none }';
    });
    await until(async () => (await chat.violations()).length > 0, { what: 'the refusal of a style without the nonce' });
    assert.deepEqual(await chat.violations(), ['style-src-elem inline']);
    await chat.close();
  });

  it('loses and repeats nothing when its sockets are cut again and again', async () => {
    const wire = await openWire(origin);
    const chat = await chats.open(wire.origin);
    const questions = [question, 'How long does a new card take to arrive?', 'How can I contact Larkhaven Bank?'];
    try {
      await wire.cut();
      await chat.type(questions[0]);
      await untilAnswered(chat, 1);
      await chat.type(questions[1]);
      await wire.cut();
      await untilAnswered(chat, 2);
      await wire.cut();
      await wire.cut();
      await chat.type(questions[2]);
      await untilAnswered(chat, 3);
      assert.ok(wire.opened() >= 5, 'each cut was followed by another socket');
      const received = await chat.received();
      const positions = received.map(({ id }) => Number(id.split('|')[1]));
      assert.deepEqual(positions, [1, 2, 3, 4, 5, 6, 7]);
      const shown = await chat.shown();
      assert.deepEqual(
        [1, 3, 5].map((place) => shown[place]),
        questions,
      );
      const receipts = received.flatMap(({ channelData }) => channelData?.receipt ?? []);
      assert.equal(receipts.length, 3);
      assert.deepEqual(
        [2, 4, 6].map((place) => shown[place].endsWith(receipts[place / 2 - 1])),
        [true, true, true],
      );
      assert.equal(shown.length, 7);
    } finally {
      await chat.close();
      await wire.close();
    }
  });
});

function untilAnswered(chat, count) {
  return until(async () => (await chat.shown()).filter((text) => /Receipt UV-/.test(text)).length === count, {
    what: `answer ${count}`,
  });
}
