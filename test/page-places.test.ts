import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { webPageSource } from '../src/consistency/probes/observed-source.js';
import { type PageMarks, readPlace } from '../src/consistency/probes/page-place.js';
import { parsePage } from '../src/platform/parse-page.js';

const at = (html: string, marks: PageMarks) => readPlace(parsePage(html), marks);
const ld = (...blocks: readonly (object | string)[]) =>
  blocks
    .map(
      (block) =>
        `<script type="application/ld+json">${typeof block === 'string' ? block : JSON.stringify(block)}</script>`,
    )
    .join('');
const question = (name: string, text: unknown) => ({
  '@type': 'Question',
  name,
  acceptedAnswer: { '@type': 'Answer', text },
});

describe('a place named by a selector', () => {
  const page =
    '<main><div class="qa"><p class="a">A card costs £5.</p></div><div class="qa"><p class="a">It takes <b>3 days</b>.</p></div></main>';

  it('is all that the selector matches, in the order of the page', () => {
    expect(at(page, { selector: '.qa .a' })).toEqual({ words: 'A card costs £5.\n\nIt takes 3 days.' });
    expect(at(page, { selector: '.qa:nth-child(2) > .a' })).toEqual({ words: 'It takes 3 days.' });
  });

  it('does not say twice what stands within another match', () => {
    expect(at(page, { selector: 'div, p, b' })).toEqual({ words: 'A card costs £5.\n\nIt takes 3 days.' });
  });

  it('that matches nothing is a failure, and one that matches an empty element is not', () => {
    expect(at(page, { selector: '.gone' })).toEqual({
      failure: 'Nothing on the page matches the selector .gone any more.',
    });
    expect(at('<p class="a"></p>', { selector: '.a' })).toEqual({ words: '' });
  });
});

describe('a place named by a heading', () => {
  const page =
    '<main><h1>Fees</h1><h2>New  card <a href="#c">¶</a></h2><p>£5.</p><h3>Abroad</h3><p>£6.</p><h2><button>Cash?</button></h2><p>Free.</p></main><footer>Us</footer>';

  it('reaches to the next heading of the same or a higher level', () => {
    expect(at(page, { heading: 'New card' })).toEqual({ words: '£5.\n\nAbroad\n\n£6.' });
    expect(at(page, { heading: 'Abroad' })).toEqual({ words: '£6.' });
  });

  it('is found whatever the letter case, the marks and what the heading holds', () => {
    expect(at(page, { heading: ' new CARD' })).toEqual({ words: '£5.\n\nAbroad\n\n£6.' });
    expect(at(page, { heading: 'Cash' })).toEqual({ words: 'Free.' });
  });

  it('that is gone, or that there are two of, is a failure', () => {
    expect(at(page, { heading: 'Transfers' })).toEqual({ failure: 'The page has no heading “Transfers” any more.' });
    expect(at(`${page}<h4>Abroad</h4>`, { heading: 'Abroad' })).toEqual({
      failure: 'The page has 2 headings “Abroad”.',
    });
  });
});

describe('a place named by a question of the structured data', () => {
  const wanted = { jsonLd: 'What does a card cost?' };
  const cost = question('What does a card cost?', '<p>A card costs <b>£5</b>.</p><ul><li>Post is free</li></ul>');
  const said = { words: 'A card costs £5.\n\n- Post is free' };

  it.each([
    ['a FAQPage', ld({ '@type': 'FAQPage', mainEntity: [question('Other?', 'No.'), cost] })],
    ['a QAPage', ld({ '@type': 'QAPage', mainEntity: cost })],
    ['a graph', ld({ '@graph': [{ '@type': 'WebSite' }, { '@type': ['WebPage', 'FAQPage'], mainEntity: [cost] }] })],
    ['a list', ld([{ '@type': 'Organization' }, { '@type': 'FAQPage', mainEntity: [cost] }] as object)],
    ['a block after others', ld({ '@type': 'WebSite' }, '{ "@type": ', '', { '@type': 'FAQPage', mainEntity: cost })],
    ['a block that ends too early', ld('{"a":"</script><p>x</p>"}', { mainEntity: cost })],
    ['a type as an address', ld({ mainEntity: { ...cost, '@type': 'https://schema.org/Question' } })],
    ['a comment', ld(`<!-- ${JSON.stringify({ mainEntity: cost })} -->`)],
    ['a media type with a charset', ld({ mainEntity: cost }).replace('ld+json"', 'LD+JSON; charset=utf-8"')],
    ['the same said twice', ld({ mainEntity: cost }, { mainEntity: cost })],
    ['another wording of its letters', ld({ mainEntity: { ...cost, name: ' WHAT does a&nbsp;card cost ' } })],
    ['a list of answers', ld({ mainEntity: { ...cost, acceptedAnswer: [cost.acceptedAnswer] } })],
    ['a text with its language', ld({ mainEntity: question(cost.name, { '@value': cost.acceptedAnswer.text }) })],
  ])('is read in %s', (_, html) => {
    expect(at(`<body>${html}<p>Words</p></body>`, wanted)).toEqual(said);
  });

  it('holds both of two answers that differ', () => {
    expect(at(ld({ mainEntity: [question(cost.name, '£5'), question(cost.name, '£7')] }), wanted)).toEqual({
      words: '£5\n\n£7',
    });
  });

  it.each([
    ['the question is gone', ld({ mainEntity: question('Else?', 'No.') }), ''],
    [
      'it has only suggestions',
      ld({ mainEntity: { ...cost, acceptedAnswer: undefined, suggestedAnswer: cost.acceptedAnswer } }),
      '',
    ],
    ['there is none', '<p>What does a card cost? £5</p>', ''],
    ['a block cannot be read', ld('{', { mainEntity: [] }), '; one block of it is not valid JSON'],
    ['blocks cannot be read', ld('{', '}'), '; 2 blocks of it are not valid JSON'],
  ])('is a failure when %s', (_, html, note) => {
    expect(at(html, wanted)).toEqual({
      failure: `The page’s structured data has no answer to “What does a card cost?” any more${note}.`,
    });
  });
});

it('a page with much in a script that compares is read', () => {
  const table = Array.from({ length: 3_000 }, (_, i) => `"k${i}":"word"`).join(',');
  const page = parsePage(`<p id="x">Free.</p><script>if(a<b){}var t={${table}}</script>`);
  expect(readPlace(page, { anchor: 'x' })).toEqual({ words: 'Free.' });
});

describe('a hostile page', () => {
  const size = 2_000_000;
  const fill = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
  const places: readonly PageMarks[] = [{ anchor: 'x' }, { selector: 'p' }, { heading: 'x' }, { jsonLd: 'x' }, {}];

  it.each([
    ['unclosed elements', fill('<div>')],
    [
      'unclosed marks, anew in every paragraph',
      Array.from({ length: 150 }, (_, i) => `<b x=${i}>`).join('') + fill('</p><p>x'),
    ],
    ['tables in tables', fill('<table><tr><td>')],
    ['words misplaced in tables', fill('<table>x')],
    ['forms in lists', fill('<form></form><li>')],
    ['one endless comment', fill('<!--')],
    ['nothing but brackets', fill('<')],
    ['entities', fill('&amp;')],
    ['headings', fill('<h2>x</h2>')],
    ['items of one list', `<ol>${fill('<li>')}`],
    ['attributes', `<p ${Array.from({ length: 300_000 }, (_, i) => `a${i}`).join(' ')}>x`],
    ['headings of marks', fill(`<h2>${'.'.repeat(1_900)}x</h2>`)],
    ['a heading of marks', `<h2>${fill('.')}x</h2>`],
    ['deep JSON', ld('['.repeat(size / 2) + ']'.repeat(size / 2))],
    ['deep JSON objects', ld(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`)],
  ])(
    'of %s is read or given up, within seconds',
    (_, html) => {
      const start = process.cpuUsage();
      try {
        const page = parsePage(html);
        for (const place of places) expect(Object.keys(readPlace(page, place))).toHaveLength(1);
      } catch (error) {
        expect(error).toMatchObject({
          code: 'UNAVAILABLE',
          message: expect.stringMatching(/^The page (?:has|is) .* not read\.$/),
        });
      }
      expect(process.cpuUsage(start).user / 1e6).toBeLessThan(15);
    },
    60_000,
  );

  it('of any pieces is read at every place without a fault', () => {
    const piece = fc.constantFrom(
      '<h2>',
      '</h2>',
      '<p class=a>',
      '</p>',
      '<div id=x>',
      '</div>',
      '<table>',
      '<td>',
      '<li>',
      'x',
      '<',
      '</script>',

      '<script type=application/ld+json>',
      '{"@type":"Question","name":"x","acceptedAnswer":',
      '{"text":"5"}',
      '}',
      '[',
      ']',
      '<!--',
      '-->',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom(...places), (pieces, place) => {
        expect(Object.values(at(pieces.join(''), place))).toEqual([expect.any(String)]);
      }),
    );
  });
});

describe('the source of a web site', () => {
  const source = (place: object, more: object = {}) =>
    webPageSource({ kind: 'web-page', base: '', pages: { fee: { page: 'a.html', ...place } }, ...more });

  it.each([
    [{ selector: 'p:nonsense' }, /pages\.fee\.selector is no CSS selector: .*nonsense/],
    [{ selector: 'p >' }, /pages\.fee\.selector is no CSS selector/],
    [{ selector: '<p>' }, /pages\.fee\.selector is no CSS selector/],
    [{ selector: '' }, /pages\.fee\.selector/],
    [{ heading: ' ' }, /pages\.fee\.heading must not be empty/],
    [{ heading: 'a\ud800' }, /pages\.fee\.heading must be well-formed text/],
    [{ anchor: 'a', selector: 'p' }, /pages\.fee names its place by anchor and by selector: give one of them only/],
    [{ heading: 'a', jsonLd: 'b' }, /pages\.fee names its place by heading and by jsonLd/],
    [{ page: 'http://[' }, /pages\.fee\.page is no address of a page/],
    [{ page: 'file:///etc/passwd' }, /pages\.fee\.page is no address of a page/],
  ])('is refused: %o', (place, sentence) => {
    expect(() => source(place)).toThrow(sentence);
  });

  it.each([0, 721, 1.5])('is refused when it is to be read again after %s hours', (recheckAfterHours) => {
    expect(() => source({}, { recheckAfterHours })).toThrow(/recheckAfterHours must be/);
  });

  it('of an earlier program is read as ever, once a day', () => {
    expect(source({ anchor: 'a' })).toMatchObject({ recheckAfterHours: 24, pages: { fee: { anchor: 'a' } } });
    expect(source({ anchor: '' })).toMatchObject({ pages: { fee: { page: 'a.html' } } });
  });
});
