import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cannotPublish, graphql, origin, staff } from '../support/api.js';
import { judged } from '../support/structured-data.js';

const answer = '/help/card-delivery-estimate';
const languages = ['en', 'es', 'de', 'ar'];
const clean = (blocks) => ({ blocks, faults: [] });

describe('Adobe’s validator of structured data, with the vocabulary of schema.org', () => {
  it('finds no fault in an answer’s page, in each language', async () => {
    for (const language of languages) {
      const address = `${answer}?locale=${language}`;
      assert.deepEqual({ address, ...(await judged(await page(address))) }, { address, ...clean(1) });
    }
  });

  it('finds no fault in what every answer’s page of the sitemap says', async () => {
    const addresses = [...(await page('/sitemap.xml')).matchAll(/<loc>([^<]+)<\/loc>/g)]
      .map(([, address]) => address.replaceAll('&amp;', '&'))
      .filter((address) => /\/help\/./.test(address));
    assert.ok(addresses.length > 100, `${addresses.length} addresses`);
    for (const address of addresses)
      assert.deepEqual({ address, ...(await judged(await page(address))) }, { address, ...clean(1) });
  });

  it('finds nothing to judge where a page answers no question', async () => {
    for (const language of languages)
      for (const address of ['/help?', '/help/search?q=card&', '/help/search?q=zebra&', `${answer}/versions/1?`])
        assert.deepEqual(await judged(await page(`${address}locale=${language}`)), clean(0));
  });

  it('finds nothing on the page of an answer that is withdrawn', { skip: cannotPublish }, async () => {
    const key = 'visa-or-mastercard';
    await twoPeople('Withdrawal', key);
    try {
      for (const language of languages)
        assert.deepEqual(await judged(await page(`/help/${key}?locale=${language}`, 503)), clean(0));
    } finally {
      await twoPeople('Reinstatement', key);
    }
  });

  it('finds fault with a type and a property that are not there, a type that is missing, and JSON that is none', async () => {
    const html = await page(answer);
    const faultsOf = async (from, to) => {
      assert.ok(html.includes(from), from);
      return (await judged(html.replace(from, to))).faults.join();
    };
    assert.match(await faultsOf('"FAQPage"', '"FaqSide"'), /Type "FaqSide" is not a valid schema.org type/);
    assert.match(
      await faultsOf('"acceptedAnswer"', '"answer"'),
      /Property "answer" for type "Question" is not supported/,
    );
    assert.match(await faultsOf('"publisher"', '"madeBy"'), /Property "madeBy" for type "FAQPage" is not supported/);
    assert.match(await faultsOf('"@type":"FAQPage",', ''), /missing @type/);
    assert.notEqual(await faultsOf('"@id":', '"@id"'), '');
  });
});

async function page(address, status = 200) {
  const reply = await fetch(new URL(address, origin));
  assert.deepEqual({ address, status: reply.status }, { address, status });
  return reply.text();
}

/** Proposed by one person, carried out by another. */
async function twoPeople(step, key) {
  const propose = `mutation ($key: String!) { propose${step}(key: $key, reason: "A test of its page.") { id } }`;
  await graphql(propose, { key }, staff.editor);
  await graphql(`mutation ($key: String!) { confirm${step}(key: $key) { __typename } }`, { key }, staff.reviewer);
}
