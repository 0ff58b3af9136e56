import type { LocalText, PublishedAnswer } from './snapshot.js';

/** The words that are served for the asked locales, and whether they are in another one than was asked for first. */
export interface ChosenText {
  readonly text: LocalText;
  readonly isFallback: boolean;
}

/**
 * Follows BCP 47 lookup (RFC 4647, section 3.4): each asked locale in turn, the one that is liked best first, as a whole and then by shorter and
 * shorter prefixes; then the source locale.
 */
export function chooseText(
  answer: PublishedAnswer,
  asked: string | readonly string[],
  sourceLocale: string,
): ChosenText {
  const locales = typeof asked === 'string' ? [asked] : asked;
  for (const [place, locale] of locales.entries()) {
    const text = lookUp(answer, locale);
    if (text) return { text, isFallback: place > 0 };
  }
  return { text: answer.texts.get(sourceLocale) as LocalText, isFallback: true };
}

function lookUp(answer: PublishedAnswer, locale: string): LocalText | undefined {
  for (let tag = locale.toLowerCase(); tag !== ''; tag = shorter(tag)) {
    const text = findTag(answer, tag);
    if (text) return text;
  }
  return undefined;
}

/** The tag without its last subtag, and without a single letter that led to it: "zh-x-net" → "zh". */
function shorter(tag: string): string {
  const cut = tag.includes('-') ? tag.slice(0, tag.lastIndexOf('-')) : '';
  return /-[a-z0-9]$/.test(cut) ? cut.slice(0, -2) : cut;
}

function findTag(answer: PublishedAnswer, tag: string): LocalText | undefined {
  return answer.texts.get(tag) ?? [...answer.texts.values()].find((text) => text.locale.toLowerCase() === tag);
}
