import { allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import type { VerdictLabel } from '../comparison.js';
import type { AuditedPair } from './audit-sample.js';
import { lockPair, writeLabel } from './audit-sample.store.js';
import type { AuditContext } from './draw-audit-sample.js';

const longestNote = 2_000;

/** Says what a person holds of a drawn pair. A label may be given anew; the audit trail keeps the one before. Throws NOT_FOUND. */
export async function labelAuditSample(
  { db, clock, actor }: AuditContext,
  input: { readonly id: number; readonly label: VerdictLabel; readonly note: string },
): Promise<AuditedPair> {
  allow(actor, 'label samples');
  const { id, label } = input;
  const note = requireText('note', input.note, { max: longestNote, min: 0 });
  return db.transaction().execute(async (tx) => {
    const before = await lockPair(tx, id);
    if (!before) throw new AppError('NOT_FOUND', `There is no drawn pair ${id}.`);
    const at = clock.now();
    const pair = await writeLabel(tx, id, { label, note, by: actor.name, at });
    const details = { id, from: before.label, to: label };
    await record(tx, { actor, at, action: 'audit-sample.labelled', subject: `audit-sample/${pair.month}`, details });
    return pair;
  });
}
