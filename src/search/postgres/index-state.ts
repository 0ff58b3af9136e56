import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { Audience } from '../../access/index.js';
import type { Generation, Synonym } from '../search-engine.js';

/** What the index says of itself. */
export interface IndexState {
  readonly generation: Generation;
  readonly synonyms: readonly Synonym[];
  /** How many documents there are, by locale and audience. */
  readonly documents: Readonly<Record<string, Readonly<Partial<Record<Audience, number>>>>>;
}

/** Trigrams that a misspelt long word must share with the one that was meant. */
const leastSimilarity = 0.15;

/** Reads the index's own row, as one audience knows it, and bounds every statement that follows in the transaction. */
export async function stateOfIndex(tx: Database, budgetMs: number, reader: Audience): Promise<IndexState> {
  const { rows } = await sql<{
    sequence: number | null;
    generation: string | null;
    synonyms: readonly Synonym[];
    documents: IndexState['documents'];
  }>`
    select
      set_config('statement_timeout', ${String(budgetMs)}, true),
      set_config('pg_trgm.similarity_threshold', ${String(leastSimilarity)}, true),
      set_config('jit', 'off', true),
      set_config('work_mem', '32MB', true),
      snapshot_sequence as sequence, seen->>${reader} as generation, synonyms, documents
    from (values (true)) as always (row) left join search_index on only_row`.execute(tx);
  const row = rows[0];
  if (row?.sequence == null) return { generation: { id: 'none', sequence: 0 }, synonyms: [], documents: {} };
  const { sequence, generation, synonyms, documents } = row;
  return { generation: { id: generation ?? 'none', sequence }, synonyms, documents };
}

/** How many documents there are for everyone together. */
export function documentsIn({ documents }: IndexState): number {
  return Object.values(documents)
    .flatMap((counts) => Object.values(counts))
    .reduce((sum, count) => sum + count, 0);
}
