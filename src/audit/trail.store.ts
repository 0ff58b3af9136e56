import { type AuditEntry, entryFrom } from '../platform/audit/index.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';

/** Which entries are wanted; null = all. */
export interface TrailFilter {
  /** Such as answer/lost-card; what lies below it, such as its translations, comes too. */
  readonly subject: string | null;
  readonly action: string | null;
  /** The reference of an account, or the name of a channel's key. */
  readonly actor: string | null;
  readonly since: Date | null;
  readonly until: Date | null;
}

/** An entry with the account behind its reference; null when it was erased or is no account. */
export type NamedEntry = AuditEntry & { readonly account: string | null };

/** One page of the trail, newest first. */
export async function pageOfTrail(
  db: Database,
  filter: TrailFilter,
  bounds: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly NamedEntry[]; readonly total: number }> {
  const { subject, action, actor, since, until } = filter;
  const matching = db
    .selectFrom('audit_entry')
    .leftJoin('audit_person', 'audit_person.reference', 'audit_entry.actor')
    .$if(subject !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('audit_entry.subject', '=', subject ?? ''),
          eb(eb.fn<boolean>('starts_with', ['audit_entry.subject', eb.val(`${subject}/`)]), '=', true),
        ]),
      ),
    )
    .$if(action !== null, (query) => query.where('audit_entry.action', '=', action ?? ''))
    .$if(actor !== null, (query) => query.where('audit_entry.actor', '=', actor ?? ''))
    .$if(since !== null, (query) => query.where('audit_entry.at', '>=', since ?? new Date(0)))
    .$if(until !== null, (query) => query.where('audit_entry.at', '<', until ?? new Date(0)));
  const rows = await matching
    .selectAll('audit_entry')
    .select('audit_person.key as account')
    .orderBy('audit_entry.sequence', 'desc')
    .limit(bounds.limit)
    .offset(bounds.offset)
    .execute();
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows: rows.map(({ account, ...row }) => ({ ...entryFrom(row), account })), total };
}

/** Empties the row that leads from a reference to the account; gives the reference, or null when there is none. */
export async function erasePerson(tx: DatabaseTransaction, key: string, at: Date): Promise<string | null> {
  const row = await tx
    .updateTable('audit_person')
    .set({ key: null, salt: null, erased_at: at })
    .where('key', '=', key)
    .returning('reference')
    .executeTakeFirst();
  return row?.reference ?? null;
}
