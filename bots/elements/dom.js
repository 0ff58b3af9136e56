// What both elements build with.
import sharedCss from './shared.css.js';
import { words } from './words.js';

const shared = sheetOf(sharedCss);

/** Where the script came from, and so where the service is; without a final slash. */
export const home = new URL('../..', import.meta.url).href.replace(/\/$/, '');

/** A node with attributes and children; `null` and `false` leave an attribute out. */
export function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes))
    if (value !== null && value !== undefined && value !== false)
      node.setAttribute(attribute, value === true ? '' : value);
  node.append(...children);
  return node;
}

/** A button that never submits a form. */
export function button(title, part, onClick) {
  const node = make('button', { type: 'button', dir: 'auto', part }, title);
  node.addEventListener('click', onClick);
  return node;
}

/** The style sheets of an element for `adoptedStyleSheets`, which no content policy has to allow: what both share, then its own. */
export function sheetsOf(css) {
  return [shared, sheetOf(css)];
}

function sheetOf(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** The language an element is to speak: its own `lang`, else that of what surrounds it, else the reader's. */
export function languageOf(element) {
  const named = element.closest('[lang]:not([lang=""])')?.getAttribute('lang') || navigator.language || 'en';
  try {
    return Intl.getCanonicalLocales(named)[0];
  } catch {
    return 'en';
  }
}

/** The elements' own words for a language, with the language and direction they are in. */
export function wordsFor(language) {
  const lang = language.split('-')[0].toLowerCase();
  const spoken = Object.hasOwn(words, lang) ? lang : 'en';
  return { ...words[spoken], lang: spoken, dir: directionOf(spoken) };
}

/** Which way a language is written. */
export function directionOf(language) {
  return /^(?:ar|fa|he|ur)\b/i.test(language) ? 'rtl' : 'ltr';
}

/** Whether an address is one that a text may lead to. */
export function isSafeLink(address) {
  return /^(?:https?:\/\/|mailto:|tel:|\/(?!\/))/i.test(address);
}
