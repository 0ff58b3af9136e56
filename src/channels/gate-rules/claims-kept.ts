import { type GateRule, maySee, newlyWrong } from '../../knowledge/index.js';
import type { Channel, Markup } from '../channel.js';
import { everyPlace } from '../networks.js';
import { textRenderers } from '../present.js';
import { renderHtml } from '../renderers/html.js';
import { type Form, claimsChanged } from './claims-changed.js';
import { ownFigures } from './own-figures.js';
import type { ChannelGate } from './shown-form.js';
import { writtenWords } from './written-words.js';

/**
 * No channel may claim anything else than the answer: whatever form an answer takes, its figures, statements and links are those that were written.
 *
 * 2026-11-29: claims are compared as sets, for a table written as lines repeats its heads. A form in which every word stands as it was written, in its
 * order, needs no reading, which is what makes a fact that a thousand answers show publishable within its two seconds. A short form may claim less,
 * but no figure of its own; what it says otherwise than its body without a figure, another rule looks for.
 */
export function claimsKept(gate: ChannelGate): GateRule {
  return (proposal) => {
    const places = everyPlace(gate.channels.values());
    return newlyWrong(proposal, (snapshot, answer) => {
      const forms = formsOf(places.filter((channel) => maySee(channel, answer)));
      return [...answer.texts.values()].flatMap((text) => {
        const written = writtenWords(gate, snapshot, { answer, text });
        if (written === null) return [];
        const wrong = [
          ...forms.flatMap((form) => claimsChanged(gate, written, form)),
          ...ownFigures(gate, written).map((own) => `says “${own}” in its short form, but not in its body.`),
        ];
        return wrong.map((what) => `${answer.key} in ${text.locale} ${what}`);
      });
    });
  };
}

const names: Readonly<Record<Markup, string>> = {
  html: 'on pages and in mails',
  markdown: 'in web chats',
  teams: 'on Microsoft Teams',
  mrkdwn: 'on Slack',
  whatsapp: 'on WhatsApp',
  plain: 'as plain text',
  gsm: 'as a text message',
};

/** The forms in which these channels show answers, each once. */
function formsOf(places: readonly Channel[]): readonly Form[] {
  return [...new Set(places.map(({ limits }) => limits.markup))].map((markup) => ({
    name: names[markup],
    markup,
    write: markup === 'html' ? renderHtml : textRenderers[markup],
  }));
}
