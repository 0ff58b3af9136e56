import type { Audience } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import type { AnswerText } from '../answer.js';
import { type PersonPolicy, usualPolicy } from '../person-policy.js';
import type { Scope } from '../scope.js';
import * as store from './standing.store.js';

/** How an answer stands that words from elsewhere may belong to. */
export interface Standing {
  readonly id: number;
  readonly key: string;
  readonly topic: string;
  readonly audience: Audience;
  readonly scope: Scope;
  readonly mustSay: readonly string[];
  readonly related: readonly string[];
  readonly personPolicy: PersonPolicy;
  readonly isRetired: boolean;
  /** The number of its newest version; null before the first. */
  readonly version: number | null;
  readonly draft: { readonly edit: number; readonly author: string } | null;
  /** The words of its draft, else of its newest version; null when nobody has written any. */
  readonly text: AnswerText | null;
  /** All words that it has now: of its draft, of its newest version, of the one in effect. */
  readonly texts: readonly AnswerText[];
  readonly translations: ReadonlyMap<string, AnswerText>;
  /** Phrasings that hold, by language. */
  readonly phrasings: ReadonlyMap<string, readonly string[]>;
  readonly negatives: ReadonlyMap<string, readonly string[]>;
}

/** What there is to know before words from elsewhere are taken in. */
export interface StandingKnowledge {
  readonly answers: ReadonlyMap<string, Standing>;
  /** Numbers of the topics that exist. */
  readonly topics: ReadonlyMap<string, { readonly id: number; readonly ownerTeamId: number }>;
}

const keysAtOnce = 5_000;

/** Reads how answers of these keys and topics stand at an instant; keys that name nothing are absent. */
export async function standingOf(
  db: Database,
  keys: readonly string[],
  topicKeys: readonly string[],
  at: Date,
): Promise<StandingKnowledge> {
  const answers = new Map<string, Standing>();
  for (let from = 0; from < keys.length; from += keysAtOnce)
    for (const standing of await someOf(db, keys.slice(from, from + keysAtOnce), at))
      answers.set(standing.key, standing);
  const topics = topicKeys.length === 0 ? [] : await store.topicsByKey(db, topicKeys);
  return {
    answers,
    topics: new Map(topics.map((row) => [row.key, { id: row.id, ownerTeamId: row.owner_team_id }])),
  };
}

async function someOf(db: Database, keys: readonly string[], at: Date): Promise<readonly Standing[]> {
  const rows = await store.answersWithTopics(db, keys);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const drafts = new Map((await store.draftsOf(db, ids)).map((row) => [row.answer_id, row]));
  const versions = new Map((await store.newestVersionsOf(db, ids)).map((row) => [row.answer_id, row]));
  const inEffect = new Map((await store.versionsInEffect(db, ids, at)).map((row) => [row.answer_id, row]));
  const translations = Map.groupBy(await store.newestTranslationsOf(db, ids), (row) => row.answer_id);
  const phrasings = Map.groupBy(await store.phrasingsOf(db, ids), (row) => row.answer_id);
  const negatives = Map.groupBy(await store.negativesOf(db, ids), (row) => row.answer_id);
  return rows.map((row) => {
    const draft = drafts.get(row.id);
    const newest = draft ?? versions.get(row.id) ?? row;
    const texts = [draft, versions.get(row.id), inEffect.get(row.id)].flatMap((words) =>
      words ? [textOf(words)] : [],
    );
    return {
      id: row.id,
      key: row.key,
      topic: row.topic,
      audience: row.audience as Audience,
      scope: row.scope,
      mustSay: newest.must_say,
      related: newest.related,
      personPolicy: ((draft ?? versions.get(row.id))?.person_policy ?? usualPolicy) as PersonPolicy,
      isRetired: row.retired_at !== null,
      version: versions.get(row.id)?.number ?? null,
      draft: draft ? { edit: draft.edit, author: draft.author } : null,
      text: texts[0] ?? null,
      texts,
      translations: new Map((translations.get(row.id) ?? []).map((one) => [one.locale, textOf(one)])),
      phrasings: byLocale(phrasings.get(row.id)),
      negatives: byLocale(negatives.get(row.id)),
    };
  });
}

function byLocale(
  rows: readonly { readonly locale: string; readonly text: string }[] = [],
): ReadonlyMap<string, readonly string[]> {
  const groups = Map.groupBy(rows, ({ locale }) => locale);
  return new Map([...groups].map(([locale, group]) => [locale, group.map(({ text }) => text)]));
}

function textOf({ question, title, body, short }: AnswerText): AnswerText {
  return { question, title, body, short };
}
