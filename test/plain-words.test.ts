import { describe, expect, it } from 'vitest';
import { governedChannels } from '../src/channels/channel.js';
import { networks } from '../src/channels/networks.js';
import { plainWordsIn } from '../src/channels/plain-words.js';

const places = [...governedChannels.filter(({ key }) => key !== 'help'), ...networks];
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

describe('words that are said unasked', () => {
  it('have no sign that Slack would read as its own', () => {
    expect(plainWordsIn('slack', 'Fees <!channel> & *charges* <https://evil.example|here>')).toEqual([
      'Fees &lt;!channel&gt; &amp; ∗charges* &lt;https://evil.example|here&gt;',
    ]);
  });

  it('are in the alphabet of text messages, and without marks of WhatsApp', () => {
    expect(plainWordsIn('sms', '“We told you – £12”')).toEqual(['"We told you - £12"']);
    expect(plainWordsIn('whatsapp', '*12*')).toEqual(['∗12*']);
  });

  it('are as they are where messages are plain', () => {
    for (const place of ['directline', 'webchat', 'msteams', 'facebook', 'telegram'])
      expect(plainWordsIn(place, ' Fees & *charges* < £5\n\nMore. ')).toEqual(['Fees & *charges* < £5\n\nMore.']);
  });

  const paragraph = `${'Fees & charges <are> due. '.repeat(30)}`.trim();
  const long = Array.from({ length: 60 }, (_, number) => `${number + 1}. ${paragraph}`).join('\n\n');

  it.each(places)('have room on $key, in as many messages as they need, and not one of them is lost', (place) => {
    const parts = plainWordsIn(place.key, long);
    const most = place.limits.maxChars ?? Number.POSITIVE_INFINITY;
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(most);
    expect(parts.length).toBe(Math.max(parts.length, Math.ceil(long.length / most)));
    const plain = parts.join('\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    expect(words(plain)).toEqual(words(long));
  });

  it('are parted between paragraphs where these have room', () => {
    const parts = plainWordsIn('facebook', long);
    for (const part of parts) expect(part).toMatch(/^\d+\. Fees[\s\S]*due\.$/);
  });

  it('break a word only where it alone has no room', () => {
    const [first = '', second = '', third = ''] = plainWordsIn('facebook', `See ${'x'.repeat(3_000)} now.`);
    expect([first, second.length]).toEqual(['See', 2_000]);
    expect(third).toBe(`${'x'.repeat(1_000)} now.`);
  });
});
