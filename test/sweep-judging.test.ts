import { describe, expect, test } from 'vitest';
import type { Canonical } from '../src/consistency/canonical.js';
import { findingsIn } from '../src/consistency/finding.js';
import { judgeCell } from '../src/consistency/judge-cell.js';
import { askBot, type BotActivity } from '../src/consistency/probes/ask-bot.js';
import type { ProbeQuestion, Said } from '../src/consistency/probes/channel-probe.js';

const whole =
  'A replacement card costs £5. Standard delivery takes 5 working days. You order it in the app under Cards.';
const canonical: Canonical = {
  answer: 'card-fee',
  version: 3,
  locale: 'en',
  scope: {},
  text: whole,
  shortForm: null,
  mustSay: ['A replacement card costs £5.'],
  url: 'https://bank.example/help/card-fee',
  helpPages: 'https://bank.example/help/',
};
const short = { ...canonical, shortForm: 'A replacement card costs £5.\n\nhttps://bank.example/help/card-fee' };

const said = (text: string, proof: Partial<Said> = {}): Said => ({
  state: 'said',
  text,
  locale: 'en',
  evidence: null,
  address: null,
  answerKey: null,
  version: null,
  receiptCode: null,
  failure: null,
  ...proof,
});
const governed = (text: string, proof: Partial<Said> = {}): Said =>
  said(text, { answerKey: 'card-fee', version: 3, receiptCode: 'UV-AAAA-AAAA-AAAA', ...proof });
const judge = (what: Said, beside: Canonical = canonical) =>
  judgeCell(what, beside, { question: 'What does a card cost?', moment: '2026-11-01' });

describe('a channel in the short form', () => {
  test('says the same when its receipt names the version, though it says less', () => {
    expect(judge(governed(short.shortForm ?? ''), short)).toMatchObject({
      state: 'SAME',
      omits: [],
      differences: [],
      canonical: 'A replacement card costs £5.',
    });
  });

  test('says less when no receipt proves that it is our short form', () => {
    expect(judge(said(short.shortForm ?? ''), short)).toMatchObject({ state: 'INCOMPLETE', canonical: whole });
    expect(judge(governed(short.shortForm ?? '', { version: 2 }), short).state).toBe('INCOMPLETE');
  });

  test('may not contradict the whole answer', () => {
    expect(judge(governed('A replacement card costs £6.'), short)).toMatchObject({
      state: 'CONTRADICTS',
      tier: 'alert',
      canonical: whole,
    });
  });
});

describe('a receipt', () => {
  test('of an earlier version is a finding even when the words are the same', () => {
    const judged = judge(governed(whole, { version: 2 }));
    expect(judged.state).toBe('SAME');
    expect(findingsIn({ ...judged, receiptCode: 'UV-AAAA-AAAA-AAAA' })).toMatchObject([
      { kind: 'stale-version', tier: 'alert', baseSeverity: 'SEV3' },
    ]);
  });

  test('of another answer makes the cell unrelated whatever the words are, with one finding', () => {
    const judged = judge(governed('Cash is free.', { answerKey: 'cash-fee', version: 1 }));
    expect(judged.state).toBe('UNRELATED');
    expect(findingsIn({ ...judged, receiptCode: 'UV-AAAA-AAAA-AAAA' }).map(({ kind }) => kind)).toEqual([
      'other-answer',
    ]);
  });
});

describe('what must be said', () => {
  test('is omitted when nothing stands in its place and there is no link to the whole answer', () => {
    const text = 'Standard delivery takes 5 working days. You order it in the app under Cards.';
    expect(judge(said(text)).omits).toEqual(canonical.mustSay);
    expect(judge(said(`${text} ${canonical.url}`)).omits).toEqual([]);
  });

  test('is contradicted, not omitted, when another value stands in its place', () => {
    expect(judge(said(whole.replace('£5', '£4')))).toMatchObject({ state: 'CONTRADICTS', omits: [] });
  });

  test('is a finding where a channel of ours omits it, and only shown where an observed one does', () => {
    const judged = judge(said('Standard delivery takes 5 working days. You order it in the app under Cards.'));
    expect(findingsIn({ ...judged, receiptCode: null })).toEqual([]);
    expect(findingsIn({ ...judged, receiptCode: 'UV-AAAA-AAAA-AAAA' })).toMatchObject([
      { kind: 'omission', tier: 'possible', canonical: { text: 'A replacement card costs £5.' } },
    ]);
  });
});

describe('links to our own help pages', () => {
  test('are no difference: one channel shows the address, another only the words', () => {
    const beside = { ...canonical, text: `${whole} See your card (https://bank.example/help/card-arrival).` };
    expect(judge(said(`${whole} See your card.`), beside)).toMatchObject({
      state: 'SAME',
      differences: [],
      text: `${whole} See your card.`,
    });
    expect(judge(said(`${whole} See your card (https://bank.example/help/card-arrival?locale=en).`)).text).toBe(
      `${whole} See your card.`,
    );
  });

  test('to other places stay what they are', () => {
    expect(judge(said(`${whole} See https://other.example/help/x.`)).text).toContain('https://other.example/help/x');
  });
});

describe('a text', () => {
  test('that is too long to compare is our error', () => {
    expect(judge(said('x '.repeat(20_000)))).toMatchObject({
      state: 'ERROR',
      failure: 'The text is longer than 20000 characters.',
    });
  });

  test('gives the same judgement every time', () => {
    const what = said('A replacement card costs £4. It takes ten days.');
    expect(judge(what)).toEqual(judge(what));
  });
});

describe('the bot', () => {
  const question: ProbeQuestion = {
    question: 'What does a transfer cost?',
    locale: 'en',
    expects: 'fee-business',
    scope: { customer: 'business' },
    byWire: true,
  };
  const reply = (
    kind: string,
    text: string,
    more: Partial<BotActivity> & { readonly data?: object } = {},
  ): BotActivity => ({ type: 'message', text, ...more, channelData: { kind, ...more.data } });
  const buttons = (...titles: string[]) => ({
    suggestedActions: { actions: titles.map((title) => ({ title, value: title })) },
  });
  const hold = async (replies: Readonly<Record<string, readonly BotActivity[]>>) => {
    const sent: string[] = [];
    const outcome = await askBot(question, async (text) => {
      sent.push(text);
      return replies[text] ?? [];
    });
    return { sent, outcome };
  };
  const answer = reply('answer', 'It costs £3.\n\nReceipt UV-AAAA-AAAA-AAAA', {
    data: { answer: 'fee-business', version: 2, receipt: 'UV-AAAA-AAAA-AAAA' },
  });

  test('that asks back is told which question was meant, by its scope where two have the same words', async () => {
    const offer = reply(
      'choices',
      'Which do you mean?',
      buttons('What does a transfer cost? (personal)', 'What does a transfer cost? (business)', 'none of these'),
    );
    const { sent, outcome } = await hold({
      'What does a transfer cost?': [offer],
      'What does a transfer cost? (business)': [answer],
    });
    expect(sent).toEqual(['What does a transfer cost?', 'What does a transfer cost? (business)']);
    expect(outcome).toMatchObject({ state: 'said', text: 'It costs £3.', answerKey: 'fee-business', version: 2 });
  });

  test('that has no room for buttons offers a list, which is read as well', async () => {
    const offer = reply(
      'choices',
      'Which?\n\n1. How long does it take?\n2. What does a transfer cost?',
      buttons('1', '2'),
    );
    const { sent } = await hold({ 'What does a transfer cost?': [offer] });
    expect(sent).toEqual(['What does a transfer cost?', 'What does a transfer cost?']);
  });

  test('has no answer when it offers other questions or says so; to be given a person is no answer to compare; a fault is an error', async () => {
    const first = 'What does a transfer cost?';
    expect((await hold({ [first]: [reply('choices', 'Which?', buttons('What is a transfer?'))] })).outcome.state).toBe(
      'no-answer',
    );
    expect((await hold({ [first]: [reply('no-answer', 'I do not know.')] })).outcome.state).toBe('no-answer');
    expect((await hold({ [first]: [reply('handoff', 'One moment.')] })).outcome.state).toBe('not-applicable');
    expect((await hold({ [first]: [reply('notice', 'Something is wrong.')] })).outcome).toMatchObject({
      state: 'error',
      failure: 'Something is wrong.',
    });
    expect((await hold({})).outcome.state).toBe('error');
  });

  test('that answers two questions is judged by the one that was asked for', async () => {
    const other = reply('answer', 'Two hours.', { data: { answer: 'time', version: 1, receipt: 'UV-CCCC-CCCC-CCCC' } });
    expect((await hold({ 'What does a transfer cost?': [other, answer] })).outcome.answerKey).toBe('fee-business');
  });

  test('leaves the same evidence when it says the same', async () => {
    const replies = { 'What does a transfer cost?': [{ ...answer, id: 'one' }] };
    const again = { 'What does a transfer cost?': [{ ...answer, id: 'two' }] };
    expect((await hold(replies)).outcome.evidence).toEqual((await hold(again)).outcome.evidence);
  });
});
