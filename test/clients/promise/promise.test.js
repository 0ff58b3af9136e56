import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { cannotPublish, staff } from '../support/api.js';
import { openApollo } from '../support/apollo.js';
import { noMail } from '../support/mail.js';
import { noPage } from '../support/page.js';
import { compared } from '../support/same-claims.js';
import { until } from '../support/until.js';
import { openWebChats } from '../support/web-chat.js';
import { atDesk, onNetwork, openHelpPage, openMail, openWebChat } from './channels.js';
import { prepareRelease } from './publication.js';

const key = 'card-delivery-estimate';
const fact = 'card.delivery.express.fee';
const question = 'How long does a new card take to arrive?';
/** Channels whose form is the short one, with a link to the page. */
const short = ['sms', 'desk: socialReply'];

describe('one answer, changed once, by foreign clients alone', { skip: noPage || noMail || cannotPublish }, () => {
  let chats;
  const desks = {};
  before(async () => {
    chats = await openWebChats();
    for (const role of ['editor', 'reviewer', 'agent']) desks[role] = openApollo(staff[role]);
  });
  after(async () => {
    await Promise.all(Object.values(desks).map((desk) => desk.close()));
    await chats?.close();
  });

  it('is told with the same claims on every channel', async () => {
    const channels = {
      'Web Chat': await openWebChat(chats, question),
      'help page': await openHelpPage(chats, key),
      mail: await openMail(desks.agent, key),
      ...Object.fromEntries(['slack', 'sms', 'facebook'].map((name) => [name, onNetwork(name, question)])),
      ...Object.fromEntries(
        ['agents', 'webchat', 'email', 'social', 'socialReply'].map((form) => [
          `desk: ${form}`,
          atDesk(desks.agent, key, form),
        ]),
      ),
    };
    const old = await channels['desk: agents']();
    const oldFee = feeIn(old.text);
    const fee = anotherFee(oldFee);
    const { editor, reviewer } = { editor: desks.editor.send, reviewer: desks.reviewer.send };
    const publish = await prepareRelease({ editor, reviewer }, { key, fact, value: `GBP ${fee.slice(1)}` });
    assert.equal(feeIn((await channels['desk: agents']()).text), oldFee, 'nothing is told before it is published');

    await publish();
    const published = performance.now();
    const told = Object.fromEntries(
      await Promise.all(
        Object.entries(channels).map(async ([channel, read]) => [
          channel,
          await untilTold(channel, read, fee, published),
        ]),
      ),
    );
    console.log(`from the publication to each channel, as its readers read it (${oldFee} became ${fee}):`);
    for (const [channel, { ms }] of Object.entries(told)) console.log(`  ${channel.padEnd(18)}${Math.round(ms)} ms`);

    const canonical = told['desk: agents'];
    assert.equal(canonical.version, old.version + 1);
    for (const [channel, { text, html, version }] of Object.entries(told)) {
      assert.equal(version, canonical.version, channel);
      assert.ok(!text.includes(oldFee), `${channel} still says ${oldFee}`);
      const { differences } = short.includes(channel)
        ? compared(canonical.short, text.replace(/\s*https?:\S+\/help\/\S+$/, ''))
        : compared(canonical.text, html ?? text);
      // A mail has a frame around the answer.
      const odd = differences.filter((difference) => !(channel === 'mail' && difference.startsWith('extra')));
      assert.deepEqual(odd, [], channel);
    }
    assert.equal(compared(canonical.text, old.text).tier, 'alert', 'the old answer would have been seen');
  });
});

/** Reads a channel until it tells the new fee; how long that took. */
function untilTold(channel, read, fee, published) {
  return until(
    async () => {
      const told = await read();
      return told.text.includes(fee) ? { ...told, ms: performance.now() - published } : null;
    },
    { what: `${fee} on ${channel}`, patienceMs: 120_000 },
  );
}

function feeIn(text) {
  return /£[\d.]*\d/.exec(text)[0];
}

/** A sum that nothing else costs, and not the old one. */
function anotherFee(old) {
  const fee = (pence) => `£${(pence / 100).toFixed(2)}`;
  const pence = 1_003 + 10 * (Date.now() % 80);
  return fee(pence) === old ? fee(pence + 10) : fee(pence);
}
