import { type Actor, allow } from '../../access/index.js';
import { AppError } from '../../platform/errors.js';
import type { Database } from '../../platform/database/database.js';
import { compileTemplate } from './compile-template.js';
import { type MailApi, renderMail, type RenderedMail } from './render-mail.js';
import type { Template, TemplateVariables } from './template.js';
import { keptTemplate } from './template.store.js';

/** A template to look at: as it is kept, or with a subject or source that is not kept yet. */
export interface PreviewInput extends Pick<Template, 'key' | 'locale'>, Partial<Pick<Template, 'subject' | 'source'>> {
  readonly variables: TemplateVariables;
}

/** The mail that a template would make now: the same compiling, answers and refusals as for one that is sent, and nobody gets it. */
export async function previewTemplate(
  ctx: MailApi & { readonly db: Database; readonly actor: Actor },
  { key, locale, subject, source, variables }: PreviewInput,
): Promise<RenderedMail> {
  allow(ctx.actor, 'write templates');
  const kept = await keptTemplate(ctx.db, key, locale);
  if (subject === undefined && source === undefined) {
    if (!kept) throw new AppError('NOT_FOUND', `There is no e-mail template ${key.slice(0, 60)} in ${locale}.`);
    return renderMail(ctx, kept, variables);
  }
  const tried = { subject: subject ?? kept?.subject ?? '', source: source ?? kept?.source ?? '' };
  return renderMail(ctx, await compileTemplate({ key, locale, ...tried }), variables);
}
