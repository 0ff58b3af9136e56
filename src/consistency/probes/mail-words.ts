import { load } from 'cheerio';
import { claimsOf } from '../compare.js';
import type { Page } from '../../platform/parse-page.js';
import { elementText, htmlText } from './page-text.js';

/** What the HTML part of a mail shows: its answer, and the lines around it. */
export interface MailPage {
  readonly answer: string;
  readonly frame: ReadonlySet<string>;
}

/** Reads the HTML part of a mail. */
export function readMailPage(html: string): MailPage {
  const document = load(html);
  return { answer: elementText(document, '.answer') ?? '', frame: frameLines(document) };
}

/**
 * What the text part of a mail says as its answer. The lines that the HTML part shows outside of the answer are the template's frame: greeting,
 * the question quoted, a word of farewell. They are left out, but for those that state a value: a figure in a frame can be as wrong as any.
 */
export function answerOfMail(text: string, { frame }: MailPage, question: string): string {
  const isFrame = (line: string) => frame.has(plain(line)) && (plain(line) === plain(question) || !statesValue(line));
  return text
    .split('\n')
    .filter((line) => line.trim() === '' || !isFrame(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function frameLines(document: Page): ReadonlySet<string> {
  document('.answer').remove();
  return new Set(htmlText(document).split('\n').map(plain));
}

function statesValue(line: string): boolean {
  return claimsOf(line).some(({ modality }) => modality === 'says');
}

function plain(line: string): string {
  return line.replace(/\s+/g, ' ').trim();
}
