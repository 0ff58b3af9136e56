import { type Actor, allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { compileTemplate } from './compile-template.js';
import type { CompiledTemplate, KeptTemplate, Template } from './template.js';
import { keptTemplate, lockTemplate, saveCompiled } from './template.store.js';

interface SavingContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
}

/** What became of an edit; `theirs` is null when there is no such template. */
export type TemplateEdit =
  | { readonly outcome: 'saved'; readonly template: KeptTemplate }
  | { readonly outcome: 'conflict'; readonly theirs: KeptTemplate | null };

/** Saves a template as its editor last read it: edit 0 is a new one. Another's edit in between is a conflict, and nothing is saved. */
export async function editTemplate(
  ctx: SavingContext,
  { expectedEdit, ...template }: Template & { readonly expectedEdit: number },
): Promise<TemplateEdit> {
  const compiled = await checkedTemplate(ctx.actor, template);
  const { key, locale } = template;
  return ctx.db.transaction().execute(async (tx) => {
    await lockTemplate(tx, key, locale);
    const theirs = await keptTemplate(tx, key, locale);
    if ((theirs?.edit ?? 0) !== expectedEdit) return { outcome: 'conflict', theirs };
    await keep(tx, ctx, compiled);
    return { outcome: 'saved', template: (await keptTemplate(tx, key, locale)) as KeptTemplate };
  });
}

/** Compiles a template and keeps it for the mails to come; throws BAD_INPUT with what is wrong with it. */
export async function saveTemplate(ctx: SavingContext, template: Template): Promise<CompiledTemplate> {
  const compiled = await checkedTemplate(ctx.actor, template);
  await ctx.db.transaction().execute((tx) => keep(tx, ctx, compiled));
  return compiled;
}

async function checkedTemplate(actor: Actor, template: Template): Promise<CompiledTemplate> {
  allow(actor, 'write templates');
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(template.key))
    throw new AppError('BAD_INPUT', 'A template’s key is made of lower-case letters, digits and hyphens.');
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(template.locale))
    throw new AppError('BAD_INPUT', 'A template’s locale is a language tag such as en.');
  return compileTemplate(template);
}

async function keep(tx: DatabaseTransaction, { actor, clock }: SavingContext, compiled: CompiledTemplate) {
  const at = clock.now();
  await saveCompiled(tx, compiled, at);
  await record(tx, { actor, at, action: 'template.saved', subject: `template/${compiled.key}/${compiled.locale}` });
}
