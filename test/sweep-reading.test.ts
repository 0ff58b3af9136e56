import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { answerOfMail, readMailPage } from '../src/consistency/probes/mail-words.js';
import { markdownSection } from '../src/consistency/probes/markdown-section.js';
import { elementText, htmlText, pageSection, wholePage } from '../src/consistency/probes/page-text.js';
import { isPublic } from '../src/platform/http/guarded-connector.js';
import { openGuardedFetch } from '../src/platform/http/guarded-fetch.js';

describe('a section of a page', () => {
  const page = `<body><div id="top">Bank</div><div id="content">
    <h1>Fees</h1><p>Intro.</p>
    <h2 id="card">Card</h2><p>A card costs <b>£5</b>.</p><h3>Abroad</h3><p>There it costs £6.</p>
    <h2 id="cash">Cash</h2><p>Cash is free.</p>
    </div><div id="foot">All rights reserved</div></body>`;

  test('goes from its heading to the next of the same or a higher level, without the heading', () => {
    expect(pageSection(page, 'card')).toBe('A card costs £5.\n\nAbroad\n\nThere it costs £6.');
  });

  test('at the end of a page does not take the page’s foot for its own', () => {
    expect(pageSection(page, 'cash')).toBe('Cash is free.');
  });

  test('is found where the heading stands in a box of its own, or holds the anchor', () => {
    expect(pageSection('<main><header><h2><a id="x"></a>Q</h2></header><p>A</p><h2>R</h2><p>B</p></main>', 'x')).toBe(
      'A',
    );
    expect(pageSection('<main><div><h2><a id="x"></a>Q</h2></div><p>A</p><h2>R</h2><p>B</p></main>', 'x')).toBe('A');
  });

  test('may be any element with that id, without its own title', () => {
    expect(pageSection('<details id="x"><summary>Q?</summary><p>A</p></details>', 'x')).toBe('A');
    expect(pageSection('<section id="x"><h2>Q?</h2><p>A</p></section><p>B</p>', 'x')).toBe('A');
  });

  test('is null when the anchor is gone, which is not the same as empty', () => {
    expect(pageSection(page, 'gone')).toBeNull();
    expect(pageSection('<h2 id="x">Q</h2><h2>R</h2>', 'x')).toBe('');
  });

  test('holds nothing that a reader does not see', () => {
    const html =
      '<h2 id="x">Q</h2><p>A</p><script>£9</script><style>.b{}</style><p hidden>£8</p><nav>£7</nav><form>£6</form><!-- £5 -->';
    expect(pageSection(html, 'x')).toBe('A');
  });

  test('shows a table and a list as the plain text of an answer does', () => {
    expect(
      htmlText(
        '<table><tr><th>What</th><th>Fee</th></tr><tr><td>Card</td><td>£5</td></tr><tr><td>Cash</td><td>free</td></tr></table>',
      ),
    ).toBe('What: Card\nFee: £5\n\nWhat: Cash\nFee: free');
    expect(htmlText('<ol start="3"><li>One</li><li>Two</li></ol><ul><li>Three</li></ul>')).toBe(
      '3. One\n4. Two\n\n- Three',
    );
  });

  test('shows the address of a link to elsewhere, but not that of a contact that is its own words', () => {
    expect(htmlText('<a href="https://x.example/a">Here</a>, <a href="b.html">there</a>')).toBe(
      'Here (https://x.example/a), there',
    );
    expect(htmlText('<a href="tel:+441632960111">01632 960 111</a> or <a href="mailto:a@b.example">write</a>')).toBe(
      '01632 960 111 or write (a@b.example)',
    );
  });

  test('of a page without an anchor is its main part', () => {
    expect(wholePage('<header>Bank</header><main><p>A</p></main>')).toBe('A');
    expect(elementText('<p>A</p>', 'article')).toBeNull();
  });

  test('never fails and never invents a character, whatever the page is made of', () => {
    const piece = fc.constantFrom(
      '<h2 id="x">',
      '</h2>',
      '<p>',
      '</p>',
      '<div>',
      '</div>',
      '<table><tr><td>',
      '<li>',
      '<',
      '&amp;',
      'a',
      '£5',
      '</main>',
      '<main>',
      '<a href="//">',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pageSection(pieces.join(''), 'x');
        expect(text ?? '').toMatch(/^[a£5<&\-\s.\d:]*$/);
      }),
    );
  });
});

describe('a section of a Markdown file', () => {
  const file =
    '# Script\r\n\r\n## My card’s lost\r\n\r\nFreeze it.\r\n\r\n### Abroad\r\n\r\nCall us.\r\n\r\n## Costs {#fees}\r\n\r\n```\n## no heading\n```\n\n£5.';

  test('is found by the slug of its heading and ends at the next of its level', () => {
    expect(markdownSection(file, 'my-cards-lost')).toBe('Freeze it.\n\n### Abroad\n\nCall us.');
  });

  test('is found by an explicit name, and a heading in code is none', () => {
    expect(markdownSection(file, 'fees')).toBe('```\n## no heading\n```\n\n£5.');
  });

  test('is null when the heading is gone', () => {
    expect(markdownSection(file, 'costs')).toBeNull();
  });
});

describe('the answer in a mail', () => {
  const html =
    '<h1>Card fee</h1><p>You asked us:</p><p>What does it cost?</p><div class="answer"><p>It costs £5.</p></div><p>Just reply.</p><p>Call 01632 960123.</p>';
  const text = 'Card fee\n\nYou asked us:\n\nWhat does it cost?\n\nIt costs £5.\n\nJust reply.\n\nCall 01632 960123.\n';

  test('is what the frame around it does not say', () => {
    expect(answerOfMail(text.replace('\n\nCall 01632 960123.', ''), readMailPage(html), 'What does it cost?')).toBe(
      'It costs £5.',
    );
  });

  test('keeps a line of the frame that states a value: a frame can be wrong, too', () => {
    expect(answerOfMail(text, readMailPage(html), 'What does it cost?')).toBe('It costs £5.\n\nCall 01632 960123.');
  });
});

describe('reading other people’s servers', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> => {
    const server = createServer(answer);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const read = async (
    url: string,
    options: {
      readonly allowedHosts?: readonly string[];
      readonly maxBytes?: number;
      readonly timeoutMs?: number;
    } = {},
  ) => {
    const guarded = openGuardedFetch({ userAgent: 'UnivocalChecker/0.1', allowedHosts: [], ...options });
    try {
      return await guarded.get(url);
    } finally {
      await guarded.close();
    }
  };

  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://2130706433/',
    'http://0x7f.1/',
  ])('refuses %s, which is no public address', async (url) => {
    await expect(read(url)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test.each([
    'file:///etc/passwd',
    'ftp://example.org/',
    'http://user:password@example.org/',
    'nonsense',
  ])('refuses %s', async (url) => {
    await expect(read(url)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('reads a private host that is on the list, by name and port only', async () => {
    const host = await serve((request, response) => response.end(`agent ${request.headers['user-agent']}`));
    await expect(read(`http://${host}/`, { allowedHosts: [host] })).resolves.toMatchObject({
      status: 200,
      text: 'agent UnivocalChecker/0.1',
    });
    await expect(read(`http://${host}/`, { allowedHosts: ['127.0.0.1:1'] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('follows three redirects and no more, and none to a host that is not allowed', async () => {
    const inner = await serve((_request, response) => response.end('secret'));
    const host = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end('there');
      else response.writeHead(302, { location: left === 9 ? `http://${inner}/` : `/${left - 1}` }).end();
    });
    await expect(read(`http://${host}/3`, { allowedHosts: [host] })).resolves.toMatchObject({
      text: 'there',
      url: `http://${host}/0`,
    });
    await expect(read(`http://${host}/4`, { allowedHosts: [host] })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('more than 3 times'),
    });
    await expect(read(`http://${host}/9`, { allowedHosts: [host] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('ends a document that is too large, also one that never ends', async () => {
    const host = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    await expect(read(`http://${host}/`, { allowedHosts: [host], maxBytes: 50_000 })).rejects.toMatchObject({
      message: expect.stringContaining('larger than 50000 bytes'),
    });
  });

  test('ends a server that does not answer', async () => {
    const host = await serve(() => undefined);
    await expect(read(`http://${host}/`, { allowedHosts: [host], timeoutMs: 100 })).rejects.toMatchObject({
      message: expect.stringContaining('in time'),
    });
  });

  test('does not unpack what it did not ask for', async () => {
    const host = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000))),
    );
    await expect(read(`http://${host}/`, { allowedHosts: [host] })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  test('reads the charset that the server names', async () => {
    const host = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=ISO-8859-1' }).end(Buffer.from([0xa3, 0x35])),
    );
    await expect(read(`http://${host}/`, { allowedHosts: [host] })).resolves.toMatchObject({
      text: '£5',
      mediaType: 'text/html',
    });
  });

  test('says in one sentence when there is nobody', async () => {
    const host = await serve((_request, response) => response.end());
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    await expect(read(`http://${host}/`, { allowedHosts: [host] })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: `${host} could not be read.`,
    });
  });

  test('takes only addresses of the open internet for public', () => {
    expect(['93.184.216.34', '2606:2800:220:1::1'].map(isPublic)).toEqual([true, true]);
    expect(['100.64.0.1', '224.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', '::', 'x'].map(isPublic)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
