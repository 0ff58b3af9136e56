import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { cannotPublish, graphql, staff } from '../support/api.js';
import { acknowledged, mailsTo, mailTo, noMail, swaks } from '../support/mail.js';
import { compared } from '../support/same-claims.js';

const publicKey = process.env.UNIVOCAL_DKIM_PUBLIC;
const skip = noMail || cannotPublish || (publicKey ? false : 'the service signs no mails: let run.mjs start it');

async function signatures(raw) {
  const { results } = await dkimVerify(raw, { resolver: async () => [[`v=DKIM1; k=rsa; p=${publicKey}`]] });
  return results.map(({ status, signingDomain }) => [status.result, signingDomain]);
}

/** A mail as either parser has it, in the same words. */
async function readByBoth(raw) {
  const lines = (text) => text.replace(/\r\n/g, '\n').trim();
  const one = await PostalMime.parse(raw);
  const two = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true, skipTextLinks: true });
  return [
    {
      ...{ subject: one.subject, from: one.from.address, to: one.to.map(({ address }) => address) },
      ...{ messageId: one.messageId, inReplyTo: one.inReplyTo, attachments: one.attachments.length },
      ...{ text: lines(one.text), html: lines(one.html) },
    },
    {
      ...{ subject: two.subject, from: two.from.value[0].address, to: two.to.value.map(({ address }) => address) },
      ...{ messageId: two.messageId, inReplyTo: two.inReplyTo, attachments: two.attachments.length },
      ...{ text: lines(two.text), html: lines(two.html) },
    },
  ];
}

describe('swaks, mailauth, postal-mime and mailparser, unmodified', { skip }, () => {
  it('hand a mail in, verify the signature of the acknowledgement, and agree on its parts', async () => {
    const from = `asks-${Date.now()}@example.org`;
    await swaks(from);
    const raw = await mailTo(from);
    assert.deepEqual(await signatures(raw), [['pass', 'larkhaven.example']]);
    const changed = raw.toString('latin1').replace(/^Subject: /m, 'Subject: Not ');
    assert.deepEqual(await signatures(Buffer.from(changed, 'latin1')), [['fail', 'larkhaven.example']]);
    const [one, two] = await readByBoth(raw);
    assert.deepEqual(one, two);
    const number = await acknowledged(from);
    assert.ok(one.text.includes(number) && one.html.includes(number));
    console.log(`acknowledged: ${one.subject}`);
  });

  it('read the same answer in the text and in the HTML of a reply that an agent sent, signed too and in its thread', async () => {
    const from = `reply-${Date.now()}@example.org`;
    await swaks(from, {}, '--header', 'Message-Id: <question@example.org>');
    const reply = 'mutation ($number: String!) { replyToMail(number: $number, answer: "change-pin") { messageId } }';
    await graphql(reply, { number: await acknowledged(from) }, staff.agent);
    const raw = await mailTo(from, 1);
    assert.deepEqual(await signatures(raw), [['pass', 'larkhaven.example']]);
    const [one, two] = await readByBoth(raw);
    assert.deepEqual(one, two);
    assert.equal(one.inReplyTo, '<question@example.org>');
    const query = '{ answer(key: "change-pin", channel: "email") { rendition { text version } } }';
    const { rendition } = (await graphql(query)).answer;
    assert.ok(one.text.includes(rendition.text.trim().split('\n')[0]), one.text);
    assert.notEqual(compared(rendition.text, one.html).tier, 'alert');
    assert.match(raw.toString('latin1'), new RegExp(`^X-Answers: change-pin@${rendition.version}\r$`, 'im'));
  });

  it('get no answer to a mail without a sender in its envelope, nor to one of a machine', async () => {
    const [machine, bounce, after] = ['machine', 'bounce', 'after'].map((who) => `${who}-${Date.now()}@example.org`);
    await swaks(machine, {}, '--header', 'Auto-Submitted: auto-replied');
    await swaks('<>', {}, '--h-From', bounce);
    await swaks(after);
    await mailTo(after);
    assert.deepEqual([...(await mailsTo(machine)), ...(await mailsTo(bounce))], []);
  });
});
