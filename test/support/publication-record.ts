import { expect } from 'vitest';
import type { Database } from '../../src/platform/database/database.js';

/** What a writer was told that holds from now on. */
export interface Acknowledged {
  readonly kind: 'version' | 'value';
  /** The answer's key. */
  readonly key: string;
  /** The version's number, or the value's id. */
  readonly id: number;
  readonly sequence: number;
}

/** Fails unless all that was acknowledged is there, and all that is there is whole. Gives how much is there. */
export async function checkWhole(db: Database, acknowledged: readonly Acknowledged[]): Promise<number> {
  const record = await readRecord(db);
  checkSequences(record);
  for (const key of new Set(record.answers.map((answer) => answer.key))) checkAnswer(record, key);
  checkFacts(record);
  for (const one of acknowledged) checkKept(record, one);
  return record.versions.length + firstValues(record).length;
}

type PublicationRecord = Awaited<ReturnType<typeof readRecord>>;

/** Everything that publishing writes, as it stands at one moment. */
function readRecord(db: Database) {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      return {
        answers: await tx.selectFrom('answer').select('key').execute(),
        switches: await tx.selectFrom('snapshot_switch').selectAll().orderBy('sequence').execute(),
        events: await tx.selectFrom('outbox').selectAll().orderBy('sequence').execute(),
        versions: await tx
          .selectFrom('answer_version')
          .innerJoin('answer', 'answer.id', 'answer_version.answer_id')
          .select(['answer.key', 'answer_version.number', 'answer_version.recorded_at'])
          .orderBy('answer_version.id')
          .execute(),
        drafts: await tx
          .selectFrom('draft')
          .innerJoin('answer', 'answer.id', 'draft.answer_id')
          .select(['answer.key', 'draft.based_on', 'draft.state'])
          .execute(),
        transitions: await tx
          .selectFrom('draft_transition')
          .innerJoin('answer', 'answer.id', 'draft_transition.answer_id')
          .select(['answer.key', 'draft_transition.from_state', 'draft_transition.to_state'])
          .orderBy('draft_transition.id')
          .execute(),
        values: await tx.selectFrom('fact_value').selectAll().orderBy('recorded_at').execute(),
        statements: await tx.selectFrom('fact_statement').selectAll().execute(),
      };
    });
}

/** Switches and events are numbered alike and without a gap. */
function checkSequences({ switches, events }: PublicationRecord): void {
  const sequences = switches.map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.map((_, i) => i + 1));
  expect(events.map(({ sequence }) => sequence)).toEqual(sequences);
  expect(events.map(({ payload }) => (payload as { snapshotSequence: number }).snapshotSequence)).toEqual(sequences);
}

/** Each version has its number, its switch and the step that made it, and the draft stands where its last step left it. */
function checkAnswer(record: PublicationRecord, key: string): void {
  const versions = record.versions.filter((version) => version.key === key);
  expect(versions.map(({ number }) => number)).toEqual(versions.map((_, i) => i + 1));
  const switches = record.switches.filter(({ reason, subject }) => reason === 'answer.published' && subject === key);
  expect(switches.map(({ moment }) => moment)).toEqual(versions.map(({ recorded_at }) => recorded_at));

  const steps = record.transitions.filter((transition) => transition.key === key);
  expect(steps.filter(({ to_state }) => to_state === 'PUBLISHED')).toHaveLength(versions.length);
  for (const [i, step] of steps.entries())
    expect(step.from_state ?? 'PUBLISHED').toBe(steps[i - 1]?.to_state ?? 'PUBLISHED');

  const draft = record.drafts.find((one) => one.key === key);
  expect(draft?.state ?? 'PUBLISHED').toBe(steps.at(-1)?.to_state ?? 'PUBLISHED');
  if (draft) expect(draft.based_on ?? 0).toBe(versions.length);
}

/** Each value has its statement and its switch, and of each fact one holds until further notice. */
function checkFacts(record: PublicationRecord): void {
  const first = firstValues(record);
  expect(record.statements.filter(({ state }) => state === 'PUBLISHED')).toHaveLength(first.length);
  const switches = record.switches.filter(({ reason }) => reason === 'fact.published');
  expect(switches.map(({ moment }) => moment)).toEqual(first.map(({ recorded_at }) => recorded_at));
  const standing = record.values.filter((value) => value.retracted_at === null && value.valid_to === null);
  expect(standing.map(({ fact_id }) => fact_id).sort()).toEqual(
    [...new Set(record.values.map(({ fact_id }) => fact_id))].sort(),
  );
}

function checkKept(record: PublicationRecord, { kind, key, id, sequence }: Acknowledged): void {
  const kept =
    kind === 'version'
      ? record.versions.find((version) => version.key === key && version.number === id)
      : firstValues(record).find((value) => value.id === id);
  const { moment } = record.switches.find((one) => one.sequence === sequence) ?? {};
  expect(kept?.recorded_at, `${kind} ${key} ${id}`).toEqual(moment ?? 'a switch of that number');
}

/** The values as they were published, without what is left of them after others were cut out. */
function firstValues({ values }: PublicationRecord): PublicationRecord['values'] {
  return values.filter(({ continues }) => continues === null);
}
