import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { type Deviation, fewestTexts, type JudgedText } from './agent-text.js';

/** Texts of which period and team are looked at. */
export interface TextsAsked {
  readonly since: Date | null;
  /** Not in it. */
  readonly until: Date | null;
  readonly team: string | null;
}

/** A count of texts, by one thing. */
interface Counted {
  readonly team: string;
  readonly compared: number;
  readonly deviating: number;
}

/** The texts of a team to an answer. */
export type CountedAnswer = Counted & { readonly answer: string };

export async function teamNumber(db: Database, key: string): Promise<number | undefined> {
  return (await db.selectFrom('team').select('id').where('key', '=', key).executeTakeFirst())?.id;
}

/** Keeps the texts that are not kept yet, and gives those. */
export async function insertTexts(
  tx: DatabaseTransaction,
  team: number,
  texts: readonly JudgedText[],
): Promise<readonly JudgedText[]> {
  const kept: JudgedText[] = [];
  for (const text of texts) {
    const { rows } = await sql`
      insert into agent_text (team_id, answer_id, version, state, deviations, sent_at, digest)
      select ${team}, id, ${text.version}, ${text.state}, ${JSON.stringify(text.deviations)}, ${text.sentAt}, ${text.digest}
      from answer where key = ${text.answer}
      on conflict do nothing returning id`.execute(tx);
    if (rows.length > 0) kept.push(text);
  }
  return kept;
}

/** Deletes what was sent before an instant. */
export async function deleteTextsBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('agent_text').where('sent_at', '<', before).execute();
}

/** The texts asked for, but for those of a team to an answer of which there are too few. */
function shownTexts({ since, until, team }: TextsAsked) {
  return sql`
    asked as (
      select agent_text.*, team.key as team, answer.key as answer,
        count(*) over (partition by team_id, answer_id) as of_answer
      from agent_text join team on team.id = team_id join answer on answer.id = answer_id
      where (${since}::timestamptz is null or sent_at >= ${since})
        and (${until}::timestamptz is null or sent_at < ${until})
        and (${team}::text is null or team.key = ${team})
    ), shown as (select * from asked where of_answer >= ${fewestTexts})`;
}

const counts = sql`
  count(*)::int as compared, count(*) filter (where jsonb_array_length(deviations) > 0)::int as deviating`;

/** By team and answer. */
export async function countsByAnswer(db: Database, asked: TextsAsked): Promise<readonly CountedAnswer[]> {
  const { rows } = await sql<CountedAnswer>`
    with ${shownTexts(asked)} select team, answer, ${counts} from shown group by team, answer order by team, answer`.execute(
    db,
  );
  return rows;
}

/** By team and month in UTC; months with too few texts are left out. */
export async function countsByMonth(
  db: Database,
  asked: TextsAsked,
): Promise<readonly (Counted & { readonly month: string })[]> {
  const { rows } = await sql<Counted & { readonly month: string }>`
    with ${shownTexts(asked)}
    select team, to_char(sent_at at time zone 'UTC', 'YYYY-MM') as month, ${counts}
    from shown group by team, month having count(*) >= ${fewestTexts} order by team, month`.execute(db);
  return rows;
}

/** Which kinds of claims deviate, by team and answer, the most frequent first; with the last examples, each claim once. */
export async function kindsByAnswer(
  db: Database,
  asked: TextsAsked,
  mostExamples: number,
): Promise<readonly DeviatingKind[]> {
  const { rows } = await sql<DeviatingKind>`
    with ${shownTexts(asked)}, deviations as (
      select team, answer, shown.id, deviation, deviation->>'kind' as kind
      from shown, jsonb_array_elements(deviations) as deviation
    ), examples as (
      select team, answer, kind, deviation,
        row_number() over (partition by team, answer, kind order by max(id) desc, deviation->>'claim') as place
      from deviations group by team, answer, kind, deviation
    )
    select team, answer, kind, count(distinct id)::int as texts,
      (select jsonb_agg(deviation order by place) from examples
        where (examples.team, examples.answer, examples.kind) = (deviations.team, deviations.answer, deviations.kind)
          and place <= ${mostExamples}) as examples
    from deviations group by team, answer, kind order by team, answer, texts desc, kind`.execute(db);
  return rows;
}

/** A kind of claim that deviates, with some of the claims. */
export interface DeviatingKind {
  readonly team: string;
  readonly answer: string;
  readonly kind: string;
  readonly texts: number;
  readonly examples: readonly Deviation[];
}
