import { setImmediate as turn } from 'node:timers/promises';
import { type Actor, allow } from '../../access/index.js';
import type { Snapshot } from '../../knowledge/index.js';
import type { Database } from '../../platform/database/database.js';
import { disagreeingLabels } from '../audit-samples/audit-sample.js';
import type { LabelledPair } from '../audit-samples/labelled-pair.js';
import { newestLabelledPairs } from '../audit-samples/labelled-pair.store.js';
import { chunksOf } from '../chunks-of.js';
import { compare } from '../compare.js';
import type { VerdictLabel } from '../comparison.js';
import { openFindingsOfKind } from './finding-label.store.js';
import { covers, isSamePair, isTaughtByTwo, type LearnedRule, requirePair, type TaughtPair } from './learned-rule.js';
import { rulesInForce } from './learned-rule.store.js';
import { rulesFor } from './rules-for.js';
import { withLearnedRules } from './with-learned-rules.js';

/** What trying a rule needs to know of the world. */
export interface TrialContext {
  readonly db: Database;
  readonly actor: Actor;
  readonly snapshot: Snapshot;
}

/** A labelled pair of which the checker would hold something else. */
export interface ChangedVerdict {
  readonly pair: LabelledPair;
  readonly from: VerdictLabel;
  readonly to: VerdictLabel;
}

/** What a rule would do, before it does it. */
export interface RuleTrial {
  /** The rule as it would be kept. */
  readonly rule: TaughtPair;
  /** How many labelled pairs it was tried on: the newest. */
  readonly pairs: number;
  readonly changed: readonly ChangedVerdict[];
  /** Pairs that people call a contradiction and the checker would no longer: with one of these it is not saved. */
  readonly hidden: readonly LabelledPair[];
  /** Pairs that people do not call a contradiction, as the checker would then not either. */
  readonly spared: readonly LabelledPair[];
  /** The open findings that it would end, by number. */
  readonly findings: readonly number[];
  readonly needsTwo: boolean;
}

const mostPairs = 5_000;
const atOnce = 50;

/** Says what a rule would change: of the organisation's labelled pairs, and of its open findings. Keeps nothing. */
export async function tryLearnedRule(ctx: TrialContext, input: TaughtPair): Promise<RuleTrial> {
  allow(ctx.actor, 'teach the checker');
  return tryRule(ctx, requirePair(input, ctx.snapshot.sourceLocale));
}

/** Tries a rule that is in the form in which rules are kept. */
export async function tryRule({ db, snapshot }: Omit<TrialContext, 'actor'>, rule: TaughtPair): Promise<RuleTrial> {
  const holdsFor = (answer: string) => rulesFor(snapshot, [rule], answer).length > 0;
  const pairs = (await newestLabelledPairs(db, mostPairs)).filter(({ expects }) => holdsFor(expects));
  const inForce = await rulesInForce(db);
  const changed: ChangedVerdict[] = [];
  for (const some of chunksOf(pairs, atOnce)) {
    changed.push(...some.flatMap((pair) => changeOf(pair, rule, rulesFor(snapshot, inForce, pair.expects))));
    await turn();
  }
  const moved = new Set(changed.filter(({ from }) => from === 'contradicts').map(({ pair }) => pair.id));
  const quieted = pairs.filter((pair) => (pair.difference ? isAbout(rule, pair) : moved.has(pair.id)));
  const open = (await openFindingsOfKind(db, rule.kind)).filter(({ expects }) => holdsFor(expects));
  return {
    rule,
    pairs: pairs.length,
    changed,
    hidden: quieted.filter(({ label }) => disagreeingLabels.includes(label)),
    spared: quieted.filter(({ label }) => !disagreeingLabels.includes(label)),
    findings: open.filter(({ difference }) => difference && covers(rule, difference)).map(({ finding }) => finding),
    needsTwo: isTaughtByTwo(rule),
  };
}

/** A decision is of one difference; whether the rule is about it does not depend on what else the texts say, nor on the comparer of today. */
function isAbout(rule: TaughtPair, { difference }: LabelledPair): boolean {
  if (!difference || difference.canonical === null || difference.observed === null) return false;
  return isSamePair(rule, { kind: difference.kind, canonical: difference.canonical, observed: difference.observed });
}

function changeOf(pair: LabelledPair, rule: TaughtPair, inForce: readonly LearnedRule[]): readonly ChangedVerdict[] {
  const { canonical, observed, locale, question, labelledAt } = pair;
  const moment = labelledAt.toISOString().slice(0, 10);
  const compared = withLearnedRules(compare({ canonical, observed, locale, question, moment }), inForce);
  const then = withLearnedRules(compared, [{ ...rule, id: 0 }]);
  return then.verdict === compared.verdict ? [] : [{ pair, from: compared.verdict, to: then.verdict }];
}
