import { type Audience, audiencesUpTo } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import * as store from './answer.store.js';
import { contributorsTo } from './contributor.store.js';
import { type Draft, draftFrom } from './draft.js';
import { embedsIn } from './embeds.js';
import * as facts from './fact.store.js';
import { readFacts } from './facts/compile-facts.js';
import { derivedAmong } from './facts/formula.store.js';
import { type Candidate, linksIn, textOf } from './obstacles.js';
import { standingDoubts } from './review/read-review.js';

/** The working copy of an answer, or null. */
export async function draftOfAnswer(db: Database, key: string): Promise<Draft | null> {
  const answer = await store.answerByKey(db, key);
  const row = answer && (await store.draftOf(db, answer.id));
  return row ? draftFrom(key, row) : null;
}

/** Everybody who wrote in the working copy of an answer, in the order in which they came to it. */
export function contributorsOfDraft(db: Database, draft: Draft): Promise<readonly string[]> {
  return contributorsTo(db, draft.answerKey);
}

/** Reads what the rules need to know: the facts and answers that the draft names, as they will be when it takes effect. */
export async function surroundings(
  db: Database,
  answer: Row<'answer'>,
  draft: Draft,
  now: Date,
): Promise<Omit<Candidate, 'markdownProblems'>> {
  const effective = draft.effectiveFrom && draft.effectiveFrom > now ? draft.effectiveFrom : now;
  const keys = [...new Set(embedsIn(textOf(draft)).map(({ key }) => key))];
  const rows = await facts.scopesOfValues(db, keys, effective);
  const named = new Map<string, { scope: Record<string, string> }[]>();
  for (const { key, scope } of rows) named.set(key, [...(named.get(key) ?? []), ...(scope ? [{ scope }] : [])]);
  const derived = await derivedAmong(db, keys);
  const reckoned = derived.length > 0 ? await readFacts(db, { validAt: effective, knownAt: now }) : null;
  for (const key of derived) named.set(key, [...(reckoned?.get(key)?.values ?? [])]);
  const targets = await store.linkableKeys(db, linksIn(draft), audiencesUpTo(answer.audience as Audience));
  return {
    draft,
    contributors: await contributorsTo(db, answer.key),
    scope: answer.scope,
    from: effective,
    mustSay: draft.mustSay,
    facts: named,
    linkTargets: new Set(targets),
    doubts: await standingDoubts(db, answer.id, draft),
  };
}
