import type { Row } from '../../platform/database/tables.js';
import { type GateContext, type Proposal, rehearse } from '../gate.js';
import { inputKeys } from '../facts/derive-facts.js';
import { formulasKnown } from '../facts/formula.store.js';
import { valuesOverTime } from '../facts/fact-timeline.js';
import type { CurrentFactValue, Preview, Snapshot } from '../snapshot.js';
import { latestSwitch } from '../snapshot.store.js';
import { type Switching, switched } from '../switch-published.js';
import { type Carried, carryOutRelease } from './carry-out-release.js';
import { type ItemRow, itemsOf } from './release.store.js';

/** What rehearsing a release needs to know of the world. */
export interface RehearsalContext extends GateContext {
  readonly markdownProblems: (text: string) => readonly string[];
}

/** What publishing a release would come to. */
export interface Rehearsal {
  /** The published state against which it was rehearsed. */
  readonly sequence: number;
  readonly obstacles: readonly string[];
  /** The published state without it and with it, on its day if it has one. */
  readonly proposal: Proposal;
  /** Those of the obstacles that keep an item from being shown. */
  readonly undone: readonly string[];
  /** The state that it would make, on its day if it has one. */
  readonly state: Snapshot;
  readonly carried: Carried;
}

/** What PostgreSQL says when somebody published meanwhile: a value or number that was free is taken, or two waited for each other. */
const overtaken: ReadonlySet<unknown> = new Set(['23P01', '23505', '40P01']);
const mostAttempts = 4;
const nobodyYet = 'system';

/** Publishes a release in a transaction that is taken back, and says what speaks against it and what would be read then. */
export async function rehearseRelease(
  ctx: RehearsalContext,
  release: Row<'release'>,
  approver: string = release.approved_by ?? nobodyYet,
): Promise<Rehearsal> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const rehearsal = await rehearseOnce(ctx, release, approver);
      const latest = (await latestSwitch(ctx.db))?.sequence ?? 0;
      if (rehearsal.sequence === latest || attempt === mostAttempts) return rehearsal;
    } catch (error) {
      if (attempt === mostAttempts || !overtaken.has((error as { code?: unknown }).code)) throw error;
    }
  }
}

async function rehearseOnce(ctx: RehearsalContext, release: Row<'release'>, approver: string): Promise<Rehearsal> {
  let carried: Carried | null = null;
  let items: readonly ItemRow[] = [];
  let values: ReadonlyMap<string, readonly CurrentFactValue[]> = new Map();
  const by = { publisher: nobodyYet, approver, approvedAt: release.approved_at };
  const judged = await rehearse(ctx, async (switching) => {
    items = await itemsOf(switching.tx, release.id);
    carried = await carryOutRelease({ ...ctx, ...by }, switching, items);
    values = await valuesTouched(switching, items);
    return switched(null, {
      effectiveAt: [...carried.effectiveAt, ...(release.effective_at ? [release.effective_at] : [])],
    });
  });
  const outcome = carried as Carried | null;
  const [first] = judged.rehearsed ? judged.proposals : [];
  if (!judged.rehearsed || !outcome || !first) throw new Error('a rehearsal came to nothing');
  const onItsDay = judged.proposals.find(({ after }) => after.validAt.getTime() === release.effective_at?.getTime());
  return {
    sequence: first.before.sequence,
    obstacles: [...new Set([...outcome.obstacles, ...judged.obstacles])],
    proposal: onItsDay ?? first,
    undone: outcome.undone,
    state: { ...(onItsDay ?? first).after, preview: { values, versions: versionsMade(outcome, items) } },
    carried: outcome,
  };
}

function versionsMade({ items: carried }: Carried, items: readonly ItemRow[]): Preview['versions'] {
  return new Map(
    items.flatMap(({ id, answerKey }) => {
      const version = carried.get(id)?.version;
      return version && answerKey !== null ? [[answerKey, version]] : [];
    }),
  );
}

/** The values over time of the facts in the release, and of all that is derived from them: they are in no table after it. */
async function valuesTouched(
  { tx, moment }: Switching,
  items: readonly ItemRow[],
): Promise<ReadonlyMap<string, readonly CurrentFactValue[]>> {
  const keys = new Set(items.flatMap(({ factKey }) => (factKey === null ? [] : [factKey])));
  if (keys.size === 0) return new Map();
  const formulas = await formulasKnown(tx, moment);
  // A set that grows while it is walked is walked to its end.
  for (const key of keys)
    for (const formula of formulas) if (inputKeys(formula).includes(key)) keys.add(formula.factKey);
  const found = new Map<string, readonly CurrentFactValue[]>();
  for (const key of keys) found.set(key, await valuesOverTime(tx, key, moment));
  return found;
}
