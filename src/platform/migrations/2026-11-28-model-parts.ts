import { type Kysely, sql } from 'kysely';

/**
 * A model's bytes in parts of a megabyte: a value of hundreds of megabytes could not be read at all, for it comes as text of twice its length.
 * They do not compress, so PostgreSQL need not try.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table model_part (
      input_hash text not null references model on delete cascade,
      number int not null check (number >= 0),
      bytes bytea not null,
      primary key (input_hash, number)
    )`.execute(db);
  await sql`alter table model_part alter column bytes set storage external`.execute(db);
  await sql`alter table model add column byte_count int`.execute(db);
  await sql`update model set byte_count = length(artefact)`.execute(db);
  await sql`
    insert into model_part (input_hash, number, bytes)
    select input_hash, number, substr(artefact, number * 1048576 + 1, 1048576)
    from model, generate_series(0, (length(artefact) - 1) / 1048576) number`.execute(db);
  await sql`alter table model alter column byte_count set not null, drop column artefact`.execute(db);
}
