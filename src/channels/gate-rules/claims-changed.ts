import type { Markup } from '../channel.js';
import type { ResolveTarget } from '../markdown/link-target.js';
import { parseMarkdown } from '../markdown/parse-markdown.js';
import { renderMarkdown } from '../renderers/markdown.js';
import type { Renderer } from '../renderers/renderer.js';
import { addressesLost } from './addresses-lost.js';
import { looksAlikeEverywhere, sameWords, wordsLost } from './same-words.js';
import type { ChannelGate, SaidClaim } from './shown-form.js';

/** An answer's words with the facts in them, and where its links lead. */
export interface Written {
  readonly locale: string;
  readonly body: string;
  readonly short: string;
  readonly resolve: ResolveTarget;
}

/** A form in which answers are shown. */
export interface Form {
  /** As a person names it: "as plain text". */
  readonly name: string;
  readonly markup: Markup;
  readonly write: Renderer;
}

/** What a form of the whole answer claims otherwise than was written, each as the end of a sentence. */
export function claimsChanged(
  gate: Pick<ChannelGate, 'claims'>,
  { body, resolve, locale }: Omit<Written, 'short'>,
  { name, markup, write }: Form,
): readonly string[] {
  if (looksAlikeEverywhere(body, markup)) return [];
  const document = parseMarkdown(body);
  const shown = write(document, resolve);
  const links = addressesLost(document, resolve, shown).map((address) => `would lose the link to ${address} ${name}.`);
  if (sameWords(body, shown, resolve)) return links;
  // A cell is read by its row where the table stands as one, and by its head where it is lines: so lines are held against lines.
  const isInLines = body.includes('|') && markup !== 'html';
  const read = isInLines ? renderMarkdown(document, resolve) : body;
  const words = isInLines && markup !== 'gsm' ? wordsLost(body, shown) : [];
  const [before = [], after = []] = [read, shown].map((text) => gate.claims(withoutNumbering(text), locale));
  // An address that a link hides may stand beside its words.
  const added = missing(after, before).filter(({ kind }) => kind !== 'contact');
  return [
    ...missing(before, after).map(({ text }) => `would lose “${text}” ${name}.`),
    ...added.map(({ text }) => `would say “${text}” ${name}, which was not written.`),
    ...words.map((word) => `would lose “${word}” ${name}.`),
    ...links,
  ];
}

/** Those of the claims that are not among others, each once. */
function missing(claims: readonly SaidClaim[], among: readonly SaidClaim[]): readonly SaidClaim[] {
  const known = new Set(among.map(({ name }) => name));
  return [...new Map(claims.filter(({ name }) => !known.has(name)).map((claim) => [claim.name, claim])).values()];
}

/** The numbers of a list are its order, not what it says; pages have them from the browser. */
function withoutNumbering(text: string): string {
  return text.replace(/^(\s*)\d{1,9}[.)]\s/gm, '$1- ');
}
