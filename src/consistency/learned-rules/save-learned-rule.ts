import { type Actor, allow } from '../../access/index.js';
import { allowUnderTopic, type Snapshot, worksEverywhere } from '../../knowledge/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { isSamePair, isTaughtByTwo, type LearnedRule, requirePair, type TaughtPair } from './learned-rule.js';
import * as store from './learned-rule.store.js';
import { type RuleTrial, tryRule } from './try-learned-rule.js';

/** Who teaches. */
export interface TeachContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly snapshot: Snapshot;
}

/** A rule as it is asked for. */
export interface RuleInput extends TaughtPair {
  readonly reason: string;
}

/** What became of a rule: with `approvedBy` null it waits for a second person. */
export type RuleOutcome =
  | { readonly outcome: 'saved'; readonly rule: LearnedRule; readonly trial: RuleTrial }
  | { readonly outcome: 'refused'; readonly trial: RuleTrial };

/**
 * Keeps a rule, tried once more, unless it would hide what a person has called a contradiction. One on what can cost money or a right waits for a second
 * person. Teams teach under their topics; managers and administrators everywhere.
 */
export async function saveLearnedRule(ctx: TeachContext, input: RuleInput): Promise<RuleOutcome> {
  const { actor, snapshot } = ctx;
  allow(actor, 'teach the checker');
  const reason = requireText('reason', input.reason, { max: 2_000 });
  const pair = requirePair(input, snapshot.sourceLocale);
  return locked(ctx, async (tx, at) => {
    const topicId = await requireTopic(tx, actor, pair.topic);
    const known = (await store.allRules(tx)).find((rule) => isSamePair(rule, pair) && rule.topic === pair.topic);
    if (known) throw new AppError('CONFLICT', `Rule ${known.id} says so already.`);
    const trial = await tryRule({ db: tx, snapshot }, pair);
    if (trial.hidden.length > 0) return { outcome: 'refused', trial };
    const agreed = isTaughtByTwo(pair) ? null : actor.name;
    const { kind, canonical, observed } = pair;
    const id = await store.insertRule(tx, {
      kind,
      canonical,
      observed,
      topic_id: topicId,
      reason,
      proposed_by: actor.name,
      proposed_at: at,
      approved_by: agreed,
      approved_at: agreed === null ? null : at,
    });
    const details = { kind, topic: pair.topic, inForce: agreed !== null, spares: trial.spared.length };
    return kept(ctx, tx, { id, trial, at, action: 'learned-rule.saved', details });
  });
}

/** Puts a rule that somebody else has asked for in force, if it still hides nothing that a person has called a contradiction. */
export async function approveLearnedRule(ctx: TeachContext, id: number): Promise<RuleOutcome> {
  const { actor, snapshot } = ctx;
  allow(actor, 'teach the checker');
  return locked(ctx, async (tx, at) => {
    const rule = await requireRule(tx, id);
    if (rule.approvedAt !== null) throw new AppError('BAD_INPUT', `Rule ${id} is in force already.`);
    if (rule.proposedBy === actor.name)
      throw new AppError('FORBIDDEN', 'You asked for this rule: a second person must approve it.');
    await requireTopic(tx, actor, rule.topic);
    const trial = await tryRule({ db: tx, snapshot }, rule);
    if (trial.hidden.length > 0) return { outcome: 'refused', trial };
    await store.approveRuleRow(tx, id, actor.name, at);
    const details = { kind: rule.kind, topic: rule.topic, spares: trial.spared.length };
    return kept(ctx, tx, { id, trial, at, action: 'learned-rule.approved', details });
  });
}

/** Ends a rule: the next sweep judges as if it had never been. */
export async function removeLearnedRule(ctx: Omit<TeachContext, 'snapshot'>, id: number): Promise<void> {
  const { actor } = ctx;
  allow(actor, 'teach the checker');
  await locked(ctx, async (tx, at) => {
    const { kind, topic } = await requireRule(tx, id);
    await requireTopic(tx, actor, topic);
    await store.removeRuleRow(tx, id, actor.name, at);
    const subject = `learned-rule/${id}`;
    await record(tx, { actor, at, action: 'learned-rule.removed', subject, details: { kind, topic } });
  });
}

function locked<T>(
  { db, clock }: Pick<TeachContext, 'db' | 'clock'>,
  change: (tx: DatabaseTransaction, at: Date) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await store.lockRulesAndLabels(tx);
    return change(tx, clock.now());
  });
}

async function kept(
  { actor }: TeachContext,
  tx: DatabaseTransaction,
  {
    id,
    trial,
    ...deed
  }: {
    readonly id: number;
    readonly trial: RuleTrial;
    readonly at: Date;
    readonly action: string;
    readonly details: Readonly<Record<string, unknown>>;
  },
): Promise<RuleOutcome> {
  await record(tx, { ...deed, actor, subject: `learned-rule/${id}` });
  return { outcome: 'saved', rule: await requireRule(tx, id), trial };
}

async function requireRule(tx: DatabaseTransaction, id: number): Promise<LearnedRule> {
  const rule = (await store.allRules(tx)).find((one) => one.id === id);
  if (!rule) throw new AppError('NOT_FOUND', `There is no learned rule ${id}.`);
  return rule;
}

/** The topic's number; throws FORBIDDEN for people who may not review there, or everywhere where there is none. */
async function requireTopic(tx: DatabaseTransaction, actor: Actor, key: string | null): Promise<number | null> {
  const mayEverywhere = worksEverywhere(actor) || actor.role === 'MANAGER';
  if (key === null) {
    if (mayEverywhere) return null;
    throw new AppError('FORBIDDEN', 'Give a topic of your team: a rule for all of them is taught by managers.');
  }
  const id = await store.topicNumber(tx, key);
  if (id === undefined) throw new AppError('NOT_FOUND', 'topic names no topic.');
  if (!mayEverywhere) await allowUnderTopic(tx, actor, 'review', id);
  return id;
}
