import { allow } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { allowOnFact } from '../allow-under-topic.js';
import { checkFormula } from './check-formula.js';
import type { FactType } from '../fact-content.js';
import { derivableTypes, type Formula, identifierOf, type Rounding, unitNames } from './formula.js';
import { factKeys, hasStandingValue } from './formula.store.js';
import * as store from '../fact.store.js';
import { namesIn, parseFormula } from './parse-formula.js';
import { proposeStatement } from './propose-statement.js';
import { aType } from './quantity.js';
import { latestSwitch } from '../snapshot.store.js';
import type { FactContext } from './fact-statement.js';

/** A formula that someone wants a fact to be derived by; it counts once a second person publishes it, like a value. */
export interface FormulaInput {
  readonly key: string;
  /** Other facts by their identifiers, such as "12 * account_monthly_fee". */
  readonly formula: string;
  /** How many decimals the result keeps; 0 for counts and durations, at most 6. */
  readonly decimals: number;
  readonly rounding: Rounding;
  /** From when it holds; absent = from now. */
  readonly validFrom?: Date | null;
  readonly source: string;
}

/** Records a proposed formula of a fact that has no values of its own; a later formula replaces an earlier one from its day on. */
export async function stateFormula(ctx: FactContext, input: FormulaInput): Promise<{ readonly statementId: number }> {
  allow(ctx.actor, 'state facts');
  const fact = await store.factByKey(ctx.db, input.key);
  if (!fact) throw new AppError('NOT_FOUND', `There is no fact named ${input.key}.`);
  await allowOnFact(ctx.db, ctx.actor, fact);
  const type = fact.type as FactType;
  requireDerivable(type, input.decimals);
  if (await hasStandingValue(ctx.db, fact.id))
    throw new AppError('CONFLICT', `${fact.key} has values of its own: take them back before you derive it.`);
  const now = await latestInstant(ctx);
  const formula = await readFormula(ctx.db, input);
  const validFrom = input.validFrom ?? now;
  await checkFormula(ctx.db, { fact: { key: fact.key, type }, formula, validFrom, now });
  const statement = {
    kind: 'FORMULA',
    fact_id: fact.id,
    scope: JSON.stringify({}),
    content: JSON.stringify(formula),
    valid_from: validFrom,
    valid_to: null,
    source: requireText('source', input.source, { max: 500 }),
  } as const;
  return {
    statementId: await proposeStatement(ctx, fact.key, statement, {
      inputs: Object.values(formula.inputs),
      decimals: formula.decimals,
      rounding: formula.rounding,
      validFrom,
    }),
  };
}

/** Now, or the last publication where another node's clock is ahead: what was published is to be seen. */
async function latestInstant(ctx: FactContext): Promise<Date> {
  const last = await latestSwitch(ctx.db);
  const now = ctx.clock.now();
  return last && last.moment > now ? last.moment : now;
}

function requireDerivable(type: FactType, decimals: number): void {
  if (!derivableTypes.some((known) => known === type))
    throw new AppError('BAD_INPUT', `${aType(type)} cannot be derived: money, percentages, durations and counts can.`);
  const most = type === 'COUNT' || type === 'DURATION' ? 0 : 6;
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > most)
    throw new AppError('BAD_INPUT', `decimals must be ${most === 0 ? '0' : `0 to ${most}`} for ${aType(type)}.`);
}

/** Reads the words and binds each name to the one fact it stands for now. */
async function readFormula(db: Database, { formula, decimals, rounding }: FormulaInput): Promise<Formula> {
  const tree = await parseFormula(formula);
  const facts = Map.groupBy(await factKeys(db), ({ key }) => identifierOf(key));
  const names = namesIn(tree).filter((name) => !unitNames.has(name));
  const bound = names.map((name): [string, string] => [name, theOne(name, facts.get(name) ?? [])]);
  if (bound.length === 0)
    throw new AppError('BAD_INPUT', 'formula names no other fact: state the value itself instead.');
  return { expression: formula.trim(), tree, inputs: Object.fromEntries(bound), decimals, rounding };
}

function theOne(name: string, facts: readonly { readonly key: string }[]): string {
  const [fact, other] = facts;
  if (!fact)
    throw new AppError(
      'BAD_INPUT',
      `formula names ${name}, but there is no such fact: write a key with "_" for points and hyphens.`,
    );
  if (other)
    throw new AppError(
      'BAD_INPUT',
      `formula names ${name}, which could be ${fact.key} or ${other.key}: only one of them can be reckoned with.`,
    );
  return fact.key;
}
