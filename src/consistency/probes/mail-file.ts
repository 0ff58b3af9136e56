import { type CaughtMail, readMail } from '../../channels/index.js';
import { AppError } from '../../platform/errors.js';
import { withoutPlaceholders } from '../analysis/placeholders.js';
import { compare } from '../compare.js';
import { withoutCourtesies } from '../cross-agent/courtesies.js';
import { longestText } from '../judge-cell.js';
import { htmlText } from './page-text.js';
import { parsePage } from '../../platform/parse-page.js';

/** What a mail tells its reader, or why that cannot be said. */
export type MailWords =
  | { readonly words: string; readonly failure: null }
  | { readonly words: null; readonly failure: string };

/** Reads a mail as it was sent or saved; throws UNAVAILABLE for a file that is none. */
export async function readMailFile(path: string, content: Buffer): Promise<CaughtMail> {
  const mail = await readMail(content).catch((error: unknown) => {
    throw new AppError('UNAVAILABLE', `${path} cannot be read as a mail.`, {}, { cause: error });
  });
  // The parser takes any bytes for a mail; one without a single header of a mail is something else.
  if (!signs.some((header) => mail.headers.has(header)))
    throw new AppError('UNAVAILABLE', `${path} is no mail: it has neither sender, subject nor date.`);
  return mail;
}

/**
 * The words of a mail without salutation, signature and quoted mails. Its HTML and its text are two mails to two readers: where they disagree there
 * is no one text to hold against the answer. Where one says more than the other it is taken, for somebody reads it.
 */
export function wordsOfMail({ html, text }: Pick<CaughtMail, 'html' | 'text'>, locale: string): MailWords {
  const shown = html === null ? '' : tidy(htmlText(visible(html)));
  const plain = text === null ? '' : tidy(withoutQuotes(text));
  if (shown === '' || plain === '') {
    const words = shown || plain;
    return words === '' ? { words: null, failure: 'The mail says nothing.' } : { words, failure: null };
  }
  if (Math.max(shown.length, plain.length) > longestText)
    return { words: null, failure: `The mail is longer than ${longestText} characters, too long to compare.` };
  const parts = compare({ canonical: shown, observed: plain, locale });
  if (parts.verdict === 'contradicts' || parts.verdict === 'unrelated') {
    const claim = parts.differences.find(({ tier }) => tier !== 'info')?.claim ?? '';
    return { words: null, failure: `The HTML part and the text part of the mail disagree. ${claim}`.trim() };
  }
  return { words: parts.verdict === 'incomplete' ? shown : plain, failure: null };
}

const signs = ['from', 'subject', 'date', 'message-id', 'mime-version'] as const;

/** As mail programs mark what was quoted and who signs, and as newsletters hide their preview. */
const unseen =
  '.gmail_quote, .gmail_signature, .moz-cite-prefix, .moz-signature, blockquote[type="cite" i], [style*="display:none" i], [style*="display: none" i]';

function visible(html: string) {
  const document = parsePage(html);
  document(unseen).remove();
  return document;
}

/** Without the lines that quote, the line that says whom, and all below the line that begins a signature (RFC 3676). */
function withoutQuotes(text: string): string {
  const [told = ''] = text.replace(/\r\n?/g, '\n').split(/^-- $/m);
  const lines = told.split('\n');
  const isQuote = (line: string | undefined) => line?.startsWith('>') ?? false;
  return lines
    .filter((line, i) => !isQuote(line) && !(line.trimEnd().endsWith(':') && isQuote(nextWords(lines, i))))
    .join('\n');
}

function nextWords(lines: readonly string[], place: number): string | undefined {
  return lines[place + 1]?.trim() === '' ? lines[place + 2] : lines[place + 1];
}

function tidy(words: string): string {
  return withoutCourtesies(withoutPlaceholders(words))
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
