import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Channel, governedChannels, limitsOf } from '../src/channels/channel.js';
import { claimsChanged, type Form } from '../src/channels/gate-rules/claims-changed.js';
import { targetsBy } from '../src/channels/markdown/link-target.js';
import { parseMarkdown } from '../src/channels/markdown/parse-markdown.js';
import { everyPlace } from '../src/channels/networks.js';
import { present, textRenderers } from '../src/channels/present.js';
import { renderHtml } from '../src/channels/renderers/html.js';
import type { Renderer } from '../src/channels/renderers/renderer.js';
import { claimsIn } from '../src/consistency/index.js';
import { body, escaped, figures, line } from './support/any-markdown.js';

const runs = { seed: 20261129, numRuns: 150 };
const linkTo = (key: string) => `https://larkhaven.example/help/en/${key}`;
const resolve = targetsBy(linkTo);
const address = 'https://larkhaven.example/help/en/fees';
const filled = { title: 'Fees', short: 'It costs £2.', url: address, linkTo };
const places = everyPlace(governedChannels);
const place = (key: string): Channel => places.find((one) => one.key === key) as Channel;
const write = (key: string, markdown: string) =>
  textRenderers[place(key).limits.markup](parseMarkdown(markdown), resolve);
const forms: readonly Form[] = Object.entries(textRenderers).map(([markup, renderer]) => ({
  name: `as ${markup}`,
  markup: markup as Form['markup'],
  write: markup === 'html' ? renderHtml : renderer,
}));

describe('every place that shows answers', () => {
  test('is one of the table of channels', () => {
    expect(Object.fromEntries(places.map(({ key, limits }) => [key, [limits.maxChars, limits.markup]]))).toEqual({
      help: [null, 'html'],
      webchat: [8_000, 'markdown'],
      directline: [8_000, 'markdown'],
      msteams: [20_000, 'teams'],
      slack: [3_000, 'mrkdwn'],
      social: [2_000, 'plain'],
      facebook: [2_000, 'plain'],
      telegram: [4_096, 'plain'],
      line: [2_000, 'plain'],
      sms: [1_600, 'gsm'],
      whatsapp: [1_600, 'whatsapp'],
      'social-reply': [280, 'plain'],
      email: [25_000, 'html'],
      agents: [25_000, 'plain'],
    });
  });

  test('keeps its limit, whatever is written, and shows the same each time', () => {
    const texts = fc.record({
      body: fc.array(body, { minLength: 1, maxLength: 10 }).map((list) => list.join('\n\n')),
      short: line,
    });
    fc.assert(
      fc.property(texts, (text) => {
        for (const channel of places) {
          const shown = present(channel, { ...filled, ...text });
          const most = channel.limits.maxChars ?? Number.POSITIVE_INFINITY;
          expect(shown.text.length, channel.key).toBeLessThanOrEqual(most);
          expect(present(channel, { ...filled, ...text }), channel.key).toEqual(shown);
          // Nothing is cut: what stands there is one of the forms, to its last letter.
          if (shown.form === 'whole') expect(shown.text, channel.key).toBe(write(channel.key, text.body));
          else expect(shown.form === 'short' || shown.text.includes(address), channel.key).toBe(true);
        }
      }),
      { ...runs, numRuns: 40 },
    );
  });

  test('leaks no mark of Markdown where it has other marks', () => {
    // The marks that a text shows as they are, are none of Markdown's.
    const plainWords = body.map((markdown) => markdown.replace(/\\[*_[\]()#|`~<>!\\-]/g, 'x'));
    fc.assert(
      fc.property(plainWords, (markdown) => {
        for (const key of ['slack', 'whatsapp', 'facebook', 'telegram', 'line', 'sms', 'social-reply', 'agents']) {
          const shown = write(key, markdown);
          expect(shown, key).not.toMatch(/\*\*|\]\(|^#{1,6} |^\||\|\s*-{3}|\\/m);
          if (place(key).limits.markup === 'plain') expect(shown, key).not.toMatch(/\*|__/);
        }
      }),
      runs,
    );
  });

  test('claims what was written, no more and no less', () => {
    const sentence = fc
      .tuple(
        fc.constantFrom('The fee is', 'You pay', 'It takes', 'The limit is'),
        fc.constantFrom('£12', '**£1,200.50**', '1.75%', '5 days', '*3 months*', '€0.99'),
        fc.constantFrom('a year', 'in the app', 'abroad'),
      )
      .map((parts) => `${parts.join(' ')}.`);
    const link = fc
      .constantFrom(
        'mailto:help@larkhaven.example',
        'tel:+441632960100',
        'answer:card-arrival',
        'https://a.example/?b=1&c=(2)',
      )
      .map((target) => `See [our page](<${target}>).`.replace(/<(?!https)([^>]*)>/, '$1'));
    const list = fc.array(sentence, { minLength: 2, maxLength: 3 });
    const block = fc.oneof(
      sentence,
      link,
      list.map((items) => items.map((item) => `- ${item}`).join('\n')),
      list.map((items) => items.map((item, index) => `${index + 1}. ${item}`).join('\n')),
      list.map((items) => ['| What | Then |', '|---|---|', ...items.map((item) => `| Case | ${item} |`)].join('\n')),
    );
    const answers = fc
      .array(fc.tuple(fc.constantFrom('## Fees and limits', 'Read this.'), block), { minLength: 1, maxLength: 4 })
      .map((blocks) => blocks.flat().join('\n\n'));
    fc.assert(
      fc.property(answers, (markdown) => {
        for (const form of forms)
          expect(
            claimsChanged({ claims: claimsIn }, { locale: 'en', body: markdown, resolve }, form),
            form.name,
          ).toEqual([]);
      }),
      runs,
    );
  });
});

describe('a form that does not say what was written', () => {
  const said = (write: Renderer, markdown: string) =>
    claimsChanged(
      { claims: claimsIn },
      { locale: 'en', body: markdown, resolve },
      { name: 'there', markup: 'plain', write },
    );
  const markdown = 'It costs **£12** a year. You must not share your PIN. See [fees](answer:fees).';
  const changing =
    (from: string, to: string): Renderer =>
    (document, target) =>
      textRenderers.plain(document, target).replace(from, to);

  test.each([
    ['a figure that is lost', changing('£12', 'little'), ['would lose “£12 a year” there.']],
    ['a link that is lost', changing(` (${address})`, ''), [`would lose the link to ${address} there.`]],
  ])('is told by %s', (_, write, told) => {
    expect(said(write, markdown)).toEqual(told);
  });

  test('is told by what it has instead', () => {
    expect(said(changing('£12', '£21'), markdown)).toHaveLength(2);
    expect(said(changing('must not', 'may'), markdown).length).toBeGreaterThan(0);
    expect(said(changing('', ''), markdown)).toEqual([]);
  });
});

describe('a network’s own marks', () => {
  const answer =
    '## What **it** costs\n\nUse **Cards** & *Pay*: [fees](answer:fees).\n\n| What | Fee |\n|---|---|\n| Cash | £2 |\n\n1. One\n2. Two\n\n- a';

  test.each([
    [
      'msteams',
      `**What it costs**\n\nUse **Cards** & *Pay*: [fees](${address}).\n\nWhat: Cash  \nFee: £2\n\n1. One\n2. Two\n\n- a`,
    ],
    [
      'slack',
      `*What it costs*\n\nUse *Cards* &amp; _Pay_: <${address}|fees>.\n\nWhat: Cash\nFee: £2\n\n1. One\n2. Two\n\n• a`,
    ],
    [
      'whatsapp',
      `*What it costs*\n\nUse *Cards* & _Pay_: fees (${address}).\n\nWhat: Cash\nFee: £2\n\n1. One\n2. Two\n\n- a`,
    ],
    [
      'facebook',
      `What it costs\n\nUse Cards & Pay: fees (${address}).\n\nWhat: Cash\nFee: £2\n\n1. One\n2. Two\n\n- a`,
    ],
  ])('are those of %s', (key, shown) => {
    expect(write(key, answer)).toBe(shown);
  });

  test('are not made of the marks of a text, where the network has no escape', () => {
    for (const key of ['slack', 'whatsapp']) {
      expect(write(key, 'Dial \\*100# or \\_name\\_, 2\\*3\\*4 and a_b_c.')).toBe(
        'Dial ∗100# or ˍname_, 2*3*4 and a_b_c.',
      );
      for (const figure of figures) expect(write(key, escaped(figure)).replaceAll('&amp;', '&')).toContain(figure);
    }
  });

  test('leave a heading every character of its own', () => {
    expect(write('slack', '## 2\\*3 is 6')).toBe('*2*3 is 6*');
  });
});

describe('a text message', () => {
  const long = { ...filled, body: `${'The fee is £2 for cash from any machine abroad. '.repeat(8)}` };

  test('is the short form and a link where the whole takes more parts than is advised', () => {
    const shown = present(place('sms'), long);
    expect(shown).toMatchObject({ form: 'short with link', text: `It costs £2.\n\n${address}` });
    expect(present(place('whatsapp'), long).form).toBe('whole');
  });

  test('is the whole where that is no longer than advised, or where the short form is', () => {
    expect(present(place('sms'), { ...filled, body: 'It costs **£2**.' }).form).toBe('whole');
    expect(present(place('sms'), { ...long, short: 'It is so. '.repeat(40) }).form).toBe('whole');
    expect(present(place('sms'), { ...long, url: null }).form).toBe('whole');
  });

  test('keeps an address that no alphabet of text messages holds', () => {
    expect(write('sms', '[Gebühr](https://larkhaven.example/gebühr/č)')).toBe(
      'Gebühr (https://larkhaven.example/geb%C3%BChr/%C4%8D)',
    );
  });

  test('has the limits of its table', () => {
    expect(limitsOf.sms).toMatchObject({ maxChars: 1_600, advisedChars: 320, buttons: 0, cardButtons: 0 });
  });
});
