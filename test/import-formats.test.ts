import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkMarkdown } from '../src/channels/index.js';
import { importKnowledge } from '../src/command-line/import.js';
import { htmlToMarkdown } from '../src/transfer/import/html-to-markdown.js';
import { textToMarkdown } from '../src/transfer/import/text-to-markdown.js';
import { readFolder, readPages } from '../src/transfer/index.js';
import { type ImportDesk, markdownFile, openImportDesk } from './support/importing.js';
import { people } from './support/test-service.js';

let desk: ImportDesk;
const folder = mkdtempSync(join(tmpdir(), 'univocal-import-'));

beforeAll(async () => {
  desk = await openImportDesk();
});
afterAll(async () => {
  await desk.service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Plans one file of a format and carries it out. */
async function imported(format: string, content: string, name = 'file') {
  const plan = await desk.plan({ format, topic: 'cards', files: [{ name, content }] });
  return { ...plan, outcome: await desk.carryOut(plan.id) };
}

/** The problems of one file. */
async function problems(format: string, content: string, name = 'file') {
  return (await desk.plan({ format, topic: 'cards', files: [{ name, content }] })).report.problems;
}

describe('a Markdown file', () => {
  it('brings all that an answer has, by its front matter', async () => {
    const head = {
      key: 'full-answer',
      audience: 'PARTNER',
      scope: '{ customer: business }',
      question: '"What: is it?"',
      title: 'It',
      short: 'Short.',
      phrasings: '[what is it, 42]',
      mustSay: '[It is it.]',
      related: '[other-answer]',
      personPolicy: 'offer',
    };
    const { content } = markdownFile('x.md', head, 'It is it.\r\n\r\n- One\r\n- Two');
    const { outcome } = await imported('MARKDOWN', content, 'cards/x.md');
    expect(outcome.__typename).toBe('ImportCarriedOut');
    expect(await desk.draft('full-answer')).toMatchObject({
      audience: 'PARTNER',
      scope: { customer: 'business' },
      question: 'What: is it?',
      body: 'It is it.\n\n- One\n- Two',
      person_policy: 'OFFER',
    });
  });

  it('without front matter takes its key from its name and its title from its heading', async () => {
    await imported('MARKDOWN', '# My lost card\n\nCall us.\n\nAt once.', 'help/My_Lost Card.md');
    expect(await desk.draft('my-lost-card')).toMatchObject({
      title: 'My lost card',
      question: 'My lost card',
      body: 'Call us.\n\nAt once.',
      short: 'Call us.',
    });
  });

  it.each([
    ['an anchor that multiplies', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]', 'cannot be read'],
    ['no mapping', '- a list', 'must be names with values'],
    ['broken YAML', 'title: "open', 'cannot be read'],
    ['a tag that would make an object', 'title: !!js/function "function () {}"\nkey: 5!', 'must be lower-case words'],
    ['a list for a text', 'title: [a, b]', 'not what it should be'],
    ['a depth without end', `title: ${'['.repeat(20_000)}`, 'cannot be read'],
    ['more than fits', `title: "${'a'.repeat(70_000)}"`, 'longer than'],
    ['half of a pair', 'title: "\\ud800"', 'cannot be stored'],
    ['a NUL', 'title: "a\\0b"', 'cannot be stored'],
  ])('with %s above its text is a problem that is named', async (_, head, message) => {
    const found = await problems('MARKDOWN', `---\n${head}\n---\n\nBody.`, 'naughty.md');
    expect(found[0]).toMatchObject({ source: 'naughty.md' });
    expect(found.map((problem) => problem.message).join(' ')).toContain(message);
  });

  it('cannot name what it is not: a prototype, a version, an author', async () => {
    const { report } = await desk.plan({
      format: 'MARKDOWN',
      topic: 'cards',
      files: [
        markdownFile(
          'proto.md',
          { title: 'P', __proto__x: '1', constructor: 'x', author: 'somebody', state: 'PUBLISHED' },
          'B.',
        ),
      ],
    });
    expect(report.remarks.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['constructor', 'author', 'state']),
    );
    expect(report.new).toBe(1);
  });
});

describe('a table', () => {
  const head = 'key,question,title,body,phrasings,scope\n';

  it('brings an answer a row; a formula stays the text that it is', async () => {
    const body = '"=HYPERLINK(""https://evil.example"";""Click"")"';
    const { outcome, report } = await imported(
      'CSV',
      `\uFEFF${head}formula,What sums?,Sums,${body},"one way\nanother way",customer=business; country=GB\nplus,And?,And,+1+1,,\n`,
      'sheet.csv',
    );
    expect(report).toMatchObject({ rows: 2, new: 2, problemCount: 0 });
    expect(outcome.__typename).toBe('ImportCarriedOut');
    expect(await desk.draft('formula')).toMatchObject({
      body: '=HYPERLINK("https://evil.example";"Click")',
      scope: { customer: 'business', country: 'GB' },
    });
    expect((await desk.draft('plus'))?.['body']).toBe('+1+1');
  });

  it('may say what is done about people, and names what is no such policy', async () => {
    await imported('CSV', 'key,title,body,person policy\npolicy,Policy,It is.,AT_ONCE\nnone,None,It is.,\n');
    expect(await desk.draft('policy')).toMatchObject({ person_policy: 'AT_ONCE' });
    expect(await desk.draft('none')).toMatchObject({ person_policy: 'AS_TOPIC' });
    const [problem] = await problems('CSV', 'key,title,body,personPolicy\nodd,Odd,It is.,sometimes\n');
    expect(problem).toMatchObject({ field: 'personPolicy', message: expect.stringContaining('AT_ONCE') });
  });

  it('may be parted by semicolons or tabs', async () => {
    expect((await imported('CSV', 'title;body\nSemi;It is.\n')).report.new).toBe(1);
    expect((await imported('CSV', 'title\tbody\nTabbed\tIt is.\n')).report.new).toBe(1);
  });

  it('with a cell of a megabyte is refused by its line, before it costs memory', () => {
    const file = join(folder, 'large.csv');
    writeFileSync(file, `title,body\nFine,Fine.\nLarge,"${'a'.repeat(1_000_000)}"\n`);
    return expect(cli(file, 'csv')).resolves.toMatchObject({
      code: 1,
      said: expect.stringMatching(/large\.csv, line \d+ · row: The row is longer than 200,000 bytes/),
    });
  });

  it.each([
    ['no row', '', 'first row must name the columns'],
    ['no column for the body', 'title,text\na,b\n', 'A column named body is needed'],
    ['two columns of one name', 'title,body,Body\na,b,c\n', 'Two columns have this name'],
    ['a row of another length', 'title,body\na\n', 'It has 1 fields; the first row names 2'],
    ['an open quote', 'title,body\n"a,b\n', 'cannot be read'],
    ['a scope that is none', 'title,body,scope\na,b,business\n', 'customer=business'],
    ['a NUL', 'title,body\na,b\u0000c\n', 'cannot be stored'],
  ])('with %s is a problem that is named', async (_, content, message) => {
    expect((await problems('CSV', content, 'bad.csv')).map((problem) => problem.message).join(' ')).toContain(message);
  });
});

describe('a page', () => {
  const page = `<!doctype html><html><head><title>Help</title><script>steal()</script></head><body>
    <nav><a href="/">Home</a></nav><main><h1>Lost <em>card</em></h1>
    <p onclick="steal()">Call <b>01632 960001</b> or <a href="https://bank.example/x(1)" onmouseover="steal()">look here</a>.<br>At once.</p>
    <script>document.write('stolen')</script><style>p { color: red }</style><iframe src="https://evil.example"></iframe>
    <p>See <a href="javascript:steal()">this</a>. <img src="x" onerror="steal()" alt="A card"></p>
    <ol><li>First<ul><li>inner</li></ul></li><li><p>Second</p></li></ol>
    <table><tr><th>Fee</th><th>Price</th></tr><tr><td>Card|new</td><td>5 * 3</td></tr></table>
    </main><footer>Footer</footer></body></html>`;

  it('becomes Markdown of our subset, under its own heading', async () => {
    const { outcome, report } = await imported('HTML', page, 'lost.html');
    expect(outcome.__typename).toBe('ImportCarriedOut');
    expect(await desk.draft('lost-card')).toMatchObject({
      title: 'Lost card',
      body: [
        'Call **01632 960001** or [look here](<https://bank.example/x(1)>).',
        'At once.',
        'See this. A card',
        '1. First\n   - inner\n1. Second',
        '| Fee | Price |\n| --- | --- |\n| Card\\|new | 5 \\* 3 |',
      ].join('\n\n'),
    });
    expect(report.remarks.map(({ message }) => message).join(' ')).toContain('javascript:steal()');
  });

  it('leaves no script, whatever it hides it in', () => {
    const hostile = [
      '<p>a<script>alert(1)</script>b</p>',
      '<svg><script>alert(1)</script></svg><p>ab</p>',
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>">ab</p></noscript>',
      '<p><a href="java\nscript:alert(1)">ab</a></p>',
      '<p><a href="data:text/html,<script>alert(1)</script>">ab</a></p>',
      '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
      '<math><mi//xlink:href="data:x,<script>alert(1)</script>">ab</math>',
      '<p>[x](javascript:alert(1))</p>',
      '<template><img src=x onerror=alert(1)></template>',
    ];
    for (const html of hostile) {
      const { markdown } = htmlToMarkdown(html);
      expect(checkMarkdown(markdown), html).toEqual([]);
      expect(markdown, html).not.toMatch(/(?<!\\)<script|(?<!\\)\]\((?:javascript|data):/);
    }
  });

  it('with lists in lists in lists keeps three of them, also where one holds nothing but the next', () => {
    const html = '<ol><ol><ul><ol><li>Deep.</li></ol></ul></ol></ol>';
    expect(htmlToMarkdown(html).markdown).toBe('1. 1. - Deep.');
    expect(checkMarkdown(htmlToMarkdown(html).markdown)).toEqual([]);
  });

  it('shows no image where words that end in a backslash and a mark stand before a link', () => {
    expect(htmlToMarkdown('<p>So\\!<a href="https://bank.example">there</a></p>').markdown).toBe(
      'So\\\\\\![there](https://bank.example)',
    );
  });

  it('of any elements and words gives a text that an editor could save', () => {
    const words = fc.constantFrom(
      'a',
      '*b*',
      '[c](x)',
      '# d',
      '- e',
      '1. f',
      '|',
      '`g`',
      '<i>',
      '&lt;',
      '  ',
      '\n',
      '~~h~~',
      '> i',
      '***',
      '\\',
      '!',
    );
    const names = fc.constantFrom(
      'p',
      'b',
      'em',
      'i',
      'ul',
      'ol',
      'li',
      'div',
      'table',
      'tr',
      'td',
      'th',
      'h1',
      'h2',
      'h6',
      'a',
      'pre',
      'code',
      'blockquote',
      'br',
      'span',
      'img',
    );
    const { tree } = fc.letrec<{ tree: string; element: string }>((tie) => ({
      tree: fc
        .array(fc.oneof({ depthSize: 'small' }, words, tie('element')), { maxLength: 5 })
        .map((all) => all.join('')),
      element: fc
        .tuple(names, tie('tree'))
        .map(([name, inner]) => `<${name} href="https://bank.example" alt="*x">${inner}</${name}>`),
    }));
    fc.assert(
      fc.property(tree, (html) => {
        expect(checkMarkdown(htmlToMarkdown(html).markdown)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('that is nested without end is cut, and costs little', () => {
    const { lost } = htmlToMarkdown(`${'<div>'.repeat(50_000)}deep`);
    expect(lost).toEqual(['Elements that are nested too deep are left out.']);
  });
});

describe('pages at addresses', () => {
  let site: Server;
  let host: string;
  const asked: string[] = [];

  beforeAll(async () => {
    site = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/away') return response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      response.writeHead(request.url === '/gone' ? 404 : 200, { 'content-type': 'text/html' });
      response.end('<h1>From afar</h1><p>It is read.</p>');
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => site.close(resolve)));

  const options = (allowedHosts: readonly string[]) => ({ allowedHosts, userAgent: 'Test' });

  it('are read where their host is allowed', async () => {
    const list = join(folder, 'urls.txt');
    writeFileSync(list, `http://${host}/one\n`);
    const { code, said } = await cli(list, 'html', { urls: true, allowHost: [host] });
    expect(said).toContain('1 rows read; 1 new');
    expect(code).toBe(0);
  });

  it('are not even asked where it is not', async () => {
    const before = asked.length;
    await expect(readPages([`http://${host}/two`], options([]))).rejects.toThrow('is not of an allowed host');
    await expect(readPages([`http://${host}@evil.example/`], options([host]))).rejects.toThrow(
      'not of an allowed host',
    );
    await expect(readPages(['file:///etc/passwd'], options([host]))).rejects.toThrow('not of an allowed host');
    // On the list without its port, a private address stays closed.
    await expect(readPages(['http://localhost/'], options(['localhost']))).rejects.toThrow('not a public address');
    expect(asked.length).toBe(before);
  });

  it('lead nowhere else', async () => {
    await expect(readPages([`http://${host}/away`], options([host]))).rejects.toThrow('not a public address');
    await expect(readPages([`http://${host}/gone`], options([host]))).rejects.toThrow('gave no page (status 404)');
  });
});

describe('macros of other tools', () => {
  it('of Zendesk bring what they write to a customer', async () => {
    const content = JSON.stringify({
      macros: [
        {
          title: 'Cards::Card late',
          actions: [
            { field: 'status', value: 'solved' },
            {
              field: 'comment_value',
              value: ['channel:all', 'Hello {{ticket.requester.name}},\nit is *late*.\n- wait\n- call'],
            },
          ],
        },
        { title: 'HTML one', actions: [{ field: 'comment_value_html', value: '<p>It is <b>here</b>.</p>' }] },
        { title: 'Sets a field', actions: [{ field: 'priority', value: 'high' }] },
        { title: 'Old', active: false, actions: [{ field: 'comment_value', value: 'Old.' }] },
      ],
    });
    const { report } = await imported('ZENDESK', content, 'macros.json');
    expect(report).toMatchObject({ rows: 2, new: 2 });
    expect(await desk.draft('card-late')).toMatchObject({
      title: 'Card late',
      body: 'Hello {{ticket.requester.name}},\n\nit is \\*late\\*.\n\n- wait\n- call',
    });
    expect((await desk.draft('html-one'))?.['body']).toBe('It is **here**.');
    const remarks = report.remarks.map(({ source, message }) => `${source}: ${message}`).join('\n');
    expect(remarks).toContain('macro 1: {{ticket.requester.name}} is no fact');
    expect(remarks).toContain('macro 3: The macro "Sets a field" writes nothing');
    expect(remarks).toContain('macro 4: The macro "Old" is switched off');
  });

  it('of Chatwoot bring a text under their short code', async () => {
    const { report } = await imported(
      'CHATWOOT',
      JSON.stringify([{ short_code: 'lost_pin', content: 'Choose # a new one.' }]),
    );
    expect(report.new).toBe(1);
    expect(await desk.draft('lost-pin')).toMatchObject({ title: 'Lost pin', body: 'Choose # a new one.' });
  });

  it('of Freshdesk bring their HTML as Markdown', async () => {
    const content = JSON.stringify({
      canned_responses: [{ title: 'Refund é', content_html: '<div>We <i>refund</i>.</div>' }],
    });
    expect((await imported('FRESHDESK', content)).report.new).toBe(1);
    expect(await desk.draft('refund-e')).toMatchObject({ body: 'We *refund*.' });
  });

  it.each([
    ['ZENDESK', '{"macros":[{"title":5}]}', 'macros.0.title'],
    ['CHATWOOT', '[{"short_code":"x"}]', 'row'],
    ['FRESHDESK', '{}', 'row'],
    ['ZENDESK', '{', 'row'],
    ['CHATWOOT', '['.repeat(50_000), 'row'],
  ])('of %s in another shape are a problem that is named', async (format, content, field) => {
    expect(await problems(format, content, 'odd.json')).toMatchObject([{ source: 'odd.json', field }]);
  });

  it('give a text that an editor could save, whatever they write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(checkMarkdown(textToMarkdown(text.replaceAll('\u0000', '')))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a folder', () => {
  const at = (name: string, files: Readonly<Record<string, string | Buffer>>) => {
    const path = join(folder, name);
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(join(path, file, '..'), { recursive: true });
      writeFileSync(join(path, file), content);
    }
    return path;
  };

  it('is read with the folders in it, without what is hidden or of another kind', () => {
    const path = at('good', { 'a.md': 'A', 'b/c.md': 'C', '.git/d.md': 'D', 'e.txt': 'E' });
    expect(readFolder(path, 'MARKDOWN').map(({ name }) => name)).toEqual(['a.md', 'b/c.md']);
  });

  it('with a symbolic link is refused: it could lead anywhere', () => {
    const path = at('linked', { 'a.md': 'A' });
    symlinkSync('/etc/passwd', join(path, 'b.md'));
    expect(() => readFolder(path, 'MARKDOWN')).toThrow('b.md is no ordinary file');
    const around = at('around', { 'a.md': 'A' });
    symlinkSync(path, join(around, 'loop.md'));
    expect(() => readFolder(around, 'MARKDOWN')).toThrow('loop.md is no ordinary file');
  });

  it('that is too deep, zipped or not in UTF-8 is refused in a sentence', () => {
    expect(() => readFolder(at('deep', { [`${'d/'.repeat(12)}a.md`]: 'A' }), 'MARKDOWN')).toThrow('deeper than 10');
    expect(() => readFolder(at('zip', { 'a.csv': Buffer.from([80, 75, 3, 4, 255]) }), 'CSV')).toThrow('is a zip file');
    expect(() => readFolder(at('latin', { 'a.md': Buffer.from([233, 10]) }), 'MARKDOWN')).toThrow(
      'not written in UTF-8',
    );
    expect(() => readFolder(at('none', { 'a.txt': 'A' }), 'MARKDOWN')).toThrow('There is no .md');
    expect(() => readFolder(join(folder, 'missing'), 'MARKDOWN')).toThrow('There is no file or folder');
  });
});

/** Runs the command on the desk's database. */
async function cli(path: string, format: string, options: object = {}) {
  const said: string[] = [];
  const world = {
    environment: {},
    stdout: { write: (text: string) => said.push(text) },
    stderr: { write: () => true },
    clock: desk.service.app.services.clock,
  };
  const given = { format, as: people.editor, topic: 'cards', ...options } as Parameters<typeof importKnowledge>[2];
  const code = await importKnowledge({ db: desk.service.app.db, sourceLocale: 'en' }, path, given, world);
  return { code, said: said.join('') };
}

describe('the command', () => {
  it('only reports until it is told to carry out', async () => {
    const path = join(folder, 'told.csv');
    writeFileSync(path, 'title,body\nTold by command,It is told.\n');
    expect(await cli(path, 'csv')).toEqual({ code: 0, said: expect.stringContaining('1 new, 0 changed') });
    expect(await desk.draft('told-by-command')).toBeNull();
    const done = await cli(path, 'csv', { carryOut: true, requestReview: true });
    expect(done.said).toContain('Imported: 1 new, 0 changed. Nothing of it is published.');
    expect(await desk.draft('told-by-command')).toMatchObject({ state: 'IN_REVIEW' });
  });

  it('needs an author, and writes no sign that a terminal obeys', async () => {
    const path = join(folder, 'odd.csv');
    writeFileSync(path, 'title,body,topic\nOdd,It is.,\u001B[2Jgone\n');
    await expect(cli(path, 'csv', { as: undefined })).rejects.toThrow('--as');
    await expect(cli(path, 'csv', { as: 'nobody' })).rejects.toThrow('no staff account named nobody');
    const { code, said } = await cli(path, 'csv');
    expect(code).toBe(1);
    expect(said).not.toContain('\u001B');
  });
});
