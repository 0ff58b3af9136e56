import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitsOf } from '../src/channels/channel.js';
import { targetsBy } from '../src/channels/markdown/link-target.js';
import { parseMarkdown } from '../src/channels/markdown/parse-markdown.js';
import { present } from '../src/channels/present.js';
import { renderHtml } from '../src/channels/renderers/html.js';
import { renderMarkdown } from '../src/channels/renderers/markdown.js';
import { renderMrkdwn } from '../src/channels/renderers/mrkdwn.js';
import { renderPlain } from '../src/channels/renderers/plain.js';
import type { Renderer } from '../src/channels/renderers/renderer.js';
import { isGsm } from '../src/channels/renderers/gsm-alphabet.js';
import { renderSms } from '../src/channels/renderers/sms.js';
import { body, escaped, figures, line, targets } from './support/any-markdown.js';

// The same texts on every run; other seeds were tried when the renderers were written.
fc.configureGlobal({ seed: 20261122, numRuns: 200 });

const linkTo = (key: string) => `https://larkhaven.example/help/en/${key}`;
const resolve = targetsBy(linkTo);
const render = (renderer: Renderer, markdown: string) => renderer(parseMarkdown(markdown), resolve);

/** What a reader sees of each rendition, with the marks of its channel read as that channel reads them. */
const read: Readonly<Record<string, (markdown: string) => string>> = {
  html: (markdown) => load(render(renderHtml, markdown)).text(),
  markdown: (markdown) => render(renderPlain, render(renderMarkdown, markdown)),
  plain: (markdown) => render(renderPlain, markdown),
  mrkdwn: (markdown) =>
    render(renderMrkdwn, markdown).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  sms: (markdown) => render(renderSms, markdown),
};

const figuresOf = (markdown: string) => figures.filter((figure) => markdown.includes(escaped(figure)));
const targetsOf = (markdown: string) =>
  targets.filter((target) => markdown.includes(`](${target})`)).map((target) => resolve(target) ?? '');

describe('every full rendition', () => {
  test('holds every figure of its source', () => {
    fc.assert(
      fc.property(body, (markdown) => {
        for (const [name, reading] of Object.entries(read)) {
          const shown = reading(markdown);
          for (const figure of figuresOf(markdown))
            expect(shown, name).toContain(name === 'sms' && isGsm(shown) ? figure.replace('–', '-') : figure);
        }
      }),
    );
  });

  test('holds every link target of its source', () => {
    fc.assert(
      fc.property(body, (markdown) => {
        const html = load(render(renderHtml, markdown));
        const addresses = html('a')
          .toArray()
          .map((element) => html(element).attr('href'));
        for (const target of targetsOf(markdown)) {
          const spoken = target.replace(/^(?:mailto|tel):/, '');
          expect(addresses).toContain(target);
          expect(render(renderMarkdown, markdown)).toContain(target);
          expect(read.mrkdwn?.(markdown)).toContain(`<${target}|`);
          expect(render(renderPlain, markdown)).toContain(spoken);
        }
      }),
    );
  });

  test('says word for word the same, whichever marks its channel uses', () => {
    const bare = (text: string) => text.replace(/\s+/g, ' ').trim();
    fc.assert(
      fc.property(body, (markdown) => {
        expect(bare(read.markdown?.(markdown) ?? '')).toBe(bare(read.plain?.(markdown) ?? ''));
      }),
    );
  });

  test('lets no mark of a text become markup', () => {
    fc.assert(
      fc.property(body, (markdown) => {
        const html = render(renderHtml, markdown);
        const allowed = new Set([
          'html',
          'head',
          'body',
          'p',
          'h2',
          'h3',
          'ul',
          'ol',
          'li',
          'strong',
          'em',
          'a',
          'table',
          'thead',
          'tbody',
          'tr',
          'th',
          'td',
        ]);
        const document = load(html);
        const elements = document('*').toArray();
        expect(
          elements
            .map((element) => document(element).prop('tagName')?.toLowerCase() ?? '')
            .filter((name) => !allowed.has(name)),
        ).toEqual([]);
        expect(html).not.toContain('<script');
        expect(render(renderMrkdwn, markdown)).not.toContain('<script');
      }),
    );
  });
});

describe('a link', () => {
  test.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x',
    'http://x.example',
    '//x.example',
    'vbscript:x',
    '/x',
    'answer:../x',
    'https:x',
  ])('to %s is shown as its words', (target) => {
    for (const renderer of [renderHtml, renderMarkdown, renderPlain, renderMrkdwn])
      expect(render(renderer, `[words](${target})`).replace(/<\/?p>/g, '')).toBe('words');
  });

  test('to an answer that the channel does not show is its words', () => {
    expect(
      renderHtml(
        parseMarkdown('See [the list](answer:staff-list).'),
        targetsBy(() => null),
      ),
    ).toBe('<p>See the list.</p>');
  });

  test('is not written twice where its words are the address', () => {
    expect(
      render(renderPlain, '[help@larkhaven.example](mailto:help@larkhaven.example), [01632 960100](tel:01632960100)'),
    ).toBe('help@larkhaven.example, 01632 960100');
  });
});

describe('the forms', () => {
  const answer =
    'Fees:\n\n| What | Fee |\n|---|---|\n| **Cash** | £2 |\n| Cards | free |\n\n1. Tap **Cards**.\n2. See [why](answer:card-arrival).\n\n## More\n\n- one\n- two';

  test('of HTML are plain elements', () => {
    expect(render(renderHtml, answer)).toBe(
      [
        '<p>Fees:</p>',
        '<table>\n<thead><tr><th scope="col">What</th><th scope="col">Fee</th></tr></thead>\n<tbody>\n<tr><td><strong>Cash</strong></td><td>£2</td></tr>\n<tr><td>Cards</td><td>free</td></tr>\n</tbody>\n</table>',
        '<ol>\n<li>Tap <strong>Cards</strong>.</li>\n<li>See <a href="https://larkhaven.example/help/en/card-arrival">why</a>.</li>\n</ol>',
        '<h2>More</h2>',
        '<ul>\n<li>one</li>\n<li>two</li>\n</ul>',
      ].join('\n'),
    );
  });

  test('of plain text name the head before each field of a table', () => {
    expect(render(renderPlain, answer)).toBe(
      'Fees:\n\nWhat: Cash\nFee: £2\n\nWhat: Cards\nFee: free\n\n1. Tap Cards.\n2. See why (https://larkhaven.example/help/en/card-arrival).\n\nMore\n\n- one\n- two',
    );
  });

  test('of Slack use its own marks', () => {
    expect(render(renderMrkdwn, '**A** & *b* <c> [d](https://larkhaven.example/?a=1&b=2)')).toBe(
      '*A* &amp; _b_ &lt;c&gt; <https://larkhaven.example/?a=1&amp;b=2|d>',
    );
  });

  test('of a text message stay in the GSM alphabet where that loses no letter', () => {
    expect(render(renderSms, '“Café” – 5 × £2…')).toBe('"Café" - 5 x £2...');
    expect(render(renderSms, 'على البطاقة – £2')).toBe('على البطاقة – £2');
  });
});

describe('presenting an answer', () => {
  const filled = { title: 'Fees', short: 'It costs £2.', url: 'https://larkhaven.example/help/en/fees', linkTo };
  const social = { name: 'Social message', limits: limitsOf.social };
  const reply = { name: 'Social public reply', limits: limitsOf['social-reply'] };

  test('gives the whole text where it has room', () => {
    expect(present(social, { ...filled, body: 'It costs **£2**.' })).toEqual({
      text: 'It costs £2.',
      html: '<p>It costs <strong>£2</strong>.</p>',
      form: 'whole',
      isShortForm: false,
    });
  });

  test('gives the short form and a link where the whole has no room', () => {
    const { text, html, isShortForm } = present(social, { ...filled, body: 'word '.repeat(500) });
    expect(text).toBe('It costs £2.\n\nhttps://larkhaven.example/help/en/fees');
    expect(html).toContain('<a href="https://larkhaven.example/help/en/fees">Fees</a>');
    expect(isShortForm).toBe(true);
  });

  test('gives the short form in a public reply even where the whole has room', () => {
    expect(present(reply, { ...filled, body: 'It costs **£2**.' }).isShortForm).toBe(true);
  });

  test('gives the short form alone where the link has no room beside it', () => {
    const short = 'x'.repeat(260);
    expect(present(reply, { ...filled, body: '-', short }).text).toBe(short);
  });

  test('is refused where no form has room', () => {
    expect(() => present(reply, { ...filled, body: '-', short: 'x'.repeat(281), url: null })).toThrow(
      'has no form of at most 280 characters',
    );
  });

  test('never exceeds the limit and never cuts', () => {
    const channels = Object.entries(limitsOf).map(([name, limits]) => ({ name, limits }));
    const texts = fc.record({
      body: fc.array(body, { minLength: 1, maxLength: 12 }).map((list) => list.join('\n\n')),
      short: line,
    });
    fc.assert(
      fc.property(texts, fc.constantFrom(...channels), (text, channel) => {
        const { maxChars } = channel.limits;
        const shown = present(channel, { ...filled, ...text });
        expect(shown.text.length).toBeLessThanOrEqual(maxChars ?? Number.POSITIVE_INFINITY);
        if (!shown.isShortForm) expect(shown.html).toBe(render(renderHtml, text.body));
      }),
    );
  });
});
