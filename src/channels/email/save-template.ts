import { type Actor, allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { compileTemplate } from './compile-template.js';
import type { CompiledTemplate, Template } from './template.js';
import { saveCompiled } from './template.store.js';

/** Compiles a template and keeps it for the mails to come; throws BAD_INPUT with what is wrong with it. */
export async function saveTemplate(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  template: Template,
): Promise<CompiledTemplate> {
  allow(ctx.actor, 'write templates');
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(template.key))
    throw new AppError('BAD_INPUT', 'A template’s key is made of lower-case letters, digits and hyphens.');
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(template.locale))
    throw new AppError('BAD_INPUT', 'A template’s locale is a language tag such as en.');
  const compiled = await compileTemplate(template);
  const at = ctx.clock.now();
  await ctx.db.transaction().execute(async (tx) => {
    await saveCompiled(tx, compiled, at);
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'template.saved',
      subject: `template/${template.key}/${template.locale}`,
    });
  });
  return compiled;
}
