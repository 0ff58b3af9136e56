import { type RawBuilder, sql } from 'kysely';
import type { Audience } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import type { KnownWord, Vocabulary } from '../query/vocabulary.js';
import { variantsOf } from '../words/edits.js';
import type { IndexState } from './index-state.js';

/** From this length on two letters may be wrong, and words are looked for by their trigrams too. */
const longWord = 8;
/** Of what begins like or holds something short there can be very many; the most frequent do. */
const mostWords = 300;

interface Asker {
  readonly locale: string;
  readonly audiences: readonly Audience[];
}

/** The index's dictionary as one asker may know it. */
export function postgresVocabulary(tx: Database, state: IndexState, asker: Asker): Vocabulary {
  const counts = state.documents[asker.locale] ?? {};
  return {
    documents: asker.audiences.reduce((sum, audience) => sum + (counts[audience] ?? 0), 0),
    holding: ({ stems, beginnings, parts }) =>
      wordsWhere(tx, asker, [
        sql`stem = any(${[...new Set(stems)]})`,
        ...beginnings.map((begun) => sql`word >= ${begun} and word < ${`${begun}\u{10FFFF}`}`),
        ...parts.map((part) => sql`word like ${`%${part}%`}`),
      ]),
    near: (words) =>
      wordsWhere(
        tx,
        asker,
        words.flatMap((word) => {
          const variants = sql`variants && ${[...variantsOf(word)]}`;
          return word.length < longWord ? [variants] : [variants, sql`word % ${word}`];
        }),
      ),
  };
}

/** The words that meet any of the conditions, in one statement; each condition is read through the index that is made for it. */
async function wordsWhere(
  tx: Database,
  { locale, audiences }: Asker,
  conditions: readonly RawBuilder<unknown>[],
): Promise<readonly KnownWord[]> {
  const some = conditions.map(
    (condition) => sql`(
      select word, audience, stem, documents from search_word
      where locale = ${locale} and audience = any(${[...audiences]}) and ${condition}
      order by documents desc, word limit ${mostWords})`,
  );
  const { rows } = await sql<KnownWord>`
    select word, min(stem) as stem, sum(documents)::int as documents
    from (${sql.join(some, sql` union `)}) as known
    group by word order by sum(documents) desc, word`.execute(tx);
  return rows;
}
