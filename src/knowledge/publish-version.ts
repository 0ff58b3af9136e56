import type { Row } from '../platform/database/tables.js';
import { textHash } from './answer.js';
import * as store from './answer.store.js';
import { contributorsTo } from './contributor.store.js';
import type { Switching } from './switch-published.js';
import { endWithdrawal } from './withdrawals/withdrawal.store.js';

/** Who publishes, and whether an answer that is withdrawn stays so; it does not unless told. */
export interface Publishing {
  readonly publisher: string;
  readonly sourceLocale: string;
  readonly keepWithdrawn?: boolean;
}

/** What becomes a version. */
export type Publishable = Pick<
  Row<'draft'>,
  | 'question'
  | 'title'
  | 'body'
  | 'short'
  | 'author'
  | 'reviewer'
  | 'change_note'
  | 'significance'
  | 'effective_from'
  | 'effective_to'
  | 'state'
  | 'must_say'
  | 'related'
  | 'person_policy'
> & { readonly contributors: string[] };

/** Makes a draft the next immutable version of its answer, within a switch; whether it may go live was asked before. */
export async function publishVersion(
  switching: Switching,
  answer: Row<'answer'>,
  draft: Row<'draft'>,
  by: Publishing,
): Promise<Row<'answer_version'>> {
  const { tx } = switching;
  const contributors = await contributorsTo(tx, answer.key);
  const version = await addVersion(switching, answer, { ...draft, contributors }, by);
  await store.deleteDraft(tx, answer.id);
  return version;
}

/** Gives an answer its next immutable version. A withdrawal ends with it: at once, or on the day on which it takes effect. */
export async function addVersion(
  { tx, moment }: Switching,
  answer: Row<'answer'>,
  words: Publishable,
  by: Publishing,
): Promise<Row<'answer_version'>> {
  const { state, effective_from, ...rest } = words;
  const { question, title, body, short, author, reviewer, change_note, significance, effective_to, contributors } =
    rest;
  const number = ((await store.latestVersion(tx, answer.id))?.number ?? 0) + 1;
  const effectiveFrom = effective_from && effective_from > moment ? effective_from : moment;
  const version = await store.insertVersion(tx, {
    answer_id: answer.id,
    number,
    hash: textHash(by.sourceLocale, words),
    question,
    title,
    body,
    short,
    author,
    reviewer,
    change_note,
    significance,
    effective_from: effectiveFrom,
    effective_to,
    recorded_at: moment,
    contributors,
    must_say: words.must_say,
    related: words.related,
    person_policy: words.person_policy,
  });
  await store.insertTransition(tx, {
    answer_id: answer.id,
    from_state: state,
    to_state: 'PUBLISHED',
    actor: by.publisher,
    note: change_note,
    at: moment,
  });
  if (!by.keepWithdrawn) await endWithdrawal(tx, answer.id, { by: by.publisher, at: moment, givenFrom: effectiveFrom });
  return version;
}
