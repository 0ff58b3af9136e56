import * as store from './answer.store.js';
import { AppError } from '../platform/errors.js';
import { type GateContext, rehearse } from './gate.js';
import { publishVersion } from './publish-version.js';
import type { Snapshot } from './snapshot.js';
import { switched } from './switch-published.js';

/**
 * The state that publishing an answer's draft would make, on its day if it has one; who may ask is for the caller to decide. It is made in a
 * transaction that is taken back, whatever stands in the draft's way; nothing of it may be vouched for.
 */
export async function previewDraft(ctx: GateContext, key: string): Promise<Snapshot> {
  const rehearsed = await rehearse({ ...ctx, gateRules: [] }, async (switching) => {
    const answer = await store.lockAnswer(switching.tx, key);
    const draft = answer && (await store.draftOf(switching.tx, answer.id));
    if (!answer || !draft) throw new AppError('NOT_FOUND', `There is no draft of ${key}.`);
    const by = { publisher: draft.reviewer ?? draft.author, sourceLocale: ctx.sourceLocale };
    const { effective_from } = await publishVersion(switching, answer, draft, by);
    return switched(null, { effectiveAt: [effective_from] });
  });
  const last = rehearsed.rehearsed ? rehearsed.proposals.at(-1) : undefined;
  if (!last) throw new Error('a rehearsal came to nothing');
  return { ...last.after, preview: { values: new Map(), versions: new Map() } };
}
