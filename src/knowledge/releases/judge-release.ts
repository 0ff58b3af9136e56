import type { Row } from '../../platform/database/tables.js';
import type { GateRule } from '../gate.js';
import { latestSwitch } from '../snapshot.store.js';
import type { Verdict } from './release.js';
import { type Rehearsal, type RehearsalContext, rehearseRelease } from './rehearse-release.js';

/** What judging releases needs beside the gate: rules that are for releases only, because they take long. They are asked outside of every transaction. */
export interface ReleaseJudgeContext extends RehearsalContext {
  readonly releaseRules?: readonly GateRule[];
}

const judged = new WeakMap<Rehearsal, Promise<readonly string[]>>();

/** All that stands in the way of a release that was rehearsed: what the gate says, and what the rules for releases say. */
export function obstaclesOf(ctx: ReleaseJudgeContext, rehearsal: Rehearsal): Promise<readonly string[]> {
  const known = judged.get(rehearsal) ?? ask(ctx, rehearsal);
  judged.set(rehearsal, known);
  known.catch(() => judged.delete(rehearsal));
  return known;
}

async function ask({ releaseRules = [] }: ReleaseJudgeContext, rehearsal: Rehearsal): Promise<readonly string[]> {
  const found = new Set(rehearsal.obstacles);
  for (const rule of releaseRules) for (const obstacle of await rule(rehearsal.proposal)) found.add(obstacle);
  return [...found];
}

/**
 * What the rules for releases say before one is published: nothing new where it was judged, without objection, against what is published now.
 * They are asked before the switch, which must not wait for them.
 */
export async function obstaclesBeforeSwitch(
  ctx: ReleaseJudgeContext,
  release: Row<'release'>,
): Promise<readonly string[]> {
  if (!ctx.releaseRules?.length) return [];
  const verdict = release.gate as Verdict | null;
  const latest = (await latestSwitch(ctx.db))?.sequence ?? 0;
  if (verdict?.edit === release.edit && verdict.sequence === latest && verdict.obstacles.length === 0) return [];
  return obstaclesOf(ctx, await rehearseRelease(ctx, release));
}
