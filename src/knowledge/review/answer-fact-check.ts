import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { record } from '../../platform/audit/index.js';
import { announce } from '../../platform/events.js';
import { requireText } from '../../platform/text.js';
import { lockedAnswer } from '../draft-answer.js';
import type { FactCheckVerdict } from './fact-check.js';
import { type OpenedFactCheck, openFactCheck } from './open-fact-check.js';
import { decideFactCheck } from './review.store.js';

/** An expert's reply; a doubt needs its reason. */
export interface FactCheckReply {
  readonly verdict: FactCheckVerdict;
  readonly note: string;
}

const longestNote = 2_000;

/**
 * Writes an expert's verdict, once. The answer is locked first, so that a verdict and a change of the draft cannot pass each other: what the
 * expert judged is what the draft says, or the reply is refused as `changed`.
 */
export async function answerFactCheck(
  ctx: { readonly db: Database; readonly clock: Clock; readonly factCheckKey: Uint8Array },
  token: string,
  reply: FactCheckReply,
): Promise<OpenedFactCheck> {
  const note = requireText('note', reply.note, { min: reply.verdict === 'DOUBTED' ? 1 : 0, max: longestNote });
  return ctx.db.transaction().execute(async (tx) => {
    const inside = { ...ctx, db: tx };
    const seen = await openFactCheck(inside, token);
    if (seen.outcome !== 'open') return seen;
    await lockedAnswer(tx, seen.asked.answerKey);
    const opened = await openFactCheck(inside, token);
    if (opened.outcome !== 'open') return opened;
    const at = ctx.clock.now();
    const decided = await decideFactCheck(tx, opened.id, { verdict: reply.verdict, note, at });
    if (!decided) throw new AppError('CONFLICT', 'This request has been replied to.');
    const subject = `answer/${opened.asked.answerKey}`;
    await announce(tx, 'fact-check.answered', { subject, factCheck: opened.id }, at);
    await record(tx, {
      actor: { role: 'EXPERT', name: `fact-check/${opened.id}` },
      at,
      action: 'fact-check.answered',
      subject,
      details: { factCheck: opened.id, verdict: reply.verdict, words: decided.words_hash },
    });
    return { outcome: 'answered', verdict: reply.verdict };
  });
}
