import type { Operations } from '../../../schema/operations/operations.js';
import type { RunOperation } from '../../../schema/operations/run-operation.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import type { AnswerDelivery } from '../../receipts/index.js';
import { escapeHtml } from '../renderers/escape-html.js';
import { type CompiledTemplate, directionOf, type TemplateRow, type TemplateVariables } from './template.js';
import { type AnswerForm, type MailPart, parseLiquid, renderLiquid, type WriteAnswer } from './template-language.js';
import { tidyLines } from './text-part.js';

/** A mail's words, and what proves them. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** `key@version` of each embedded answer, in order of appearance. */
  readonly answers: readonly string[];
  readonly receipts: readonly string[];
  /** The answers whose whole words stand in it; one that is only named or linked is not told. */
  readonly told: readonly Omit<AnswerDelivery, 'channel' | 'to' | 'at'>[];
}

/** How e-mail reaches the API. */
export interface MailApi {
  readonly runOperation: RunOperation;
  readonly credential: string | null;
}

type EmbeddedAnswer = Operations['EmailAnswers']['result']['answers']['nodes'][number];

const mostAnswers = 20;
const mostVariables = 50;

/**
 * Writes a mail from its template. All answers come by one call, hence from one snapshot. Throws BAD_INPUT when an answer is not published
 * for e-mail or a variable was not given: a mail goes out whole or not at all.
 */
export async function renderMail(
  api: MailApi,
  template: CompiledTemplate,
  given: TemplateVariables,
): Promise<RenderedMail> {
  const variables = { ...checkedVariables(given), locale: template.locale };
  const parsed = {
    subject: parseLiquid('text', template.subject),
    html: parseLiquid('html', template.html),
    text: parseLiquid('text', template.text),
  };
  const write = (writer: (part: MailPart) => WriteAnswer) => ({
    subject: renderLiquid('text', parsed.subject, variables, writer('text')),
    html: renderLiquid('html', parsed.html, variables, writer('html')),
    text: renderLiquid('text', parsed.text, variables, writer('text')),
  });
  const keys = new Set<string>();
  const told = new Set<string>();
  write(() => (key, form) => {
    keys.add(key);
    if (form === 'body') told.add(key);
    return '';
  });
  const answers = await fetchAnswers(api, template, [...keys]);
  const mail = write((part) => (key, form) => writeAnswer(answers.get(key) as EmbeddedAnswer, form, part));
  return {
    subject: oneLine(mail.subject),
    html: mail.html,
    text: `${tidyLines(mail.text)}\n`,
    answers: [...answers.values()].map(({ key, rendition }) => `${key}@${rendition.version}`),
    receipts: [...answers.values()].map(({ rendition }) => rendition.receipt.code),
    told: [...answers.values()].filter(({ key }) => told.has(key)).map(toldAs),
  };
}

function toldAs({ key, rendition }: EmbeddedAnswer): RenderedMail['told'][number] {
  const { version, locale, receipt } = rendition;
  return {
    receiptCode: receipt.code,
    answer: key,
    version,
    locale,
    contentHash: receipt.contentHash,
    factValueIds: receipt.factValueIds.map(Number),
  };
}

async function fetchAnswers(
  api: MailApi,
  template: CompiledTemplate,
  keys: readonly string[],
): Promise<ReadonlyMap<string, EmbeddedAnswer>> {
  if (keys.length === 0) return new Map();
  if (keys.length > mostAnswers)
    throw new AppError(
      'BAD_INPUT',
      `The template ${template.key} embeds ${keys.length} answers; at most ${mostAnswers} are allowed.`,
    );
  const { answers } = await api.runOperation('EmailAnswers', { keys, locale: template.locale }, api.credential);
  const found = new Map(answers.nodes.map((answer) => [answer.key, answer]));
  const missing = keys.filter((key) => !found.has(key));
  if (missing.length > 0) {
    throw new AppError(
      'BAD_INPUT',
      `The mail ${template.key} was not made: no answer named ${missing.join(', ')} is published for e-mail.`,
      { missing },
    );
  }
  return new Map(keys.map((key) => [key, found.get(key) as EmbeddedAnswer]));
}

function writeAnswer({ rendition }: EmbeddedAnswer, form: AnswerForm, part: MailPart): string {
  const { title, url, locale } = rendition;
  switch (form) {
    case 'title':
      return part === 'html' ? escapeHtml(title) : title;
    case 'link':
      return part === 'html' ? `<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>` : `${title} (${url})`;
    case 'body':
      return part === 'html'
        ? `<div class="answer" lang="${escapeHtml(locale)}" dir="${directionOf(locale)}">\n${rendition.html}\n</div>`
        : rendition.text;
  }
}

function checkedVariables(given: TemplateVariables): Record<string, string | readonly TemplateRow[]> {
  const entries = Object.entries(given);
  if (entries.length > mostVariables)
    throw new AppError('BAD_INPUT', `At most ${mostVariables} variables may be given.`);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (!/^[a-z][a-z0-9_]{0,39}$/.test(name) || name === 'locale')
        throw new AppError('BAD_INPUT', `“${name.slice(0, 40)}” cannot be the name of a variable.`);
      return [name, typeof value === 'string' ? checkedText(name, value, 1_000) : checkedRows(name, value)];
    }),
  );
}

function checkedRows(name: string, rows: readonly TemplateRow[]): readonly TemplateRow[] {
  if (rows.length > mostAnswers) throw new AppError('BAD_INPUT', `“${name}” may have at most ${mostAnswers} rows.`);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([field, text]) => [field, checkedText(`${name}.${field}`, text, 20_000)]),
    ),
  );
}

function checkedText(name: string, text: string, max: number): string {
  return requireText(`The variable “${name}”`, text, { max, min: 0 });
}

/** A line feed in a subject would end the header, and what follows it would be a header of the caller's own. */
function oneLine(subject: string): string {
  if (/[\r\n]/.test(subject))
    throw new AppError('BAD_INPUT', 'The subject would have more than one line: a variable in it holds a line break.');
  return requireText('The subject', subject, { max: 500 });
}
