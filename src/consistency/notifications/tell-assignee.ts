import { addressOfAccount } from '../../access/index.js';
import { findingsById } from '../finding.store.js';
import type { Assignment } from '../findings/assign-finding.js';
import { type WordsContext, wordsOf } from './finding-words.js';
import { type FindingMailContext, sendFindingMail } from './mail-message.js';

/** Mails a person the finding that they were given; not when somebody else has it by now. Run again, it sends no second mail. */
export async function tellAssignee(
  ctx: FindingMailContext & WordsContext,
  { deedId, findingId, account }: Assignment,
): Promise<void> {
  const [finding] = await findingsById(ctx.db, [findingId]);
  const to = await addressOfAccount(ctx.db, account);
  if (finding?.assignee !== account || to === undefined) return;
  const opened = await wordsOf(ctx, [findingId]);
  await sendFindingMail(ctx, {
    to,
    heading: `Yours to see to: finding ${findingId}, ${finding.severity}`,
    words: { opened, fixed: [] },
    idempotencyKey: `finding-assigned/${deedId}`,
  });
}
