import { allow } from '../../access/index.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { allowOnFact } from '../allow-under-topic.js';
import { checkImport, type ImportProblem, type ImportRow } from './check-import.js';
import type { FactType } from '../fact-content.js';
import { derivedAmong } from './formula.store.js';
import * as store from '../fact.store.js';
import type { FactContext } from './fact-statement.js';
import { proposeStatement } from './propose-statement.js';

/** What an import found: all rows are stated together, or none is. */
export interface ImportReport {
  /** The statement that holds all rows; null where there are problems, and for a dry run. */
  readonly statementId: number | null;
  readonly rows: number;
  readonly problems: readonly ImportProblem[];
}

const mostRows = 1_000;

/** States a list of dated values of one fact as one statement, which a second person publishes as a whole. A dry run only reports. */
export async function importFactValues(
  ctx: FactContext,
  input: { readonly key: string; readonly rows: readonly ImportRow[]; readonly dryRun: boolean },
): Promise<ImportReport> {
  allow(ctx.actor, 'state facts');
  const fact = await store.factByKey(ctx.db, input.key);
  if (!fact) throw new AppError('NOT_FOUND', `There is no fact named ${input.key}.`);
  await allowOnFact(ctx.db, ctx.actor, fact);
  if ((await derivedAmong(ctx.db, [fact.key])).length > 0)
    throw new AppError('CONFLICT', `${fact.key} is derived by a formula: it has no values of its own.`);
  const rows = input.rows.length;
  if (rows === 0 || rows > mostRows)
    throw new AppError('BAD_INPUT', `rows must hold 1 to ${mostRows} values, not ${rows}.`);
  const { values, problems } = checkImport(
    fact.type as FactType,
    input.rows,
    await store.standingValuesOf(ctx.db, fact.id),
  );
  if (problems.length > 0 || input.dryRun) return { statementId: null, rows, problems };
  const statement = {
    kind: 'VALUES',
    fact_id: fact.id,
    scope: JSON.stringify({}),
    content: JSON.stringify(values),
    valid_from: new Date(Math.min(...values.map(({ validFrom }) => validFrom.getTime()))),
    valid_to: null,
    source: requireText('source', `Import of ${rows} values: ${values[0]?.source ?? ''}`.slice(0, 500), { max: 500 }),
  } as const;
  return { statementId: await proposeStatement(ctx, fact.key, statement, { rows }), rows, problems: [] };
}
