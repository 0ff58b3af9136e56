import { type Actor, allow, type Audience } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { announce } from '../../platform/events.js';
import { requireText } from '../../platform/text.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import { noteContributor } from '../contributor.store.js';
import { openAnswer } from '../create-answer.js';
import type { Draft, EditConflict } from '../draft.js';
import { saveDraft } from '../draft-answer.js';
import { suggestionFrom } from './read-suggestions.js';
import type { Suggestion } from './suggestion.js';
import { decideSuggestion, lockSuggestion, type SuggestionRow, suggestionById } from './suggestion.store.js';

/** What the owner team makes of a suggestion. */
export type TriageInput = { readonly id: number } & (
  | {
      readonly accept: true;
      readonly note?: string;
      /** The edit of the draft that is there; 0 or absent = there is none. */
      readonly expectedEdit?: number;
      /** What a new answer is to be called, and who may see it. */
      readonly key?: string;
      readonly audience?: Audience;
    }
  | { readonly accept: false; readonly note: string }
);

export type TriageOutcome =
  | { readonly outcome: 'triaged'; readonly suggestion: Suggestion; readonly draft: Draft | null }
  | EditConflict;

type TriageContext = { readonly db: Database; readonly clock: Clock; readonly actor: Actor };

/**
 * Accepts a suggestion, which begins a draft by the one who accepts and leaves review and publication to come, or declines it with a reason. Once:
 * what is decided is told to the suggester.
 */
export async function triageSuggestion(ctx: TriageContext, input: TriageInput): Promise<TriageOutcome> {
  allow(ctx.actor, 'triage suggestions');
  const note = requireText('note', input.note ?? '', { min: input.accept ? 0 : 1, max: 1_000 });
  return ctx.db.transaction().execute(async (tx) => {
    await lockSuggestion(tx, input.id);
    const row = await suggestionById(tx, input.id);
    if (!row) throw new AppError('NOT_FOUND', `There is no suggestion ${input.id}.`);
    await allowUnderTopic(tx, ctx.actor, 'write', row.topic_id);
    if (row.state !== 'OPEN')
      throw new AppError('CONFLICT', `The suggestion ${input.id} was ${row.state.toLowerCase()} by ${row.decided_by}.`);
    const begun = input.accept ? await beginDraft(ctx, tx, row, input) : null;
    if (begun?.outcome === 'conflict') return begun;
    const draft = begun?.draft ?? null;
    if (draft) await noteContributor(tx, draft.answerKey, row.suggested_by, draft.updatedAt);
    await decideSuggestion(tx, row.id, {
      state: input.accept ? 'ACCEPTED' : 'DECLINED',
      by: ctx.actor.name,
      at: ctx.clock.now(),
      note,
      draftKey: draft?.answerKey ?? null,
    });
    return { outcome: 'triaged', suggestion: await told(ctx, tx, row.id), draft };
  });
}

async function beginDraft(
  ctx: TriageContext,
  tx: DatabaseTransaction,
  row: SuggestionRow,
  input: Extract<TriageInput, { accept: true }>,
): ReturnType<typeof saveDraft> {
  const key = row.answerKey ?? (await openNew(ctx, tx, row, input));
  const { question, title, body, short } = row.answerKey === null ? wholeText(row) : row;
  return saveDraft(ctx, tx, {
    key,
    ...(question === null ? {} : { question }),
    ...(title === null ? {} : { title }),
    ...(body === null ? {} : { body }),
    ...(short === null ? {} : { short }),
    changeNote: changeNote(row),
    significance: 'MAJOR',
    expectedEdit: input.expectedEdit ?? 0,
  });
}

async function openNew(
  ctx: TriageContext,
  tx: DatabaseTransaction,
  row: SuggestionRow,
  { key, audience = 'PUBLIC' }: Extract<TriageInput, { accept: true }>,
): Promise<string> {
  if (key === undefined) throw new AppError('BAD_INPUT', 'key must say what the new answer is to be called.');
  await openAnswer(ctx, tx, { key, topic: row.topicKey, audience, scope: {}, mustSay: [], related: [] });
  return key;
}

const longestTitle = 120;
const longestShort = 600;

/** What the suggester left out of a new answer is begun from what they gave; the editor goes on from there. */
function wholeText(row: SuggestionRow) {
  const question = row.question ?? '';
  const body = row.body ?? '';
  return {
    question,
    title: row.title ?? question.slice(0, longestTitle),
    body,
    short: row.short ?? body.split('\n\n')[0]?.slice(0, longestShort) ?? '',
  };
}

const longestNote = 500;

function changeNote({ reason, suggested_by, source_url }: SuggestionRow): string {
  const origin = ` (suggested by ${suggested_by}${source_url === null ? '' : `, ${source_url}`})`;
  const room = longestNote - origin.length;
  return room > 0 ? reason.slice(0, room) + origin : reason.slice(0, longestNote);
}

async function told(ctx: TriageContext, tx: DatabaseTransaction, id: number): Promise<Suggestion> {
  const row = await suggestionById(tx, id);
  if (!row) throw new Error('a suggestion was not found in the transaction that decided it');
  const at = ctx.clock.now();
  const subject = `suggestion/${id}`;
  const action = `suggestion.${row.state.toLowerCase()}`;
  await announce(tx, action, { subject, draft: row.draft_key }, at);
  await record(tx, { actor: ctx.actor, at, action, subject, details: { draft: row.draft_key } });
  return suggestionFrom(row);
}
