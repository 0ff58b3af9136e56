import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { decoded } from '../../platform/http/guarded-fetch.js';
import { keepEvidence } from '../observation.store.js';
import type { KnownPage, PageMemory } from './page-memory.js';

/** An index holds no longer ones; a page with such an address is read anew each time. */
const longestAddress = 2_000;
const day = 86_400_000;

/** Remembers in the database; the contents are those of the evidence, the same once. */
export function databaseMemory(db: Database): PageMemory {
  return {
    page: (address) => knownPage(db, address),
    keepPage: (address, page) => putPage(db, address, page),
    forgetPage: async (address) => {
      await db.deleteFrom('observed_page').where('address', '=', address).execute();
    },
    restOf: async (host) => {
      const row = await db
        .selectFrom('observed_host')
        .select('rests_until')
        .where('host', '=', host)
        .executeTakeFirst();
      return row?.rests_until ?? null;
    },
    keepRest: async (host, until) => {
      await db
        .insertInto('observed_host')
        .values({ host, rests_until: until })
        .onConflict((conflict) => conflict.column('host').doUpdateSet({ rests_until: until }))
        .execute();
    },
  };
}

/** Forgets the documents that are not among the addresses, a robots.txt when it is a day old, and the hosts that may be asked again. */
export async function forgetPagesBut(db: Database, addresses: readonly string[], moment: Date): Promise<void> {
  await db
    .deleteFrom('observed_page')
    .where(sql<boolean>`address <> all(${[...addresses]}::text[])`)
    .where(sql<boolean>`(address not like '%/robots.txt' or fresh_from < ${new Date(moment.getTime() - day)})`)
    .execute();
  await db.deleteFrom('observed_host').where('rests_until', '<=', moment).execute();
}

async function knownPage(db: Database, address: string): Promise<KnownPage | null> {
  const row = await db
    .selectFrom('observed_page')
    .innerJoin('evidence', 'evidence.hash', 'observed_page.evidence_hash')
    .selectAll('observed_page')
    .select(['evidence.media_type', 'evidence.content'])
    .where('address', '=', address)
    .executeTakeFirst();
  if (!row) return null;
  return {
    status: 200,
    mediaType: row.media_type,
    charset: row.charset,
    content: row.content,
    text: decoded(row.content, row.charset),
    validators: { url: row.read_from, etag: row.etag, lastModified: row.last_modified },
    readAt: row.read_at,
    freshFrom: row.fresh_from,
  };
}

async function putPage(db: Database, address: string, page: KnownPage): Promise<void> {
  if (address.length > longestAddress) return;
  await db.transaction().execute(async (tx) => {
    const row = {
      read_from: page.validators.url,
      etag: page.validators.etag,
      last_modified: page.validators.lastModified,
      charset: page.charset,
      evidence_hash: await keepEvidence(tx, { ...page, mediaType: page.mediaType || 'text/html' }, page.readAt),
      read_at: page.readAt,
      fresh_from: page.freshFrom,
    };
    await tx
      .insertInto('observed_page')
      .values({ address, ...row })
      .onConflict((conflict) => conflict.column('address').doUpdateSet(row))
      .execute();
  });
}
