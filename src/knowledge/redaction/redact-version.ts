import { allow } from '../../access/index.js';
import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { allowByAuthority } from '../allow-under-topic.js';
import * as answers from '../answer.store.js';
import { switched, switchPublished } from '../switch-published.js';
import type { Emergency } from '../withdrawals/emergency.js';
import { agreedProposal, carriedOut, type EmergencyContext, propose } from '../withdrawals/two-people.js';
import type { CarriedOut } from '../withdrawals/withdraw-answer.js';
import { standingWithdrawal } from '../withdrawals/withdrawal.store.js';
import * as store from './redaction.store.js';

/** Which version must lose its words, and by what law. */
export interface RedactionInput {
  readonly key: string;
  readonly version: number;
  readonly reason: string;
  readonly legalBasis: string;
}

/** A redaction that was carried out. */
export interface Redacted extends CarriedOut {
  /** The hash of the words that are gone. */
  readonly hash: string;
  /** The locales whose translations lost their words with it. */
  readonly locales: readonly string[];
  /** Other versions that still say the same to the letter, such as one that restored it. */
  readonly alsoSaidBy: readonly { readonly key: string; readonly number: number }[];
}

/** Proposes that the words of a version be taken out of the database for good; nothing changes until a second person agrees. */
export async function proposeRedaction(ctx: EmergencyContext, input: RedactionInput): Promise<Emergency> {
  allow(ctx.actor, 'redact versions');
  const legalBasis = requireText('legalBasis', input.legalBasis, { max: 300 });
  return ctx.db.transaction().execute(async (tx) => {
    const { answer, version } = await versionToRedact(ctx, tx, input, ctx.clock.now());
    return propose(
      ctx,
      tx,
      { kind: 'REDACTION', answer },
      { version: version.number, reason: input.reason, legal_basis: legalBasis },
    );
  });
}

/**
 * The second person agrees to the very proposal that was read: the words of the version and of its translations are gone, and a tombstone says who, when, why and by what law. Its
 * number, dates, people and hash stay, so that receipts and the audit trail can still be verified. Drafts, mails, conversations and what the checker
 * observed are not touched.
 */
export async function confirmRedaction(
  ctx: EmergencyContext,
  input: { readonly key: string; readonly version: number; readonly id: number },
): Promise<Redacted> {
  allow(ctx.actor, 'redact versions');
  const { key } = input;
  return switchPublished(ctx, 'version.redacted', key, async ({ tx, moment, sequence }) => {
    const { answer, version } = await versionToRedact(ctx, tx, input, moment);
    const proposal = await agreedProposal(ctx, tx, { kind: 'REDACTION', answer, id: input.id });
    if (proposal.version !== version.number)
      throw new AppError('CONFLICT', `It is version ${proposal.version} of ${key} whose redaction is proposed.`);
    await store.insertRedaction(tx, {
      version_id: version.id,
      reason: proposal.reason,
      legal_basis: proposal.legal_basis ?? '',
      proposed_by: proposal.proposed_by,
      confirmed_by: ctx.actor.name,
      at: moment,
    });
    const locales = await store.takeWordsOut(tx, { ...version, answerKey: key }, moment);
    const emergency = await carriedOut(tx, proposal, { key, by: ctx.actor.name, at: moment });
    const alsoSaidBy = await store.versionsSaying(tx, version.hash);
    return switched(
      { emergency, snapshotSequence: sequence, hash: version.hash, locales, alsoSaidBy },
      {
        details: { emergency: proposal.id, version: version.number, hash: version.hash, locales },
        people: { proposedBy: proposal.proposed_by },
      },
    );
  });
}

/** Locks the answer, also one that is retired; throws unless the actor may and the version is one that nobody is given or will be given. */
async function versionToRedact(
  ctx: Pick<EmergencyContext, 'actor'>,
  tx: DatabaseTransaction,
  { key, version: number }: { readonly key: string; readonly version: number },
  at: Date,
): Promise<{ readonly answer: Row<'answer'>; readonly version: Row<'answer_version'> }> {
  const answer = await answers.lockAnswer(tx, key);
  if (!answer) throw new AppError('NOT_FOUND', `There is no answer named ${key}.`);
  await allowByAuthority(tx, ctx.actor, answer.topic_id);
  const version = await answers.versionByNumber(tx, key, number);
  if (!version) throw new AppError('NOT_FOUND', `There is no version ${number} of ${key}.`);
  if (version.redacted_at) throw new AppError('CONFLICT', `Version ${number} of ${key} is redacted already.`);
  if (version.effective_from > at)
    throw new AppError('BAD_INPUT', `Version ${number} of ${key} waits for its day: publish another one first.`);
  const isGiven =
    !answer.retired_at &&
    (await answers.versionInForce(tx, answer.id, at))?.id === version.id &&
    !(await standingWithdrawal(tx, answer.id));
  if (isGiven)
    throw new AppError(
      'BAD_INPUT',
      `Version ${number} of ${key} is in force: publish a correction or withdraw it first.`,
    );
  return { answer, version };
}
