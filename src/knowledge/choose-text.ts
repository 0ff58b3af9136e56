import type { LocalText, PublishedAnswer } from './snapshot.js';

/** The words that are served for an asked locale, and whether they are in another one. */
export interface ChosenText {
  readonly text: LocalText;
  readonly isFallback: boolean;
}

/** Follows BCP 47 lookup (RFC 4647, section 3.4): the tag, then shorter and shorter prefixes, then the source locale. */
export function chooseText(answer: PublishedAnswer, locale: string, sourceLocale: string): ChosenText {
  for (let tag = locale.toLowerCase(); tag !== ''; tag = tag.includes('-') ? tag.slice(0, tag.lastIndexOf('-')) : '') {
    const text = findTag(answer, tag);
    if (text) return { text, isFallback: false };
  }
  const source = answer.texts.get(sourceLocale) as LocalText;
  return { text: source, isFallback: true };
}

function findTag(answer: PublishedAnswer, tag: string): LocalText | undefined {
  return answer.texts.get(tag) ?? [...answer.texts.values()].find((text) => text.locale.toLowerCase() === tag);
}
