import { load } from 'cheerio';
import type { ChannelProbe, ProbeEnvironment, ProbeQuestion, Said } from './channel-probe.js';
import { nothingSaid } from './said.js';
import { callService, type ServiceReply } from './own-service.js';
import { elementText } from './page-text.js';

/**
 * Reads the help pages as a customer does: types the question into the search and opens the hit that is about it. Search is for browsing and
 * promises no first place, so where the first page of hits does not hold the answer, the customer gets there by a link or a topic: its own
 * page is opened. Either way it is the page that speaks, not the excerpt; where the question need not go the whole way, its page is opened at once.
 */
export function helpPageProbe({ baseUrl, readPage }: Pick<ProbeEnvironment, 'baseUrl' | 'readPage'>): ChannelProbe {
  return {
    probe: async (question) => {
      const own = `/help/${question.expects}?${new URLSearchParams({ locale: question.locale })}`;
      if (!question.byWire) return read(await readPage(own), question);
      return read(await callService((await search(baseUrl, question)) ?? `${baseUrl}${own}`), question);
    },
  };
}

async function search(baseUrl: string, { question, locale, expects }: ProbeQuestion): Promise<string | null> {
  const asked = new URLSearchParams({ q: question, locale });
  const { status, text } = await callService(`${baseUrl}/help/search?${asked}`, { isProbe: true });
  if (status !== 200) return null;
  const document = load(text);
  const links = document('.results a')
    .toArray()
    .map((link) => document(link).attr('href') ?? '');
  const hit = links.map((href) => URL.parse(href, baseUrl)).find((url) => url?.pathname === `/help/${expects}`);
  return hit ? `${baseUrl}${hit.pathname}${hit.search}` : null;
}

function read({ status, text, url }: ServiceReply, question: ProbeQuestion): Said {
  const evidence = { mediaType: 'text/html', content: Buffer.from(text) };
  if (status === 404) return nothingSaid('no-answer', question, { address: url, evidence });
  if (status !== 200)
    return nothingSaid('error', question, { address: url, failure: `The help page answered with status ${status}.` });
  const page = load(text);
  const article = page('article[data-answer]');
  const words = elementText(page, 'article[data-answer] .answer-text');
  if (words === null)
    return nothingSaid('error', question, {
      address: url,
      evidence,
      failure: 'The help page holds no answer text where it should be.',
    });
  return {
    state: 'said',
    text: words,
    locale: article.attr('data-locale') ?? question.locale,
    evidence,
    address: url,
    answerKey: article.attr('data-answer') ?? null,
    version: Number(article.attr('data-version')) || null,
    receiptCode: article.attr('data-receipt') ?? null,
    failure: null,
  };
}
