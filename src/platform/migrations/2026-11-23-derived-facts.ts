import { type Kysely, sql } from 'kysely';

/** Statements of more kinds than a value, with the reason of a refusal; versioned formulas from which a derived fact's values are reckoned. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table fact_statement
      add column kind text not null default 'VALUE' check (kind in ('VALUE', 'VALUES', 'RETRACTION', 'FORMULA')),
      add column decision_note text check (decision_note <> '')`.execute(db);
  await sql`
    create table fact_formula (
      id int generated always as identity primary key,
      fact_id int not null references fact,
      number int not null check (number > 0),
      expression text not null check (expression <> ''),
      tree jsonb not null,
      inputs jsonb not null,
      decimals int not null check (decimals between 0 and 6),
      rounding text not null check (rounding in ('HALF_UP', 'HALF_EVEN', 'UP', 'DOWN')),
      valid_from timestamptz not null,
      source text not null check (source <> ''),
      stated_by text not null,
      approved_by text not null check (approved_by <> stated_by),
      recorded_at timestamptz not null,
      unique (fact_id, number)
    )`.execute(db);
  await sql`create trigger immutable before update or delete on fact_formula for each row execute function refuse_change()`.execute(
    db,
  );
}
