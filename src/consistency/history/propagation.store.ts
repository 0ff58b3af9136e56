import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { CellState } from '../cell.js';

/** What a channel said when it was asked for an answer. */
export interface Heard {
  readonly channel: string;
  readonly at: Date;
  readonly state: CellState;
  readonly text: string;
  readonly locale: string;
  readonly address: string | null;
  /** The answer and version that its receipt names; null without one. */
  readonly answerKey: string | null;
  readonly version: number | null;
  /** What it should have said then; null where nothing was compared. */
  readonly canonical: string | null;
  readonly question: string;
  readonly askedLocale: string;
  readonly scope: Readonly<Record<string, string>>;
}

const heard = sql`
  observation.channel_key as channel, observation.at, observation.state, observation.text, observation.locale,
  observation.address, observation.answer_key as "answerKey", observation.version_number as version,
  observation.canonical, probe.question, probe.locale as "askedLocale", probe.scope`;

/** Since a moment, in their order: the first time that a channel said just this beside just that answer. What could not be read is left out. */
export async function newlyHeard(db: Database, answer: string, since: Date): Promise<readonly Heard[]> {
  const { rows } = await sql<Heard>`
    select * from (
      select distinct on (observation.channel_key, probe.id, md5(observation.text), md5(observation.canonical),
        observation.answer_key, observation.version_number) ${heard}
      from observation join probe on probe.id = observation.probe_id
      where probe.expects = ${answer} and observation.at >= ${since} and observation.verdict is not null
      order by observation.channel_key, probe.id, md5(observation.text), md5(observation.canonical),
        observation.answer_key, observation.version_number, observation.at
    ) as first order by at`.execute(db);
  return rows;
}

/** The last that each channel was heard to say since a moment, silence too; what could not be read is left out. */
export async function lastHeard(db: Database, answer: string, since: Date): Promise<readonly Heard[]> {
  const { rows } = await sql<Heard>`
    select distinct on (observation.channel_key) ${heard}
    from observation join probe on probe.id = observation.probe_id
    where probe.expects = ${answer} and observation.at >= ${since} and observation.state <> 'ERROR'
    order by observation.channel_key, observation.at desc, observation.id desc`.execute(db);
  return rows;
}

/** When each channel first told a customer an answer since a moment, in one of those contents or at least in that version. */
export async function firstDelivered(
  db: Database,
  answer: string,
  {
    since,
    version,
    contents,
  }: { readonly since: Date; readonly version: number | null; readonly contents: readonly string[] },
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ channel: string; at: Date }>`
    select channel_key as channel, min(at) as at from delivery
    where answer_key = ${answer} and at >= ${since}
      and (version >= ${version}::int or content_hash = any(${[...contents]}::text[]))
    group by channel_key`.execute(db);
  return new Map(rows.map(({ channel, at }) => [channel, at]));
}
