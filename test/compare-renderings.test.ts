import { describe, expect, it } from 'vitest';
import { readSeed } from '../seed/read-seed.js';
import type { Markup } from '../src/channels/channel.js';
import { claimsChanged } from '../src/channels/gate-rules/claims-changed.js';
import { escapeMarkdown } from '../src/channels/markdown/escape-markdown.js';
import { parseMarkdown } from '../src/channels/markdown/parse-markdown.js';
import { textRenderers } from '../src/channels/present.js';
import { renderHtml } from '../src/channels/renderers/html.js';
import { renderMarkdown } from '../src/channels/renderers/markdown.js';
import { renderMrkdwn } from '../src/channels/renderers/mrkdwn.js';
import { renderPlain } from '../src/channels/renderers/plain.js';
import type { Renderer } from '../src/channels/renderers/renderer.js';
import { renderSms } from '../src/channels/renderers/sms.js';
import { renderTeams } from '../src/channels/renderers/teams.js';
import { renderWhatsapp } from '../src/channels/renderers/whatsapp.js';
import { compare } from '../src/consistency/compare.js';
import { claimsIn } from '../src/consistency/gate-rules/claims-in.js';
import { htmlText } from '../src/consistency/probes/page-text.js';
import { fillEmbeds, parseFactContent } from '../src/knowledge/index.js';

const seed = readSeed();
const renderers: Readonly<Record<string, Renderer>> = {
  'plain text': renderPlain,
  Markdown: renderMarkdown,
  'Slack marks': renderMrkdwn,
  HTML: renderHtml,
  'the words of the HTML': (document, resolve) => htmlText(renderHtml(document, resolve)),
  'text messages': renderSms,
  'WhatsApp marks': renderWhatsapp,
  'Teams marks': renderTeams,
};
const address = (target: string) => (target.startsWith('answer:') ? `https://help.example/${target.slice(7)}` : target);

const texts = [
  ...seed.answers.map(({ key, title, body }) => ({ key, title, body, locale: 'en' })),
  ...seed.translations.map(({ key, title, body, locale }) => ({ key, title, body, locale })),
].map((text) => ({ ...text, name: `${text.key} in ${text.locale}`, body: filled(text.body, text.locale) }));

describe('an answer as one channel writes it', () => {
  it.each(texts)('is the same as every other channel writes it: $name', ({ body, locale, title }) => {
    const document = parseMarkdown(body);
    const written = Object.entries(renderers).map(([name, render]) => ({ name, text: render(document, address) }));
    for (const { name, text: canonical } of written) {
      for (const { name: other, text: observed } of written) {
        const { verdict, differences } = compare({ canonical, observed, locale });
        expect({ verdict, differences }, `${name} against ${other}`).toEqual({ verdict: 'same', differences: [] });
      }
      // A mail's text part opens with the title, its HTML part has it elsewhere.
      expect(compare({ canonical, observed: `${title}\n\n${canonical}`, locale }).tier ?? 'info', name).toBe('info');
    }
  });
});

describe('an answer in every form', () => {
  const forms = Object.entries(textRenderers).map(([markup, write]) => ({
    name: `as ${markup}`,
    markup: markup as Markup,
    write: markup === 'html' ? renderHtml : write,
  }));

  it.each(texts)('claims what was written: $name', ({ body, locale }) => {
    for (const form of forms)
      expect(claimsChanged({ claims: claimsIn }, { locale, body, resolve: address }, form)).toEqual([]);
  });
});

/** The words with each fact's newest value that holds everywhere, or its newest at all. */
function filled(body: string, locale: string): string {
  const valueOf = (key: string) => {
    const fact = seed.facts.find((one) => one.key === key);
    const everywhere = fact?.values.filter(({ scope }) => Object.keys(scope).length === 0);
    const value = everywhere?.at(-1) ?? fact?.values.at(-1);
    return fact && value ? parseFactContent(fact.type, value.value) : null;
  };
  return fillEmbeds(body, locale, valueOf, escapeMarkdown).text;
}
