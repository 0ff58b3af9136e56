import type { XliffAnswer, XliffDocument, XliffUnit } from './xliff.js';
import { originalName } from './xliff.js';

/** What a placeholder shows to the translator, such as today's value of the fact. */
export type ShowEmbed = (embed: string) => string;

const embed = /(\{\{fact:[^{}]*\}\})/;

/** Writes the document; each embedded fact is a placeholder that a translator moves but cannot change. */
export function writeXliff(document: XliffDocument, show: (answer: XliffAnswer) => ShowEmbed): string {
  const head = attributes({
    xmlns: 'urn:oasis:names:tc:xliff:document:2.0',
    'xmlns:mtc': 'urn:oasis:names:tc:xliff:matches:2.0',
    version: '2.0',
    srcLang: document.sourceLocale,
    trgLang: document.targetLocale,
  });
  const files = document.answers.map((answer) => file(answer, show(answer)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<xliff${head}>\n${files.join('')}</xliff>\n`;
}

function file(answer: XliffAnswer, show: ShowEmbed): string {
  const named = attributes({ id: answer.key, original: originalName(answer.key, answer.version) });
  return `  <file${named}>\n${answer.units.map((one) => unit(one, show)).join('')}  </file>\n`;
}

function unit(one: XliffUnit, show: ShowEmbed): string {
  const embeds = [...new Set(embedsOf(one.source))];
  const state = one.target === null ? 'initial' : 'translated';
  const target = one.target === null ? '' : element('target', one.target, embeds, show);
  return [
    `    <unit${attributes({ id: one.name, name: one.name })}>\n`,
    one.earlier === null ? '' : candidate(one.earlier),
    one.notes.length === 0
      ? ''
      : `      <notes>${one.notes.map((note) => `<note>${words(note)}</note>`).join('')}</notes>\n`,
    embeds.length === 0 ? '' : `      <originalData>${embeds.map(data).join('')}</originalData>\n`,
    `      <segment${attributes({ id: 's1', state })}>${element('source', one.source, embeds, show)}${target}</segment>\n`,
    '    </unit>\n',
  ].join('');
}

function candidate({ source, target }: { readonly source: string; readonly target: string }): string {
  const preserved = attributes({ 'xml:space': 'preserve' });
  return `      <mtc:matches><mtc:match ref="#s1"><source${preserved}>${words(source)}</source><target${preserved}>${words(target)}</target></mtc:match></mtc:matches>\n`;
}

function data(value: string, place: number): string {
  return `<data${attributes({ id: `d${place + 1}` })}>${words(value)}</data>`;
}

/** Embeds that the source has not are left as words, so that what reads the document again can complain of them. */
function element(name: 'source' | 'target', text: string, embeds: readonly string[], show: ShowEmbed): string {
  let count = 0;
  const content = text.split(embed).map((piece) => {
    const place = embeds.indexOf(piece);
    if (place === -1) return words(piece);
    count += 1;
    const dataRef = `d${place + 1}`;
    return `<ph${attributes({ id: String(count), dataRef, disp: show(piece), type: 'other', canCopy: 'yes', canDelete: 'no' })}/>`;
  });
  return `<${name}${attributes({ 'xml:space': 'preserve' })}>${content.join('')}</${name}>`;
}

function embedsOf(text: string): readonly string[] {
  return text.split(embed).filter((_, place) => place % 2 === 1);
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll('"', '&quot;').replace(forbidden, ' ')}"`)
    .join('');
}

/** What is not a character of XML 1.0, section 2.2. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Text as XML; a character that XML has no place for is written as XLIFF says. */
function words(text: string): string {
  return escaped(text).replace(
    forbidden,
    (character) => `<cp hex="${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}"/>`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}
