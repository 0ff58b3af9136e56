import { type Actor, allow } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import type { KeptTemplate } from './template.js';
import { keptTemplates } from './template.store.js';

/** The e-mail templates, of one key when it is given, by key and language. */
export async function readTemplates(
  ctx: { readonly db: Database; readonly actor: Actor },
  key: string | null,
): Promise<readonly KeptTemplate[]> {
  allow(ctx.actor, 'read drafts');
  return keptTemplates(ctx.db, key);
}
