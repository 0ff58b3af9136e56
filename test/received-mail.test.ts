import { describe, expect, it } from 'vitest';
import { readReceived } from '../src/channels/email/intake/received-mail.js';

const head = ['From: Ana <ana@example.org>', 'To: help@larkhaven.example', 'Subject: My card'];

const read = (headers: readonly string[], body: string) =>
  readReceived(Buffer.from(`${[...head, ...headers].join('\r\n')}\r\n\r\n${body}\r\n`), 'ana@example.org', []);
const readHtml = (body: string) => read(['Content-Type: text/html; charset=utf-8'], body);

describe('a mail in HTML alone', () => {
  it('is read line by line, without what was quoted', async () => {
    const { question } = await readHtml(
      '<head><style>p {}</style></head><p>How do I</p><div>change <b>my</b> PIN?<br>Ana</div><blockquote>older</blockquote>',
    );
    expect(question).toBe('How do I\nchange my PIN?\nAna');
  });

  it.each([
    ['nested without end', '<div>'.repeat(20_000)],
    ['made of a million elements', '<b></b>'.repeat(700_000)],
    ['with attributes without end', `<p ${'a="" '.repeat(100_000)}>`],
  ])(
    '%s is kept by its subject, and stalls nobody',
    async (_, html) => {
      const before = process.cpuUsage();
      const { question, sender } = await readHtml(`<p>How do I change my PIN?</p>${html}`);
      expect({ question, sender }).toEqual({ question: 'My card', sender: 'ana@example.org' });
      expect(process.cpuUsage(before).user / 1_000_000).toBeLessThan(10);
    },
    60_000,
  );
});

describe('a mail in parts', () => {
  it('that are nested without end is kept by its subject', async () => {
    const parts = Array.from({ length: 300 }, (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}`);
    const mail = await read(
      ['Content-Type: multipart/mixed; boundary=b0', 'List-Id: <cards.example.org>'],
      parts.join('\r\n\r\n'),
    );
    expect(mail).toMatchObject({ subject: 'My card', question: 'My card', automatic: 'a list sent it' });
  });
});

describe('the headers of a mail', () => {
  it.each(['\u0000', '\u0007', '\u0085', '\u202e'])('name no Message-ID with the character %j in it', async (sign) => {
    const { messageId, thread } = await read(
      [`Message-ID: <a${sign}b@example.org>`, `References: <c@d${sign}.example> <e@f.example>`],
      'How?',
    );
    expect({ messageId, thread }).toEqual({ messageId: null, thread: ['<e@f.example>'] });
  });
});
