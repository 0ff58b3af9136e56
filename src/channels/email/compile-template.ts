import { load } from 'cheerio';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import type { CompiledTemplate, Template } from './template.js';
import { parseLiquid } from './template-language.js';
import { textPartOf } from './text-part.js';

const sourceLimit = 100_000;
const forbidden = 'script, iframe, object, embed, form, base, meta[http-equiv="refresh"]';

/** Reads a template once and for all; throws BAD_INPUT with a sentence for MJML, Liquid or addresses that would not make a safe mail. */
export async function compileTemplate(template: Template): Promise<CompiledTemplate> {
  const subject = requireText('The subject', template.subject, { max: 300 });
  const source = requireText('The template', template.source, { max: sourceLimit });
  if (/[\r\n]/.test(subject)) throw new AppError('BAD_INPUT', 'The subject must be one line.');
  const html = await compileMjml(source);
  requireHarmless(html);
  const text = textPartOf(source);
  parseLiquid('text', subject);
  parseLiquid('html', html);
  parseLiquid('text', text);
  return { ...template, subject, source, html, text };
}

async function compileMjml(source: string): Promise<string> {
  // Loaded here, because only who saves a template needs it and it takes half a second.
  const { default: mjml2html } = await import('mjml');
  try {
    const { html } = await mjml2html(source, { validationLevel: 'strict', ignoreIncludes: true, keepComments: true });
    return html;
  } catch (error) {
    throw new AppError('BAD_INPUT', `The template is not valid MJML: ${faultOf(error)}.`, {}, { cause: error });
  }
}

/** The first fault with its line; the library's own text names a folder of this machine. */
function faultOf(error: unknown): string {
  const [fault] = (error as { errors?: readonly { line: number; message: string }[] }).errors ?? [];
  return fault ? `line ${fault.line}: ${fault.message}` : 'it cannot be read';
}

/** A variable may fill the rest of an address, never its scheme: a caller who chooses the scheme chooses what a click does. */
function requireHarmless(html: string): void {
  const document = load(html);
  if (document(forbidden).length > 0)
    throw new AppError('BAD_INPUT', 'A template may hold no script, form or embedded page.');
  for (const element of document('*').toArray()) {
    for (const [name, value] of Object.entries(document(element).attr() ?? {})) requireHarmlessAttribute(name, value);
  }
}

function requireHarmlessAttribute(name: string, value: string): void {
  if (/^on[a-z]+$/i.test(name)) throw new AppError('BAD_INPUT', `A template may hold no script: ${name} is one.`);
  const isAddress = name === 'href' || name === 'src' || name === 'background' || name === 'action';
  if (isAddress && !/^(?:https:\/\/[a-z0-9]|mailto:|tel:)/i.test(value.trim())) {
    throw new AppError(
      'BAD_INPUT',
      `The address “${value.slice(0, 80)}” in the template must begin with https:// and a name, mailto: or tel:.`,
    );
  }
}
