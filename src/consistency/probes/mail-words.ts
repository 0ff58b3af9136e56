import { load } from 'cheerio';
import { claimsOf } from '../compare.js';
import { htmlText } from './page-text.js';

/**
 * What the text part of a mail says as its answer. The lines that the HTML part shows outside of the answer are the template's frame: greeting,
 * the question quoted, a word of farewell. They are left out, but for those that state a value: a figure in a frame can be as wrong as any.
 */
export function answerOfMail(text: string, html: string, question: string): string {
  const frame = frameLines(html);
  const isFrame = (line: string) => frame.has(plain(line)) && (plain(line) === plain(question) || !statesValue(line));
  return text
    .split('\n')
    .filter((line) => line.trim() === '' || !isFrame(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function frameLines(html: string): ReadonlySet<string> {
  const document = load(html);
  document('.answer').remove();
  return new Set(htmlText(document.html()).split('\n').map(plain));
}

function statesValue(line: string): boolean {
  return claimsOf(line).some(({ modality }) => modality === 'says');
}

function plain(line: string): string {
  return line.replace(/\s+/g, ' ').trim();
}
