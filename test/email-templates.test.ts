import { load } from 'cheerio';
import { describe, expect, test } from 'vitest';
import { loadTemplates } from '../seed/load-templates.js';
import { compileTemplate, parseMailAddress, renderMail, type TemplateVariables } from '../src/channels/index.js';
import { mailApi } from './support/mail-api.js';

const answers = [
  { key: 'atm-fee', title: 'Fees & cash', body: 'It costs **£2**.\n\n- See [why](answer:why).', version: 3 },
  { key: 'why', title: 'Why', body: 'Because.' },
];
const framed = (content: string) =>
  `<mjml><mj-body><mj-section><mj-column>${content}</mj-column></mj-section></mj-body></mjml>`;
const template = (content: string, subject = 'Hello') => ({
  key: 'test',
  locale: 'en',
  subject,
  source: framed(content),
});

async function mailOf(content: string, variables: TemplateVariables = {}, subject = 'Hello') {
  const api = mailApi(answers);
  const compiled = await compileTemplate(template(content, subject));
  return {
    ...(await renderMail({ runOperation: api.runOperation, credential: null }, compiled, variables)),
    asked: api.asked,
  };
}

describe('a mail', () => {
  test('shows each answer in the form of its part', async () => {
    const { html, text } = await mailOf('<mj-text>{% answer "atm-fee" %}</mj-text>');
    expect(load(html)('.answer').html()?.trim()).toBe(
      '<p>It costs <strong>£2</strong>.</p>\n<ul>\n<li>See <a href="https://help.larkhaven.example/en/why">why</a>.</li>\n</ul>',
    );
    expect(text).toBe('It costs £2.\n\n- See why (https://help.larkhaven.example/en/why).\n');
  });

  test('asks for all its answers by one call, whatever the template holds', async () => {
    const loop =
      '<mj-raw>{% if kind == "x" %}</mj-raw><mj-text>{% answer "why" title %}</mj-text><mj-raw>{% endif %}</mj-raw>';
    const { asked, answers: named } = await mailOf(
      `<mj-text>{% answer chosen %}{% answer "atm-fee" link %}</mj-text>${loop}`,
      { chosen: 'atm-fee', kind: 'x' },
    );
    expect(asked).toEqual([{ operation: 'EmailAnswers', variables: { keys: ['atm-fee', 'why'], locale: 'en' } }]);
    expect(named).toEqual(['atm-fee@3', 'why@1']);
  });

  test('names the versions and the receipts of what it says', async () => {
    const { answers: named, receipts } = await mailOf('<mj-text>{% answer "atm-fee" %}</mj-text>');
    expect(named).toEqual(['atm-fee@3']);
    expect(receipts).toEqual(['R-atm-fee']);
  });

  test('writes titles and links of answers in both parts', async () => {
    const { html, text, subject } = await mailOf(
      '<mj-text>{% answer "atm-fee" link %}</mj-text>',
      {},
      '{% answer "atm-fee" title %}',
    );
    expect(html).toContain('<a href="https://help.larkhaven.example/en/atm-fee">Fees &amp; cash</a>');
    expect(text).toBe('Fees & cash (https://help.larkhaven.example/en/atm-fee)\n');
    expect(subject).toBe('Fees & cash');
  });

  test('shows what a variable holds and never runs it', async () => {
    const hostile = '<img src=x onerror=alert(1)>{{ 7 | plus: 7 }}{% answer "why" %}"\'';
    const { html, text } = await mailOf('<mj-text>{{ words }}</mj-text>', { words: hostile });
    expect(load(html)('img').length).toBe(0);
    expect(load(html)('body').text()).toContain(hostile);
    expect(text.trim()).toBe(hostile);
  });
});

describe('a mail is refused', () => {
  test.each<[string, string, TemplateVariables, string]>([
    [
      'an answer is not published for e-mail',
      '<mj-text>{% answer "staff-only" %}</mj-text>',
      {},
      'no answer named staff-only',
    ],
    ['a variable was not given', '<mj-text>{{ name }}</mj-text>', {}, 'The variable “name” was not given'],
    [
      'the answer’s own variable was not given',
      '<mj-text>{% answer chosen %}</mj-text>',
      {},
      'The variable “chosen” was not given',
    ],
    ['a variable has a name that the mail uses itself', '<mj-text>x</mj-text>', { locale: 'de' }, 'cannot be the name'],
    [
      'a variable reaches for what it was not given',
      '<mj-text>{{ name.constructor }}</mj-text>',
      { name: 'x' },
      'was not given',
    ],
    ['a variable holds NUL', '<mj-text>{{ name }}</mj-text>', { name: 'a\0b' }, 'cannot be stored'],
  ])('when %s', async (_, content, variables, reason) => {
    await expect(mailOf(content, variables)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(reason) as string,
    });
  });

  test('when a variable would add a line to the subject', async () => {
    await expect(
      mailOf('<mj-text>x</mj-text>', { name: 'a\r\nBcc: other@example.org' }, 'Hello {{ name }}'),
    ).rejects.toThrow('more than one line');
  });
});

describe('a template is refused', () => {
  test.each([
    ['it is not MJML', '<mj-nothing />', 'not valid MJML: line 1'],
    ['its Liquid is not closed', '<mj-text>{% if a %}</mj-text>', 'cannot be read'],
    ['it would let a variable through unescaped', '<mj-text>{{ a | raw }}</mj-text>', 'cannot be read'],
    ['it reaches for files', '<mj-text>{% include "secret" %}</mj-text>', 'cannot be read'],
    ['its answer tag has no key', '<mj-text>{% answer %}</mj-text>', 'is not understood'],
    ['its answer tag asks for an unknown form', '<mj-text>{% answer "why" loudly %}</mj-text>', 'is not understood'],
    ['it holds a script', '<mj-raw><script>x</script></mj-raw>', 'no script'],
    ['it holds an event attribute', '<mj-text><b onclick="x">a</b></mj-text>', 'no script'],
    [
      'a variable could choose where a link leads',
      '<mj-button href="{{ url }}">Go</mj-button>',
      'must begin with https',
    ],
    [
      'a variable could choose the host of a link',
      '<mj-button href="https://{{ host }}/">Go</mj-button>',
      'must begin with https',
    ],
    [
      'a link is not encrypted',
      '<mj-text><a href="http://larkhaven.example">Go</a></mj-text>',
      'must begin with https',
    ],
  ])('when %s', async (_, content, reason) => {
    await expect(compileTemplate(template(content))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(reason) as string,
    });
  });
});

describe('an address is refused', () => {
  test.each([
    '',
    'x',
    'a@b',
    'a@example.org, b@example.org',
    'a@example.org\r\nBcc: b@example.org',
    '<a@example.org> <b@example.org>',
    'a b@example.org',
    '"a\r\nX: y" <a@example.org>',
    'a@-example.org',
  ])('%j', (text) => {
    expect(() => parseMailAddress('The recipient', text)).toThrow('The recipient must be one e-mail address');
  });

  test('unless it is one address, with or without a name', () => {
    expect(parseMailAddress('MAIL_FROM', 'Larkhaven Bank <help@larkhaven.example>')).toEqual({
      name: 'Larkhaven Bank',
      address: 'help@larkhaven.example',
    });
    expect(parseMailAddress('MAIL_FROM', 'help@larkhaven.example')).toEqual({
      name: '',
      address: 'help@larkhaven.example',
    });
  });
});

describe('the demo’s templates', () => {
  const templates = loadTemplates();

  test('are at least ten, each of them in English', () => {
    const english = new Set(templates.filter(({ locale }) => locale === 'en').map(({ key }) => key));
    expect(english.size).toBeGreaterThanOrEqual(10);
    expect(templates.filter(({ key }) => !english.has(key))).toEqual([]);
  });

  test.each(
    templates.map((one) => [`${one.key} in ${one.locale}`, one] as const),
  )('%s compiles, and its text part says what its HTML part says', async (_, one) => {
    const compiled = await compileTemplate(one);
    const embedded = (part: string) => [...part.matchAll(/\{% answer [^%]*%\}/g)].map(([tag]) => tag);
    expect(embedded(compiled.text)).toEqual(embedded(compiled.html));
    expect(embedded(compiled.text).length).toBeGreaterThan(0);
    expect(compiled.text).not.toMatch(/[<>]|&\w+;/);
  });
});
