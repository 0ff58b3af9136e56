import { allow } from '../../access/index.js';
import { AppError } from '../../platform/errors.js';
import { releaseConflict, type ReleaseOutcome, requireReleaseState, type Verdict } from './release.js';
import { allowOnItems } from './release-rights.js';
import { endItems, itemsOf } from './release.store.js';
import { lockedRelease, type ReleaseContext, type ReleaseInput, takeStep, unapproved } from './write-release.js';

/** Sets the time at which an approved release is published. The time is a row in the database: a restart forgets nothing. */
export function scheduleRelease(
  ctx: ReleaseContext,
  input: ReleaseInput & { readonly at: Date },
): Promise<ReleaseOutcome> {
  allow(ctx.actor, 'publish answers');
  const now = ctx.clock.now();
  if (!(input.at > now)) throw new AppError('BAD_INPUT', `at must lie in the future; it is ${now.toISOString()} now.`);
  return ctx.db.transaction().execute(async (tx) => {
    const release = await lockedRelease(tx, input.key);
    const conflict = releaseConflict(input.expectedEdit, release);
    if (conflict) return conflict;
    requireReleaseState(release, ['APPROVED', 'SCHEDULED']);
    await allowOnItems(tx, ctx.actor, 'publish', await itemsOf(tx, release.id));
    const verdict = release.gate as Verdict | null;
    const scheduled = await takeStep(tx, ctx.actor, release, {
      action: 'release.scheduled',
      at: now,
      to: 'SCHEDULED',
      change: {
        effective_at: input.at,
        failure: null,
        // Another day is another state to be judged: the verdict stands for the gate's knowledge, not for that day.
        gate: verdict && JSON.stringify({ ...verdict, sequence: 0, edit: release.edit + 1 }),
      },
      details: { effectiveAt: input.at },
    });
    return { outcome: 'changed', release: scheduled };
  });
}

/** Takes an approval and a time back, so that the release is open again; ends one that is open. Its drafts and statements stay as they are. */
export function cancelRelease(ctx: ReleaseContext, input: ReleaseInput): Promise<ReleaseOutcome> {
  allow(ctx.actor, 'write drafts');
  return ctx.db.transaction().execute(async (tx) => {
    const release = await lockedRelease(tx, input.key);
    const conflict = releaseConflict(input.expectedEdit, release);
    if (conflict) return conflict;
    requireReleaseState(release, ['OPEN', 'APPROVED', 'SCHEDULED']);
    if (release.created_by !== ctx.actor.name)
      await allowOnItems(tx, ctx.actor, 'write', await itemsOf(tx, release.id));
    const ends = release.state === 'OPEN';
    if (ends) await endItems(tx, release.id);
    const changed = await takeStep(tx, ctx.actor, release, {
      action: ends ? 'release.cancelled' : 'release.reopened',
      at: ctx.clock.now(),
      to: ends ? 'CANCELLED' : 'OPEN',
      change: unapproved,
      people: { createdBy: release.created_by },
    });
    return { outcome: 'changed', release: changed };
  });
}
