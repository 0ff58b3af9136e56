import * as store from './answer.store.js';
import type { DraftState } from './answer.js';
import type { Draft } from './draft.js';
import { type GateContext, rehearse } from './gate.js';
import { type Candidate, obstaclesInWords, obstaclesTo } from './obstacles.js';
import { publishVersion } from './publish-version.js';
import { surroundings } from './read-draft.js';
import { switched, unchanged } from './switch-published.js';

/**
 * What stands between a draft and its publication now, by the same rules that publishing asks. The gate is asked too once the draft is handed to a
 * second person and nothing is wrong with its own words: it looks at everything that is published, and a draft that is being written is read often.
 */
export async function obstaclesToDraft(
  ctx: GateContext & Pick<Candidate, 'markdownProblems'>,
  draft: Draft,
): Promise<readonly string[]> {
  const answer = await store.answerByKey(ctx.db, draft.answerKey);
  if (!answer) return [];
  const { markdownProblems } = ctx;
  const candidate = { ...(await surroundings(ctx.db, answer, draft, ctx.clock.now())), markdownProblems };
  const found = obstaclesTo(candidate);
  return askedOfTheGate.has(draft.state) && obstaclesInWords(candidate).length === 0
    ? [...found, ...(await gateAgainst(ctx, draft))]
    : found;
}

const askedOfTheGate: ReadonlySet<DraftState> = new Set(['IN_REVIEW', 'APPROVED', 'SCHEDULED']);

async function gateAgainst(ctx: GateContext, draft: Draft): Promise<readonly string[]> {
  if (ctx.gateRules.length === 0) return [];
  const rehearsed = await rehearse(ctx, async (switching) => {
    const answer = await store.lockAnswer(switching.tx, draft.answerKey);
    const row = answer && (await store.draftOf(switching.tx, answer.id));
    // Published or edited since it was read: what it said stands in nobody's way any more.
    if (!answer || !row || row.edit !== draft.edit) return unchanged(null);
    const by = { publisher: draft.reviewer ?? draft.author, sourceLocale: ctx.sourceLocale };
    const { effective_from } = await publishVersion(switching, answer, row, by);
    return switched(null, { effectiveAt: [effective_from] });
  });
  return rehearsed.rehearsed ? rehearsed.obstacles : [];
}
