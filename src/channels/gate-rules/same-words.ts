import type { Markup } from '../channel.js';
import type { ResolveTarget } from '../markdown/link-target.js';
import { isGsm } from '../renderers/gsm-alphabet.js';

const mark = /[*_#|<>&[\]\\`~]|^\s*(?:[-+]|\d+[.)])\s/m;

/** Whether a text has nothing that any channel writes in another way, so that it needs not be written to be known. */
export function looksAlikeEverywhere(body: string, markup: Markup): boolean {
  return !mark.test(body) && (markup !== 'gsm' || isGsm(body));
}

/** Whether every word and figure of a Markdown text stands in one of its forms, in the same order, and nothing else does. */
export function sameWords(body: string, shown: string, resolve: ResolveTarget): boolean {
  const written = body.replace(/\]\(<?([^()<>\s]+)>?\)/g, (_, target: string) => `](${resolve(target) ?? ''})`);
  const [before, after] = [wordsIn(written), wordsIn(withoutTags(shown))];
  return before.length === after.length && before.every((word, index) => word === after[index]);
}

/** The words and figures of a Markdown text that a form of it has nowhere; the addresses of its links are not among them. */
export function wordsLost(body: string, shown: string): readonly string[] {
  const known = new Set(wordsIn(withoutTags(shown)));
  const withoutAddresses = body.replace(/\]\((?:<[^<>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)/g, ']');
  return [...new Set(wordsIn(withoutAddresses))].filter((word) => !known.has(word));
}

function withoutTags(shown: string): string {
  return shown
    .replace(/<a href="([^"]*)">([^<]*)<\/a>/g, '$2 $1')
    .replace(/<([a-z]+:[^<>|\s]+)\|([^<>]*)>/g, '$2 $1')
    .replace(/<\/?[a-z][^<>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Runs of characters between blanks and marks, without the stops around them; a sign alone counts where it means something. */
function wordsIn(text: string): readonly string[] {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    .replace(/^\s*\d{1,9}[.)]\s/gm, ' ')
    .replace(/\b(?:mailto|tel):/g, ' ')
    .replace(/[*_#|()[\]\\`~•]/g, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/^[.,:;!?"']+|[.,:;!?"']+$/g, ''))
    .filter((word) => /[\p{L}\p{N}\p{S}]/u.test(word));
}
