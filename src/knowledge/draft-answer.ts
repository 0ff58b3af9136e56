import { type Actor, allow } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { allowUnderTopic } from './allow-under-topic.js';
import type { AnswerText, Significance } from './answer.js';
import * as store from './answer.store.js';
import { noteContributor } from './contributor.store.js';
import { wordsHash } from './review/fact-check.js';
import { type Clauses, requireClauses, requireRelated } from './clauses.js';
import { type PersonPolicy, usualPolicy } from './person-policy.js';
import { type Draft, draftFrom, type EditConflict, editConflict } from './draft.js';

/** What an editor writes; what is left out stays as it is in the draft, or in the published version when the draft is new. */
export interface DraftInput extends Partial<AnswerText>, Partial<Clauses> {
  readonly key: string;
  readonly changeNote?: string;
  readonly significance?: Significance;
  readonly personPolicy?: PersonPolicy;
  readonly effectiveFrom?: Date | null;
  readonly effectiveTo?: Date | null;
  /** The edit the writer saw; 0 or absent = there was no draft. */
  readonly expectedEdit?: number;
}

export type DraftOutcome = { readonly outcome: 'saved'; readonly draft: Draft } | EditConflict;

type DraftContext = { readonly db: Database; readonly clock: Clock; readonly actor: Actor };

/** The longest texts, in UTF-16 code units. */
export const draftLimits = { question: 300, title: 120, body: 20_000, short: 600, changeNote: 500 } as const;

/** Saves the working copy; an approved or reviewed one goes back to DRAFT, because what was approved is no longer what it says. */
export async function draftAnswer(ctx: DraftContext, input: DraftInput): Promise<DraftOutcome> {
  return ctx.db.transaction().execute((tx) => saveDraft(ctx, tx, input));
}

/** The same inside a transaction that does more than this. */
export async function saveDraft(ctx: DraftContext, tx: DatabaseTransaction, input: DraftInput): Promise<DraftOutcome> {
  allow(ctx.actor, 'write drafts');
  const answer = await lockedAnswer(tx, input.key);
  await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
  const existing = await store.draftOf(tx, answer.id);
  const conflict = editConflict(input.key, input.expectedEdit ?? 0, existing);
  if (conflict) return conflict;
  const row = existing ? await rewrite(ctx, tx, existing, input) : await begin(ctx, tx, answer, input);
  requireDaysInOrder(row);
  await noteContributor(tx, input.key, ctx.actor.name, row.updated_at);
  await record(tx, {
    actor: ctx.actor,
    at: row.updated_at,
    action: 'draft.saved',
    subject: `answer/${input.key}`,
    details: {
      edit: row.edit,
      basedOn: row.based_on,
      significance: row.significance,
      effectiveFrom: row.effective_from,
      mustSay: row.must_say,
      personPolicy: row.person_policy,
      before: existing ? wordsHash(existing) : null,
      after: wordsHash(row),
    },
  });
  return { outcome: 'saved', draft: draftFrom(input.key, row) };
}

function requireDaysInOrder({ effective_from, effective_to }: Row<'draft'>): void {
  if (effective_to && effective_from && effective_to <= effective_from)
    throw new AppError('BAD_INPUT', 'effectiveTo must be later than effectiveFrom.');
}

/** The answer of that key, locked; throws NOT_FOUND. */
export async function lockedAnswer(tx: DatabaseTransaction, key: string): Promise<Row<'answer'>> {
  const answer = await store.lockAnswer(tx, key);
  if (!answer || answer.retired_at) throw new AppError('NOT_FOUND', `There is no answer named ${key}.`);
  return answer;
}

async function begin(
  ctx: DraftContext,
  tx: DatabaseTransaction,
  answer: Row<'answer'>,
  input: DraftInput,
): Promise<Row<'draft'>> {
  const published = await store.latestVersion(tx, answer.id);
  // What is redacted has no words to begin with: all of them must be given.
  const before = published?.redacted_at ? undefined : published;
  const row = await store.insertDraft(tx, {
    ...written(input, before ? { ...before, ...reworded } : { ...noWords, ...firstPublished }),
    ...clauses(input, published ?? answer),
    person_policy: input.personPolicy ?? published?.person_policy ?? usualPolicy,
    answer_id: answer.id,
    edit: 1,
    state: 'DRAFT',
    author: ctx.actor.name,
    reviewer: null,
    based_on: published?.number ?? null,
    effective_from: input.effectiveFrom ?? null,
    effective_to: input.effectiveTo ?? null,
    updated_at: ctx.clock.now(),
  });
  await store.insertTransition(tx, {
    answer_id: answer.id,
    from_state: null,
    to_state: 'DRAFT',
    actor: ctx.actor.name,
    note: row.change_note,
    at: ctx.clock.now(),
  });
  return row;
}

async function rewrite(
  ctx: DraftContext,
  tx: DatabaseTransaction,
  existing: Row<'draft'>,
  input: DraftInput,
): Promise<Row<'draft'>> {
  if (existing.state !== 'DRAFT') {
    await store.insertTransition(tx, {
      answer_id: existing.answer_id,
      from_state: existing.state,
      to_state: 'DRAFT',
      actor: ctx.actor.name,
      note: 'Edited again.',
      at: ctx.clock.now(),
    });
  }
  return store.updateDraft(tx, existing.answer_id, {
    ...written(input, existing),
    ...clauses(input, existing),
    person_policy: input.personPolicy ?? existing.person_policy,
    edit: existing.edit + 1,
    state: 'DRAFT',
    author: ctx.actor.name,
    reviewer: null,
    ...(input.effectiveFrom === undefined ? {} : { effective_from: input.effectiveFrom }),
    ...(input.effectiveTo === undefined ? {} : { effective_to: input.effectiveTo }),
    updated_at: ctx.clock.now(),
  });
}

function clauses(input: DraftInput, before: Pick<Row<'draft'>, 'must_say' | 'related'>) {
  return {
    must_say: input.mustSay ? requireClauses(input.mustSay) : before.must_say,
    related: input.related ? requireRelated(input.related) : before.related,
  };
}

type Written = Pick<Row<'draft'>, 'question' | 'title' | 'body' | 'short' | 'change_note' | 'significance'>;

const noWords = { question: '', title: '', body: '', short: '' } as const;
const firstPublished = { change_note: 'First published.', significance: 'MAJOR' } as const;
const reworded = { change_note: 'Reworded.', significance: 'MINOR' } as const;

function written(input: DraftInput, before: Written): Written {
  const text = (field: keyof AnswerText) =>
    requireText(field, input[field] ?? before[field], { max: draftLimits[field] });
  return {
    question: text('question'),
    title: text('title'),
    body: text('body'),
    short: text('short'),
    change_note: requireText('changeNote', input.changeNote ?? before.change_note, { max: draftLimits.changeNote }),
    significance: input.significance ?? before.significance,
  };
}
