import { describe, expect, test } from 'vitest';
import { checkMarkdown } from '../src/channels/markdown/check-markdown.js';
import { escapeMarkdown } from '../src/channels/markdown/escape-markdown.js';
import { parseMarkdown } from '../src/channels/markdown/parse-markdown.js';
import { renderPlain } from '../src/channels/renderers/plain.js';

describe('an answer’s body is refused', () => {
  test.each([
    ['an image', '![card](https://larkhaven.example/card.png)', 'Images'],
    ['raw HTML', 'A <b>bold</b> word', 'HTML'],
    ['an HTML block', '<div>\nx\n</div>', 'HTML'],
    ['a code block', '```\nx\n```', 'Code blocks'],
    ['an indented code block', 'a\n\n    x', 'four blanks'],
    ['code marks', 'Tap `Cards`', 'Code marks'],
    ['struck-out words', '~~£5~~ £6', 'Struck-out'],
    ['a quotation', '> x', 'Quotations'],
    ['a ruled line', 'a\n\n---\n\nb', 'Ruled lines'],
    ['a first-level heading', '# Fees', 'second level'],
    ['an underlined heading', 'Fees\n---', '## Heading'],
    ['a forced line break', 'a  \nb', 'line breaks'],
    ['a link in angle brackets', '<https://larkhaven.example>', '[words]'],
    ['a link title', '[a](https://larkhaven.example "b")', 'title in quotes'],
    ['a link definition', '[a]: https://larkhaven.example\n\n[a]', 'definitions'],
    ['an unlisted scheme', '[a](javascript:alert(1))', 'not allowed'],
    ['a relative link', '[a](/fees)', 'not allowed'],
    ['a table row longer than its head', '| a |\n|---|\n| 1 | 2 |', 'more fields'],
    ['a table of very many columns', `${'|a'.repeat(13)}|\n${'|-'.repeat(13)}|`, 'at most 12 columns'],
    ['a list four deep', '- a\n  - b\n    - c\n      - d', 'at most 3 deep'],
    ['NUL', 'a\0b', 'not valid'],
    ['half a surrogate pair', 'a\ud800', 'not valid'],
    ['20,001 characters', 'x'.repeat(20_001), 'at most 20,000'],
  ])('for %s, in one sentence', (_, body, reason) => {
    const problems = checkMarkdown(body);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(reason);
    expect(problems[0]).toMatch(/^[A-Z“].*\.$/s);
  });

  test('is told once however often the reason occurs', () => {
    expect(checkMarkdown('`a` `b`\n\n`c`')).toHaveLength(1);
  });
});

describe('an answer’s body is allowed', () => {
  test.each([
    '## Fees\n\nIt costs **£2**, *always*.\n\n1. a\n2. b\n\n- c\n  - d',
    '| What | Fee |\n|---|---|\n| a \\| b | {{fact:atm.fee#exact}} |',
    'See [fees](answer:exchange-charge), [us](https://larkhaven.example), [mail](mailto:help@larkhaven.example), [call](tel:+441632960100).',
    'Our [help pages]({{fact:support.url}}) are open {{fact:support.hours}}.',
    '5 < 6, 7 > 3, a & b, 2*3*4, snake_case, C#, "x" [y]',
    '',
  ])('when it keeps to the subset: %j', (body) => {
    expect(checkMarkdown(body)).toEqual([]);
  });
});

test('a fact’s words can be written into a text without becoming markup', () => {
  for (const words of ['*5*', '[a](https://x.example)', 'a_b_c', '<b>', '![x](y)', '&amp;', '`a`', '|', '\\*']) {
    expect(renderPlain(parseMarkdown(`It is ${escapeMarkdown(words)}.`), () => null)).toBe(`It is ${words}.`);
  }
});
