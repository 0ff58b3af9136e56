import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { isAppError } from '../../platform/errors.js';
import type { Log } from '../../platform/log.js';
import { chunksOf } from '../chunks-of.js';
import { inParallel } from '../in-parallel.js';
import { sweepById } from '../sweep.store.js';
import { judgedAtOnce } from './chat-judge.js';
import type { Judge } from './judge.js';
import { opinionKey } from './opinion-key.js';
import { insertOpinion, opinionsAskedBy, opinionsOf, uncertainCells, type UncertainCell } from './opinion.store.js';

/** What asking the judge needs; null where there is none. */
export interface JudgeContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly judge: Judge | null;
}

const mostFailures = 3;

/**
 * Asks the judge, within its budget, about the cells of a sweep on which the checker is not sure and that it has not judged. After three calls in a row
 * without a reply it is left alone until the next sweep: the checker needs nobody.
 */
export async function askJudge({ judge, ...ctx }: JudgeContext, sweep: number): Promise<void> {
  if (judge === null) return;
  const atMost = judge.budget - (await opinionsAskedBy(ctx.db, sweep));
  if (atMost <= 0) return;
  const cells = await unjudgedCells(ctx.db, judge, { sweep, atMost });
  let failures = 0;
  for (const some of chunksOf(cells, judgedAtOnce)) {
    if (failures >= mostFailures || (await sweepById(ctx.db, sweep))?.state !== 'RUNNING') return;
    await inParallel(some, judgedAtOnce, async ({ key, ...pair }) => {
      const replied = await judge.judge(pair).then(
        (opinion) => ({ opinion }),
        (error: unknown) => noReply(ctx.log, error),
      );
      failures = replied === null ? failures + 1 : 0;
      if (replied !== null)
        await insertOpinion(ctx.db, { ...replied, key, judge: judge.name, sweep, at: ctx.clock.now() });
    });
  }
}

type KeyedCell = UncertainCell & { readonly key: string };

/** Each pair of texts once, however many cells have it; reads no further than to as many as are asked for. */
async function unjudgedCells(
  db: Database,
  judge: Judge,
  { sweep, atMost }: { readonly sweep: number; readonly atMost: number },
): Promise<readonly KeyedCell[]> {
  const left = new Map<string, KeyedCell>();
  for await (const cells of uncertainCells(db, sweep)) {
    const keyed = cells.map((cell) => ({ ...cell, key: opinionKey(judge, cell) }));
    const known = await opinionsOf(
      db,
      keyed.map(({ key }) => key),
    );
    for (const cell of keyed) if (!known.has(cell.key) && !left.has(cell.key)) left.set(cell.key, cell);
    if (left.size >= atMost) break;
  }
  return [...left.values()].slice(0, atMost);
}

function noReply(log: Log, error: unknown): null {
  if (!isAppError(error)) throw error;
  log.warn({ err: error }, 'the judge did not reply');
  return null;
}
