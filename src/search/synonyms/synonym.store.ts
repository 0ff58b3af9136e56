import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import type { Synonym } from '../search-engine.js';
import type { SynonymRecord, SynonymState, SynonymWords } from './synonym.js';

/** The synonyms that held for what was recorded by an instant, in a fixed order. */
export async function synonymsAt(db: Database, knownAt: Date): Promise<readonly Synonym[]> {
  const rows = await db
    .selectFrom('search_synonym')
    .select(['locale', 'from_words as from', 'to_words as to', 'two_way as twoWay'])
    .where('approved_at', '<=', knownAt)
    .where((eb) => eb.or([eb('removed_at', 'is', null), eb('removed_at', '>', knownAt)]))
    .orderBy('id')
    .execute();
  return rows;
}

/** Synonyms for editors, the newest first, and how many there are. */
export async function listSynonyms(
  db: Database,
  wanted: {
    readonly state: SynonymState | null;
    readonly locale: string | null;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ readonly synonyms: readonly SynonymRecord[]; readonly total: number }> {
  const { state, locale, limit, offset } = wanted;
  const matching = db
    .selectFrom('search_synonym')
    .$if(state !== null, (query) => query.where('state', '=', state as SynonymState))
    .$if(locale !== null, (query) => query.where('locale', '=', locale));
  const rows = await matching
    .selectAll()
    .orderBy('sessions', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { synonyms: rows.map(recordOf), total };
}

/** One synonym, locked until the transaction ends; null when there is none. */
export async function lockSynonym(tx: Database, id: number): Promise<SynonymRecord | null> {
  const row = await tx.selectFrom('search_synonym').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row ? recordOf(row) : null;
}

/** Adds a proposal; null when the same words are proposed, approved or declined already. */
export async function insertProposal(
  db: Database,
  words: SynonymWords,
  by: { readonly name: string; readonly at: Date; readonly sessions: number },
): Promise<SynonymRecord | null> {
  const row = await db
    .insertInto('search_synonym')
    .values({
      locale: words.locale,
      from_words: words.from,
      to_words: words.to,
      two_way: words.twoWay,
      state: 'PROPOSED',
      sessions: by.sessions,
      proposed_by: by.name,
      proposed_at: by.at,
    })
    .onConflict((on) => on.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ? recordOf(row) : null;
}

/** Writes a decision. */
export async function decide(
  tx: Database,
  id: number,
  decision: { readonly state: SynonymState; readonly by: string; readonly at: Date },
): Promise<SynonymRecord> {
  const { state, by, at } = decision;
  const row = await tx
    .updateTable('search_synonym')
    .set({
      state,
      decided_by: by,
      decided_at: at,
      ...(state === 'APPROVED' ? { approved_at: at } : {}),
      ...(state === 'REMOVED' ? { removed_at: at } : {}),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return recordOf(row);
}

/** A search that led nowhere and the one that followed it and led to a click, with the sessions in which that happened. */
export interface Reformulation {
  readonly locale: string;
  readonly before: string;
  readonly after: string;
  readonly sessions: readonly string[];
}

/** So many seconds after a search that led nowhere, the next one counts as another try at the same. */
const withinSeconds = 120;
const mostReformulations = 5_000;

/** The reformulations since an instant. */
export async function reformulations(db: Database, since: Date): Promise<readonly Reformulation[]> {
  const { rows } = await sql<Reformulation>`
    with asked as (
      select session, locale, lower(query) as query, min(id) as first, min(at) as began, max(at) as ended, bool_or(clicked_answer is not null) as clicked
      from search_event where at >= ${since} group by session, locale, lower(query)
    ),
    followed as (
      select *, lead(query) over next as after, lead(clicked) over next as after_clicked, lead(began) over next as after_began
      from asked window next as (partition by session, locale order by began, first)
    )
    select locale, query as before, after, array_agg(session order by session) as sessions
    from followed
    where not clicked and after_clicked and after_began <= ended + make_interval(secs => ${withinSeconds})
    group by locale, query, after order by count(*) desc, query, after limit ${mostReformulations}`.execute(db);
  return rows;
}

function recordOf(row: Row<'search_synonym'>): SynonymRecord {
  return {
    id: row.id,
    locale: row.locale,
    from: row.from_words,
    to: row.to_words,
    twoWay: row.two_way,
    state: row.state,
    sessions: row.sessions,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}
