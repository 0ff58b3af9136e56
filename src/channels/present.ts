import { AppError } from '../platform/errors.js';
import type { Channel, Markup } from './channel.js';
import type { MarkdownDocument } from './markdown/document.js';
import { type LinkTo, type ResolveTarget, targetsBy } from './markdown/link-target.js';
import { parseMarkdown } from './markdown/parse-markdown.js';
import { renderHtml } from './renderers/html.js';
import { renderMarkdown } from './renderers/markdown.js';
import { renderMrkdwn } from './renderers/mrkdwn.js';
import { renderPlain } from './renderers/plain.js';
import type { Renderer } from './renderers/renderer.js';
import { linkAlone, withLink, withNotice } from './renderers/short.js';
import { renderSms } from './renderers/sms.js';
import { renderTeams } from './renderers/teams.js';
import { renderWhatsapp } from './renderers/whatsapp.js';

/** An answer's words with the facts written in, and the places it may link to. */
export interface FilledAnswer {
  readonly title: string;
  readonly body: string;
  readonly short: string;
  /** The whole answer on the help pages, or null for an answer that is not shown there. */
  readonly url: string | null;
  readonly linkTo: LinkTo;
  /** What must be said beside a mere link, too; the body and the short form end with it. */
  readonly notice?: string | null;
}

/** What a channel shows: `text` in its own markup (plain beside HTML), `html` with the same words. */
export interface Presentation {
  readonly text: string;
  readonly html: string;
  readonly isShortForm: boolean;
  readonly form: Form;
}

/** What stands for an answer on a channel, from what says most to what says least. */
export type Form = 'whole' | 'short with link' | 'short' | 'link';

/** What writes the text of a channel by its markup; beside HTML the text is plain. */
export const textRenderers: Readonly<Record<Markup, Renderer>> = {
  html: renderPlain,
  markdown: renderMarkdown,
  teams: renderTeams,
  mrkdwn: renderMrkdwn,
  whatsapp: renderWhatsapp,
  plain: renderPlain,
  gsm: renderSms,
};

/**
 * Puts an answer into the form of a channel. Where the whole has no room, the short form and a link stand for it, then the short form alone,
 * then the title and the link; nothing is ever cut. Where fewer characters are advised, the short form with its link stands for a longer whole if it
 * keeps to them. Throws NOT_SERVABLE when none of them fits.
 */
export function present(channel: Pick<Channel, 'name' | 'limits'>, answer: FilledAnswer): Presentation {
  const { limits } = channel;
  const resolve: ResolveTarget = limits.links ? targetsBy(answer.linkTo) : () => null;
  const fitting: Presentation[] = [];
  for (const candidate of candidates(channel, answer)) {
    const presentation = render(candidate, limits.markup, resolve);
    if (!fits(presentation, limits)) continue;
    if (isAdvised(presentation, limits)) return presentation;
    fitting.push(presentation);
  }
  const [fullest] = fitting;
  if (fullest) return fullest;
  throw new AppError(
    'NOT_SERVABLE',
    `“${answer.title}” has no form of at most ${limits.maxChars} characters for ${channel.name}: shorten its short form.`,
  );
}

/** Where a link's words hide its address; elsewhere the address is all that is written of it. */
const namesLinks: ReadonlySet<Markup> = new Set(['markdown', 'teams', 'mrkdwn']);

interface Candidate {
  /** The document for the text, and the one for HTML: a link's words differ. */
  readonly forText: MarkdownDocument;
  readonly forHtml: MarkdownDocument;
  readonly form: Form;
}

function* candidates({ limits }: Pick<Channel, 'limits'>, answer: FilledAnswer): Generator<Candidate> {
  if (limits.form === 'full') {
    const whole = parseMarkdown(answer.body);
    yield { forText: whole, forHtml: whole, form: 'whole' };
  }
  const short = answer.short.trim() === '' ? null : parseMarkdown(answer.short);
  const { url, title } = answer;
  const textWords = namesLinks.has(limits.markup) ? title : url;
  if (short && url && textWords)
    yield { forText: withLink(short, textWords, url), forHtml: withLink(short, title, url), form: 'short with link' };
  if (short) yield { forText: short, forHtml: short, form: 'short' };
  const alone = url && withNotice(linkAlone(title, url), answer.notice ?? null);
  if (alone) yield { forText: alone, forHtml: alone, form: 'link' };
}

function render({ forText, forHtml, form }: Candidate, markup: Markup, resolve: ResolveTarget): Presentation {
  const text = textRenderers[markup](forText, resolve);
  return { text, html: renderHtml(forHtml, resolve), isShortForm: form !== 'whole', form };
}

/** Less than the short form with its link is given only where nothing else has room. */
function isAdvised({ text, form }: Presentation, { maxChars, advisedChars }: Channel['limits']): boolean {
  if (advisedChars === undefined || maxChars === null) return true;
  return text.length <= advisedChars && (form === 'whole' || form === 'short with link');
}

function fits({ text, html }: Presentation, { maxChars, markup }: Channel['limits']): boolean {
  return maxChars === null || (text.length <= maxChars && (markup !== 'html' || html.length <= maxChars));
}
