import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { type AnswerText, textHash } from '../answer.js';
import { answerByKey } from '../answer.store.js';
import type { Draft } from '../draft.js';
import type { Snapshot } from '../snapshot.js';
import { dismissalsOf } from './duplicate.store.js';
import { mostAlike, type SimilarAnswer, similarTo } from './similar-answers.js';

/**
 * What a draft seems to repeat, without what somebody who read both has dismissed, for as long as neither says another word.
 *
 * 2026-11-23: likeness is shown and holds nothing up, neither the review nor its approval. Two texts may be alike for good reasons (a virtual card and
 * a disposable one), and only a person can tell; the one who approves sees what is left of the list. The very same question for the same people is
 * another matter: then customers would have to choose, and the gate refuses it.
 */
export async function duplicatesOfDraft(
  ctx: { readonly db: Database; readonly snapshot: Snapshot },
  draft: Draft,
): Promise<readonly SimilarAnswer[]> {
  const answer = await answerByKey(ctx.db, draft.answerKey);
  if (!answer) return [];
  const found = await similarTo(ctx, writtenIn(ctx.snapshot, draft, answer));
  const dismissed = found.length > 0 ? await dismissedHashes(ctx, draft, answer.id) : new Set<string>();
  return mostAlike(found.filter(({ hash }) => !dismissed.has(hash)));
}

/** A draft's words as they are held against those of others. */
export function writtenIn(
  { sourceLocale }: Snapshot,
  text: AnswerText,
  { key, scope }: Pick<Row<'answer'>, 'key' | 'scope'>,
) {
  const { question, title, body } = text;
  return { question, title, body, locale: sourceLocale, scope, except: key };
}

/** The hashes of the words that were said to be no duplicate of the draft's words as they are. */
async function dismissedHashes(
  { db, snapshot }: { readonly db: Database; readonly snapshot: Snapshot },
  draft: Draft,
  answerId: number,
): Promise<ReadonlySet<string>> {
  const own = textHash(snapshot.sourceLocale, draft);
  const hashes = (await dismissalsOf(db, answerId)).flatMap((row) => {
    const [ours, theirs] =
      row.answer_id === answerId ? [row.answer_hash, row.other_hash] : [row.other_hash, row.answer_hash];
    return ours === own ? [theirs] : [];
  });
  return new Set(hashes);
}
