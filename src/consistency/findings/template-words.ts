import { escapeHtml, type Template } from '../../channels/index.js';

/** Words of a template's source, and what to write instead. */
export interface TemplateWords {
  readonly place: string;
  readonly was: string;
  readonly becomes: string;
}

/** What was said, and what should be. */
export interface Exchange {
  readonly was: string | null;
  readonly becomes: string;
}

/**
 * The first of some exchanges whose words stand in a template's source, once and no more: there blanks may be line ends, and signs may be written for
 * HTML. Null where the template holds none of them.
 */
export function inTemplate({ key, locale, source }: Template, exchanges: readonly Exchange[]): TemplateWords | null {
  for (const { was, becomes } of exchanges) {
    const found = was === null ? null : onlyPlace(source, was);
    if (!found) continue;
    const line = source.slice(0, found.index).split('\n').length;
    return { place: `template ${key} (${locale}), line ${line}`, was: found.text, becomes: escapeHtml(becomes) };
  }
  return null;
}

function onlyPlace(source: string, words: string): { readonly text: string; readonly index: number } | null {
  const pattern = words
    .trim()
    .split(/\s+/)
    .map((word) => [...word].map(signPattern).join(''))
    .join('\\s+');
  if (pattern === '') return null;
  // Not within a longer number or word: £4 is no part of £45.
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'gu');
  const [first, second] = source.matchAll(whole);
  return first && !second ? { text: first[0], index: first.index } : null;
}

function signPattern(sign: string): string {
  const plain = sign.replace(/[.*+?^${}()|[\]\\/-]/, '\\$&');
  const written = escapeHtml(sign);
  return written === sign ? plain : `(?:${plain}|${written})`;
}
