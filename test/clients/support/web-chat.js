import { ours } from './ours.js';
import { servePage } from './page.js';
import { until } from './until.js';

// The root's Chromium, so that there is one only.
const { openBrowser } = await ours('test/support/browser.ts');

/** Chromium and a page's server, for as many conversations as a test file wants. */
export async function openWebChats() {
  const [browser, host] = await Promise.all([openBrowser(), servePage()]);
  return {
    browser,
    /** Opens Web Chat in a page of its own and waits for the greeting. */
    open: async (service, locale = 'en') => {
      const page = await browser.newPage();
      page.setDefaultTimeout(60_000);
      const chat = drive(page);
      await page.goto(`${host.url}/?${new URLSearchParams({ service, locale })}`);
      await until(async () => (await chat.received()).some(({ channelData }) => channelData?.kind === 'greeting'));
      return chat;
    },
    close: async () => {
      await browser.close();
      await host.close();
    },
  };
}

function drive(page) {
  const said = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`pageerror: ${error.message}`));
  const chat = {
    page,
    /** What the browser's console was told. */
    console: said,
    /** The activities that Web Chat was given, in the order of their coming. */
    received: () => page.evaluate(() => window.received ?? []),
    /** What the page's policy refused. */
    violations: () => page.evaluate(() => window.violations),
    /** The texts that stand in the transcript, from the first to the last. */
    shown: () => page.locator('.webchat__bubble__content').allInnerTexts(),
    type: async (text) => {
      await page.locator('[data-id="webchat-sendbox-input"]').fill(text);
      await page.keyboard.press('Enter');
    },
    /** Asks as a customer does; gives the reply that Web Chat was given, and what it shows of it. */
    ask: (text) => chat.replyTo(() => chat.type(text)),
    /** The same for whatever else makes the bot reply. */
    replyTo: async (act) => {
      const before = (await chat.received()).length;
      await act();
      const newer = async () => (await chat.received()).slice(before).find(isReply);
      const activity = await until(newer, { what: 'a reply' });
      const { receipt } = activity.channelData;
      const bubble = async () => (await chat.shown()).findLast((text) => text.includes(receipt));
      return { activity, shown: receipt ? await until(bubble, { what: 'the bubble of the reply' }) : null };
    },
    /** Presses a thumb beneath the newest answer and waits until the event has come back from the server. */
    vote: async (title) => {
      const votes = async () =>
        (await chat.received()).filter(({ name }) => name === 'webchat:activity-status/feedback');
      const before = (await votes()).length;
      await page.getByRole('button', { name: title, exact: true }).last().click();
      await until(async () => (await votes()).length > before, { what: 'the vote' });
    },
    close: () => page.close(),
  };
  return chat;
}

const isReply = ({ type, from, channelData }) =>
  type === 'message' && from.role === 'bot' && ['answer', 'choices', 'no-answer'].includes(channelData?.kind);
