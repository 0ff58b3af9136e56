import { type Actor, allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { lock } from '../../platform/events.js';
import { requireText } from '../../platform/text.js';
import type { RetiredTerm } from './lint-rule.js';
import type { LintSetting } from './lint-setting.js';
import { insertLintSetting, lintSetting } from './lint-setting.store.js';
import { lintRules, type LintWeights } from './lint-text.js';

/** What became of a change; a conflict shows what someone else has set meanwhile. */
export type LintSettingOutcome =
  | { readonly outcome: 'set'; readonly setting: LintSetting }
  | {
      readonly outcome: 'conflict';
      readonly expected: number;
      readonly actual: number;
      readonly theirs: LintSetting;
    };

type SetContext = { readonly db: Database; readonly clock: Clock; readonly actor: Actor };

const heaviest = 10;
const mostTerms = 500;

/** Sets how much rules count, in the place of all weights that were set; what is not named counts as it says itself. */
export function setLintWeights(
  ctx: SetContext,
  weights: LintWeights,
  expectedVersion: number,
): Promise<LintSettingOutcome> {
  allow(ctx.actor, 'review drafts');
  for (const [rule, weight] of Object.entries(weights)) {
    if (!lintRules.some(({ name }) => name === rule))
      throw new AppError('BAD_INPUT', `weights must name rules: ${lintRules.map(({ name }) => name).join(', ')}.`);
    if (!(weight >= 0 && weight <= heaviest))
      throw new AppError('BAD_INPUT', `The weight of ${rule} must be from 0 to ${heaviest}.`);
  }
  return change(ctx, 'lint.weights-set', expectedVersion, { weights });
}

/** Sets the terms that are no longer to be used, in the place of all that were set. */
export function setRetiredTerms(
  ctx: SetContext,
  terms: readonly RetiredTerm[],
  expectedVersion: number,
): Promise<LintSettingOutcome> {
  allow(ctx.actor, 'review drafts');
  if (terms.length > mostTerms) throw new AppError('BAD_INPUT', `terms must be at most ${mostTerms}.`);
  const retiredTerms = terms.map(({ term, useInstead, locale }) => ({
    term: requireText('term', term, { max: 100 }),
    useInstead: requireText('useInstead', useInstead, { max: 100 }),
    locale,
  }));
  const names = retiredTerms.map(({ term, locale }) => `${locale ?? '*'} ${term.toLowerCase()}`);
  const twice = retiredTerms.find((_, i) => names.indexOf(names[i] ?? '') !== i);
  if (twice) throw new AppError('BAD_INPUT', `terms names “${twice.term}” twice.`);
  return change(ctx, 'lint.terms-set', expectedVersion, { retiredTerms });
}

async function change(
  ctx: SetContext,
  action: string,
  expected: number,
  part: Partial<Pick<LintSetting, 'weights' | 'retiredTerms'>>,
): Promise<LintSettingOutcome> {
  return ctx.db.transaction().execute(async (tx) => {
    await lock(tx, 'lint');
    const theirs = await lintSetting(tx);
    if (theirs.number !== expected) return { outcome: 'conflict', expected, actual: theirs.number, theirs };
    const at = ctx.clock.now();
    const setting = { ...theirs, ...part, number: expected + 1, setBy: ctx.actor.name, setAt: at };
    await insertLintSetting(tx, setting);
    await record(tx, {
      actor: ctx.actor,
      at,
      action,
      subject: 'lint',
      details: { number: setting.number, weights: setting.weights, terms: setting.retiredTerms.length },
    });
    return { outcome: 'set', setting };
  });
}
