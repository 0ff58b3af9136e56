import { allow } from '../../access/index.js';
import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import type { AnswerText } from '../answer.js';
import type { PersonPolicy } from '../person-policy.js';
import * as answers from '../answer.store.js';
import { draftLimits, lockedAnswer } from '../draft-answer.js';
import { type Blocked, switchThroughGate } from '../gate.js';
import type { PublishContext } from '../publish-answer.js';
import { addVersion } from '../publish-version.js';
import { switched, unchanged } from '../switch-published.js';
import { type Correction, obstaclesToCorrection } from './correction.js';
import { type Emergency, emergencyFrom } from './emergency.js';
import { sendDraftBack } from './send-draft-back.js';
import { agreedProposal, carriedOut, propose } from './two-people.js';
import type { CarriedOut } from './withdraw-answer.js';

/** What a correction says; what is left out stays as it is in the version that is corrected. */
export interface CorrectionInput extends Partial<AnswerText> {
  readonly key: string;
  /** The number of the version that the writer saw in force. */
  readonly expectedVersion: number;
  readonly changeNote: string;
  readonly reason: string;
}

/** Another version is in force than the one that was to be corrected. */
export interface VersionConflict {
  readonly outcome: 'version-conflict';
  readonly expected: number;
  readonly theirs: Row<'answer_version'>;
}

export type ProposalOutcome =
  | { readonly outcome: 'proposed'; readonly emergency: Emergency }
  | Blocked
  | VersionConflict;
export type CorrectionOutcome = ({ readonly outcome: 'carried-out' } & CarriedOut) | Blocked | VersionConflict;

/** Proposes words that take the place of a version at once; nothing changes until a second person agrees. */
export async function proposeCorrection(ctx: PublishContext, input: CorrectionInput): Promise<ProposalOutcome> {
  allow(ctx.actor, 'write drafts');
  return ctx.db.transaction().execute(async (tx): Promise<ProposalOutcome> => {
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    const now = ctx.clock.now();
    const version = await versionToCorrect(tx, answer, now);
    if (version.number !== input.expectedVersion) return conflict(input.expectedVersion, version);
    const { must_say: mustSay, related, person_policy } = version;
    const correction = {
      ...wordsOf(input, version),
      mustSay,
      related,
      personPolicy: person_policy as PersonPolicy,
      author: ctx.actor.name,
      reviewer: null,
      at: now,
    };
    const obstacles = await obstaclesToCorrection(ctx, tx, answer, correction);
    if (obstacles.length > 0) return { outcome: 'blocked', obstacles };
    const { question, title, body, short, changeNote } = correction;
    const emergency = await propose(
      ctx,
      tx,
      { kind: 'CORRECTION', answer },
      { version: version.number, reason: input.reason, question, title, body, short, change_note: changeNote },
    );
    return { outcome: 'proposed', emergency };
  });
}

/**
 * The second person agrees to the very proposal that was read: it is a version at once, without comments, fact checks and the steps of the review,
 * but by all other rules and through the gate. It is in force until another is published, also where a lower version waits for its day.
 */
export async function confirmCorrection(
  ctx: PublishContext,
  { key, id }: { readonly key: string; readonly id: number },
): Promise<CorrectionOutcome> {
  allow(ctx.actor, 'publish answers');
  return switchThroughGate<CorrectionOutcome>(ctx, 'answer.published', key, async (switching) => {
    const { tx, moment, sequence } = switching;
    const answer = await lockedAnswer(tx, key);
    await allowUnderTopic(tx, ctx.actor, 'publish', answer.topic_id);
    const proposal = await agreedProposal(ctx, tx, { kind: 'CORRECTION', answer, id });
    const inForce = await versionToCorrect(tx, answer, moment);
    if (inForce.number !== proposal.version) return unchanged(conflict(proposal.version, inForce));
    const { must_say: mustSay, related, person_policy } = inForce;
    const correction = {
      ...wordsIn(proposal),
      mustSay,
      related,
      personPolicy: person_policy as PersonPolicy,
      author: proposal.proposed_by,
      reviewer: ctx.actor.name,
      at: moment,
    };
    const obstacles = await obstaclesToCorrection(ctx, tx, answer, correction);
    if (obstacles.length > 0) return unchanged({ outcome: 'blocked', obstacles });
    const version = await addVersion(switching, answer, publishable(correction), {
      publisher: ctx.actor.name,
      sourceLocale: ctx.sourceLocale,
    });
    await sendDraftBack(ctx, tx, answer, version.number);
    const done = { key, by: ctx.actor.name, at: moment, madeVersion: version.number };
    const emergency = await carriedOut(tx, proposal, done);
    return switched(
      { outcome: 'carried-out', emergency, snapshotSequence: sequence },
      {
        details: { emergency: proposal.id, version: version.number, hash: version.hash },
        people: { author: proposal.proposed_by, reviewer: ctx.actor.name },
      },
    );
  });
}

/** The version in force, withdrawn or not; the newest where none is, such as between two. */
async function versionToCorrect(
  tx: DatabaseTransaction,
  answer: Row<'answer'>,
  at: Date,
): Promise<Row<'answer_version'>> {
  const version = (await answers.versionInForce(tx, answer.id, at)) ?? (await answers.latestVersion(tx, answer.id));
  if (!version) throw new AppError('BAD_INPUT', `${answer.key} was never published: there is nothing to correct.`);
  return version;
}

function wordsOf(input: CorrectionInput, version: Row<'answer_version'>): AnswerText & { readonly changeNote: string } {
  const text = (field: keyof AnswerText) =>
    requireText(field, input[field] ?? (version.redacted_at ? '' : version[field]), { max: draftLimits[field] });
  return {
    question: text('question'),
    title: text('title'),
    body: text('body'),
    short: text('short'),
    changeNote: requireText('changeNote', input.changeNote, { max: draftLimits.changeNote }),
  };
}

function wordsIn(proposal: Row<'emergency'>): AnswerText & { readonly changeNote: string } {
  const { text, changeNote } = emergencyFrom('', proposal);
  if (!text || changeNote === null) throw new Error(`the correction ${proposal.id} has no words`);
  return { ...text, changeNote };
}

/** A correction changes the meaning: what was said before was wrong. */
function publishable(correction: Correction) {
  const { question, title, body, short, changeNote, author, reviewer, mustSay, related, personPolicy } = correction;
  return {
    must_say: [...mustSay],
    related: [...related],
    person_policy: personPolicy,
    question,
    title,
    body,
    short,
    author,
    reviewer,
    change_note: changeNote,
    significance: 'MAJOR',
    effective_from: null,
    effective_to: null,
    state: 'APPROVED',
    contributors: [author],
  };
}

function conflict(expected: number, theirs: Row<'answer_version'>): VersionConflict {
  return { outcome: 'version-conflict', expected, theirs };
}
