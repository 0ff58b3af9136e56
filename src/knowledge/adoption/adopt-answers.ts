import { type Actor, allow } from '../../access/index.js';
import { type Deed, recordAll } from '../../platform/audit/index.js';
import type { NewRow } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { announce } from '../../platform/events.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import type { AnswerText } from '../answer.js';
import { insertPhrasings } from '../answer.store.js';
import { insertNegatives } from '../negative.store.js';
import type { NewAnswer } from '../create-answer.js';
import type { PersonPolicy } from '../person-policy.js';
import { wordsHash } from '../review/fact-check.js';
import type { Switching } from '../switch-published.js';
import * as store from './adopt.store.js';
import type { StandingKnowledge } from './standing.js';

/** Words from elsewhere that become the draft of an answer; what is not new needs only its key. */
export interface AdoptedAnswer extends NewAnswer, AnswerText {
  readonly isNew: boolean;
  /** False where its words stay as they are and it only brings phrasings. */
  readonly isDrafted: boolean;
  /** Of which version they would be the next; null for an answer without one. */
  readonly basedOn: number | null;
  /** Phrasings that it does not have yet, and their language. */
  readonly phrasings: readonly string[];
  readonly negativePhrasings: readonly string[];
  readonly locale: string;
  readonly personPolicy: PersonPolicy;
}

/** How words from elsewhere are taken in. */
export interface Adoption {
  readonly rows: readonly AdoptedAnswer[];
  readonly standing: StandingKnowledge;
  readonly changeNote: string;
  /** Whether the drafts are handed to a second person at once. */
  readonly requestReview: boolean;
  readonly onProgress: (done: number) => void;
}

/** The answers that were told of, for whoever follows one: those that are published and can be asked in a new way. */
export interface Adopted {
  readonly told: readonly string[];
  readonly phrasings: number;
}

const yearly = 365;
const rowsAtOnce = 500;

/**
 * Makes drafts of many words at once, within a switch; nothing of them is published. Rights are asked for every topic. Throws CONFLICT when an
 * answer of such a key was opened meanwhile: then nothing has happened.
 */
export async function adoptAnswers(
  ctx: { readonly actor: Actor },
  switching: Switching,
  adoption: Adoption,
): Promise<Adopted> {
  allow(ctx.actor, 'write drafts');
  const { rows, standing } = adoption;
  for (const topic of new Set(rows.map((row) => row.topic)))
    await allowUnderTopic(switching.tx, ctx.actor, 'write', standing.topics.get(topic)?.id ?? 0);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce);
    await adoptSome(ctx.actor, switching, { ...adoption, rows: some });
    adoption.onProgress(from + some.length);
  }
  const asked = rows.filter((row) => row.phrasings.length + row.negativePhrasings.length > 0 && row.basedOn !== null);
  const told = [...new Set(asked.map(({ key }) => key))];
  // The first of them is told by the switch itself.
  for (const key of told.slice(1))
    await announce(
      switching.tx,
      'phrasing.added',
      { subject: `answer/${key}`, snapshotSequence: switching.sequence },
      switching.moment,
    );
  await recordAll(switching.tx, deedsOf(ctx.actor, switching, adoption));
  return { told, phrasings: rows.reduce((sum, row) => sum + row.phrasings.length, 0) };
}

async function adoptSome(actor: Actor, { tx, moment }: Switching, adoption: Adoption): Promise<void> {
  const { rows, standing } = adoption;
  const ids = new Map(rows.map(({ key }) => [key, standing.answers.get(key)?.id ?? 0]));
  const opened = rows.filter(({ isNew }) => isNew);
  if (opened.length > 0) {
    const inserted = await store.insertAnswers(tx, opened.map(answerRow(adoption, moment)));
    for (const { id, key } of inserted) ids.set(key, id);
    const taken = opened.find(({ key }) => !inserted.some((row) => row.key === key));
    if (taken)
      throw new AppError('CONFLICT', `An answer named ${taken.key} was opened meanwhile: plan the import anew.`);
  }
  const idOf = (key: string) => ids.get(key) ?? 0;
  const drafted = rows.filter(({ isDrafted }) => isDrafted);
  if (drafted.length > 0)
    await insertDrafts(
      tx,
      drafted.map((row) => draftRow(actor, { ...adoption, moment }, { ...row, id: idOf(row.key) })),
    );
  const dated = (texts: (row: AdoptedAnswer) => readonly string[]) =>
    rows.flatMap((row) =>
      texts(row).map((text) => ({
        answer_id: idOf(row.key),
        locale: row.locale,
        text,
        added_by: actor.name,
        added_at: moment,
      })),
    );
  await insertPhrasings(
    tx,
    dated(({ phrasings }) => phrasings),
  );
  await insertNegatives(
    tx,
    dated(({ negativePhrasings }) => negativePhrasings),
  );
}

async function insertDrafts(tx: Switching['tx'], rows: readonly NewRow<'draft'>[]): Promise<void> {
  const drafts = await store.insertDrafts(tx, rows);
  await store.insertTransitions(
    tx,
    rows.flatMap(({ answer_id, author: actor, change_note: note, state, updated_at: at }) => [
      { answer_id, actor, note, at, from_state: null, to_state: 'DRAFT' },
      ...(state === 'DRAFT' ? [] : [{ answer_id, actor, note, at, from_state: 'DRAFT', to_state: state }]),
    ]),
  );
  const authors = new Map(rows.map((row) => [row.answer_id, row]));
  await store.insertContributors(
    tx,
    drafts.flatMap(({ id, answer_id }) => {
      const row = authors.get(answer_id);
      return row ? [{ draft_id: id, person: row.author, first_at: row.updated_at, last_at: row.updated_at }] : [];
    }),
  );
}

function draftRow(
  actor: Actor,
  how: Pick<Adoption, 'changeNote' | 'requestReview'> & { readonly moment: Date },
  row: AdoptedAnswer & { readonly id: number },
): NewRow<'draft'> {
  return {
    answer_id: row.id,
    edit: how.requestReview ? 2 : 1,
    state: how.requestReview ? 'IN_REVIEW' : 'DRAFT',
    question: row.question,
    title: row.title,
    body: row.body,
    short: row.short,
    author: actor.name,
    reviewer: null,
    change_note: how.changeNote,
    significance: 'MAJOR',
    effective_from: null,
    effective_to: null,
    based_on: row.basedOn,
    must_say: [...row.mustSay],
    related: [...row.related],
    person_policy: row.personPolicy,
    updated_at: how.moment,
  };
}

const answerRow =
  ({ standing }: Adoption, moment: Date) =>
  (row: AdoptedAnswer) => ({
    key: row.key,
    topic_id: standing.topics.get(row.topic)?.id ?? 0,
    audience: row.audience,
    scope: JSON.stringify(row.scope),
    must_say: [...row.mustSay],
    related: [...row.related],
    owner_team_id: standing.topics.get(row.topic)?.ownerTeamId ?? 0,
    review_every_days: row.reviewEveryDays ?? yearly,
    recorded_at: moment,
  });

function deedsOf(actor: Actor, { moment: at }: Switching, { rows, requestReview }: Adoption): Deed[] {
  return rows.flatMap((row) => {
    const { key, topic, audience, scope, basedOn } = row;
    const subject = `answer/${key}`;
    const words = wordsHash(row);
    return [
      ...(row.isNew
        ? [{ actor, at, action: 'answer.created', subject, details: { topic, audience, scope } } satisfies Deed]
        : []),
      ...(!row.isDrafted
        ? []
        : [
            {
              actor,
              at,
              action: 'draft.saved',
              subject,
              details: { edit: 1, basedOn, significance: 'MAJOR', effectiveFrom: null, before: null, after: words },
            } satisfies Deed,
          ]),
      ...(requestReview && row.isDrafted
        ? [
            {
              actor,
              at,
              action: 'draft.in-review',
              subject,
              details: { edit: 2, from: 'DRAFT', to: 'IN_REVIEW', words },
            } satisfies Deed,
          ]
        : []),
    ];
  });
}
