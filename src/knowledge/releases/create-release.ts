import { allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { type Release, releaseFrom } from './release.js';
import * as store from './release.store.js';
import type { ReleaseContext } from './write-release.js';

const keyForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Opens a release with nothing in it. */
export async function createRelease(
  ctx: ReleaseContext,
  input: { readonly key: string; readonly name: string },
): Promise<Release> {
  allow(ctx.actor, 'write drafts');
  if (!keyForm.test(input.key) || input.key.length > 100)
    throw new AppError('BAD_INPUT', 'key must be lower-case words joined by hyphens, at most 100 characters.');
  const name = requireText('name', input.name, { max: 200 });
  return ctx.db.transaction().execute(async (tx) => {
    if (await store.releaseByKey(tx, input.key))
      throw new AppError('CONFLICT', `There is a release named ${input.key} already.`);
    const at = ctx.clock.now();
    const row = await store.insertRelease(tx, {
      key: input.key,
      name,
      state: 'OPEN',
      edit: 1,
      created_by: ctx.actor.name,
      created_at: at,
    });
    await store.insertReleaseTransition(tx, {
      release_id: row.id,
      from_state: null,
      to_state: 'OPEN',
      actor: ctx.actor.name,
      note: '',
      at,
    });
    await record(tx, { actor: ctx.actor, at, action: 'release.created', subject: `release/${input.key}` });
    return releaseFrom(row);
  });
}
