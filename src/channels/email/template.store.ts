import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import type { CompiledTemplate, KeptTemplate } from './template.js';

/** Keeps a compiled template in place of the one of the same key and locale. */
export async function saveCompiled(db: Database, template: CompiledTemplate, moment: Date): Promise<void> {
  const { key, locale, ...content } = template;
  await db
    .insertInto('template')
    .values({ key, locale, ...content, updated_at: moment })
    .onConflict((conflict) =>
      conflict
        .columns(['key', 'locale'])
        .doUpdateSet({ ...content, updated_at: moment, edit: sql<number>`template.edit + 1` }),
    )
    .execute();
}

/** Whoever saves a template waits for whoever does so already, also when there is none yet. */
export async function lockTemplate(tx: DatabaseTransaction, key: string, locale: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${templateLocks}::int, hashtext(${`${key} ${locale}`}))`.execute(tx);
}

const templateLocks = 7_011;

/** The templates, of one key when it is given, by key and locale. */
export async function keptTemplates(db: Database, key: string | null): Promise<readonly KeptTemplate[]> {
  const all = db.selectFrom('template').selectAll();
  const rows = await (key === null ? all : all.where('key', '=', key)).orderBy('key').orderBy('locale').execute();
  return rows.map(keptFrom);
}

/** The template of that key in that very locale. */
export async function keptTemplate(db: Database, key: string, locale: string): Promise<KeptTemplate | null> {
  return (await keptTemplates(db, key)).find((one) => one.locale === locale) ?? null;
}

/** Whether there is such a template in any language. */
export async function hasTemplate(db: Database, key: string): Promise<boolean> {
  return (await db.selectFrom('template').select('key').where('key', '=', key).limit(1).execute()).length > 0;
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

/** The keys of the templates that name one of the answers; one that takes its answer by a variable names none. */
export async function templatesNaming(db: Database, answers: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct template.key from template,
      regexp_matches(subject || ' ' || source, '\\{%-?\\s*answer\\s+["'']([^"'']+)["'']', 'g') as named
    where named[1] = any(${[...answers]}::text[]) order by template.key`.execute(db);
  return rows.map(({ key }) => key);
}

/** One name for all templates as they are now: another one as soon as the words of any are others. */
export async function templatesHash(db: Database): Promise<string> {
  const { rows } = await sql<{ hash: string | null }>`
    select md5(string_agg(key || ' ' || locale || ' ' || md5(subject || html || text), ',' order by key, locale)) as hash
    from template`.execute(db);
  return rows[0]?.hash ?? '';
}

function compiledFrom({ key, locale, subject, source, html, text }: Row<'template'>): CompiledTemplate {
  return { key, locale, subject, source, html, text };
}

function keptFrom(row: Row<'template'>): KeptTemplate {
  return { ...compiledFrom(row), edit: row.edit, updatedAt: row.updated_at };
}
