import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import type { CompiledTemplate } from './template.js';

/** Keeps a compiled template in place of the one of the same key and locale. */
export async function saveCompiled(db: Database, template: CompiledTemplate, moment: Date): Promise<void> {
  const { key, locale, ...content } = template;
  await db
    .insertInto('template')
    .values({ key, locale, ...content, updated_at: moment })
    .onConflict((conflict) => conflict.columns(['key', 'locale']).doUpdateSet({ ...content, updated_at: moment }))
    .execute();
}

/** The template of that key in the first of `locales` that there is one in. */
export async function findCompiled(
  db: Database,
  key: string,
  locales: readonly string[],
): Promise<CompiledTemplate | null> {
  const rows = await db
    .selectFrom('template')
    .selectAll()
    .where('key', '=', key)
    .where('locale', 'in', locales)
    .execute();
  const row = locales.map((locale) => rows.find((one) => one.locale === locale)).find((one) => one !== undefined);
  return row ? compiledFrom(row) : null;
}

function compiledFrom({ key, locale, subject, source, html, text }: Row<'template'>): CompiledTemplate {
  return { key, locale, subject, source, html, text };
}
