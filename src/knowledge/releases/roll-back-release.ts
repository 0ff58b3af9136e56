import { allow } from '../../access/index.js';
import { blockedBy, switchThroughGate } from '../gate.js';
import { switched, unchanged } from '../switch-published.js';
import type { PublishReleaseOutcome } from './publish-release.js';
import { putBackAnswers } from './put-back-answers.js';
import { putBackFacts } from './put-back-facts.js';
import { putBackPhrasings, putBackTranslations } from './put-back-words.js';
import { putBackQuestions } from './put-back-questions.js';
import { putBackThresholds } from './put-back-thresholds.js';
import { releaseConflict, requireReleaseState } from './release.js';
import { allowOnItems } from './release-rights.js';
import { itemsOf } from './release.store.js';
import type { RehearsalContext } from './rehearse-release.js';
import type { RollingBack } from './rolling-back.js';
import { lockedRelease, moveRelease, type ReleaseContext, type ReleaseInput } from './write-release.js';

const putBackInTurn = [
  putBackFacts,
  putBackTranslations,
  putBackAnswers,
  putBackPhrasings,
  putBackThresholds,
  putBackQuestions,
];

/**
 * Takes a published release back as a set, in one switch: what was read before it is read again, under new numbers, and as of the time between
 * the release is still there. What was changed since in the same places is named, and then nothing is taken back.
 */
export async function rollbackRelease(
  ctx: ReleaseContext & RehearsalContext,
  input: ReleaseInput,
): Promise<PublishReleaseOutcome> {
  allow(ctx.actor, 'publish answers');
  return switchThroughGate<PublishReleaseOutcome>(ctx, 'release.rolled-back', input.key, async (switching) => {
    const { tx, moment, sequence } = switching;
    const release = await lockedRelease(tx, input.key);
    const conflict = releaseConflict(input.expectedEdit, release);
    if (conflict) return unchanged(conflict);
    requireReleaseState(release, ['PUBLISHED']);
    const items = await itemsOf(tx, release.id);
    await allowOnItems(tx, ctx.actor, 'publish', items);
    const rolling: RollingBack = {
      ...switching,
      by: ctx.actor.name,
      release,
      items,
      liveSince: release.published_at ?? moment,
    };
    const found: string[] = [];
    for (const putBack of putBackInTurn) found.push(...(await putBack(rolling)));
    if (found.length > 0) blockedBy(found);
    const change = { rolled_back_by: ctx.actor.name, rolled_back_at: moment };
    const { edit } = await moveRelease(tx, ctx.actor.name, release, { to: 'ROLLED_BACK', at: moment, change });
    return switched(
      { outcome: 'switched', key: release.key, snapshotSequence: sequence },
      {
        details: { edit, published: release.snapshot_sequence, items: items.length },
        people: { publishedBy: release.published_by },
      },
    );
  });
}
