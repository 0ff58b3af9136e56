import { type Audience, audiencesUpTo } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import type { Snapshot } from '../snapshot.js';
import { type Lint, lintText } from './lint-text.js';
import type { LintText } from './lint-rule.js';
import type { LintSetting } from './lint-setting.js';
import { type AnswerName, lintedAnswer } from './lint-setting.store.js';

/** What a text says it is: the answer that it belongs to, or null for one that has none yet. */
export interface LintQuery {
  readonly answer: AnswerName | null;
  readonly text: LintText;
  readonly setting: LintSetting;
}

/** Lints a text as a part of its answer: with what that must say, and with the links that its readers may follow. */
export async function lintAnswer(
  ctx: { readonly db: Database; readonly snapshot: Snapshot },
  { answer: name, text, setting }: LintQuery,
): Promise<Lint> {
  const answer = name ? await lintedAnswer(ctx.db, name) : undefined;
  return lintText(
    text,
    {
      retiredTerms: setting.retiredTerms,
      mustSay: text.locale === ctx.snapshot.sourceLocale ? (answer?.must_say ?? []) : [],
      linkTargets: targetsFor(ctx.snapshot, (answer?.audience ?? 'PUBLIC') as Audience),
    },
    setting.weights,
  );
}

/** By the map of answers, which stays the same while no answer changes. */
const targets = new WeakMap<Snapshot['answers'], Map<Audience, ReadonlySet<string>>>();

function targetsFor({ answers }: Snapshot, audience: Audience): ReadonlySet<string> {
  const known = targets.get(answers) ?? new Map<Audience, ReadonlySet<string>>();
  targets.set(answers, known);
  const readers = audiencesUpTo(audience);
  const keys =
    known.get(audience) ??
    new Set([...answers.values()].filter((one) => readers.includes(one.audience)).map(({ key }) => key));
  known.set(audience, keys);
  return keys;
}
