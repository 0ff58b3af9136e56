import PostalMime from 'postal-mime';
import { origin } from '../support/api.js';
import { agentOperation } from '../support/apollo.js';
import { acknowledged, mailTo, swaks } from '../support/mail.js';

/** What a channel's readers read of an answer: its words (as HTML where they stand in tables), and the version that the channel names. */
const reading = (text, version, html) => ({ text, version: Number(version), html });

/** Web Chat, in a conversation that began before. */
export async function openWebChat(chats, question) {
  const chat = await chats.open(origin);
  return async () => {
    const { activity, shown } = await chat.ask(question);
    return reading(shown, activity.channelData.version);
  };
}

/** The help page of the answer, as Chromium shows it. */
export async function openHelpPage({ browser }, key) {
  const page = await browser.newPage();
  return async () => {
    await page.goto(`${origin}/help/${key}`);
    const article = page.locator(`article[data-answer="${key}"]`);
    const words = article.locator('.answer-text');
    return reading(await words.innerText(), await article.getAttribute('data-version'), await words.innerHTML());
  };
}

/** A mail: handed in by swaks, answered by an agent through Apollo, taken by smtp-server, read by postal-mime. */
export async function openMail(agent, key) {
  let count = 0;
  const handIn = async () => {
    count += 1;
    const from = `promise-${Date.now()}-${count}@example.org`;
    await swaks(from, { subject: 'A new card', body: 'How long does a new card take to arrive?' });
    return { from, number: await acknowledged(from) };
  };
  let waiting = await handIn();
  return async () => {
    const { from, number } = waiting ?? (await handIn());
    waiting = null;
    const reply =
      'mutation ($number: String!, $key: String!) { replyToMail(number: $number, answer: $key) { messageId } }';
    await agent.send(reply, { number, key });
    const { text, headers } = await PostalMime.parse(await mailTo(from, 1));
    return reading(text, /@(\d+)/.exec(headers.find((header) => header.key === 'x-answers')?.value)?.[1]);
  };
}

/** A network, by an activity as the Bot Framework's service sends it. */
export function onNetwork(channelId, question) {
  return async () => {
    const id = `${channelId}-${Math.random()}`;
    const response = await fetch(`${origin}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ type: 'message', id, channelId, serviceUrl: origin, text: question, deliveryMode: 'expectReplies' },
        ...{ conversation: { id }, from: { id: 'customer' }, recipient: { id: 'bot' } },
      }),
    });
    const { activities } = await response.json();
    const answer = activities.find(({ channelData }) => channelData?.kind === 'answer');
    return reading(answer.text, answer.channelData.version);
  };
}

/** One of the forms that the agents' desk shows, by its own operation through Apollo. */
export function atDesk(agent, key, form) {
  const all = { webchat: true, email: true, social: true, socialReply: true };
  return async () => {
    const { answer } = await agent.send(agentOperation('AgentAnswer'), { key, locale: 'en', ...all });
    return { ...reading(answer[form].text, answer[form].version), short: answer[form].short };
  };
}
