import { type Kysely, sql } from 'kysely';

/** Keys that succeed each other, receipts that can be looked up by their code, and deliveries sealed in a chain of batches. */
export async function up(db: Kysely<never>): Promise<void> {
  await keysSucceed(db);
  await keepReceipts(db);
  await tellInCases(db);
  await sealDeliveries(db);
}

/** One key signs; of those before it only the public half is left, by which what they signed is verified. */
async function keysSucceed(db: Kysely<never>): Promise<void> {
  await sql`alter table signing_key add column retired_at timestamptz, alter column private_jwk drop not null`.execute(
    db,
  );
  await sql`
    update signing_key set private_jwk = null, retired_at = created_at
    where key_id <> (select key_id from signing_key order by created_at desc, key_id limit 1)`.execute(db);
  await sql`alter table signing_key add check ((private_jwk is null) = (retired_at is not null))`.execute(db);
  await sql`create unique index signing_key_active on signing_key ((true)) where retired_at is null`.execute(db);
}

async function keepReceipts(db: Kysely<never>): Promise<void> {
  await sql`
    create table content_receipt (
      code text primary key,
      answer_key text not null,
      version int not null check (version > 0),
      locale text not null,
      channel_key text not null,
      rendition_hash text not null,
      content_hash text not null,
      fact_value_ids bigint[] not null,
      key_id text not null references signing_key,
      signature text not null,
      first_given_at timestamptz not null
    )`.execute(db);
  await sql`create index delivery_receipt on delivery (receipt_code, at)`.execute(db);
}

/** An agent who inserts an answer tells it in a case of another system, which is kept as a keyed hash: its number may lead to a person. */
async function tellInCases(db: Kysely<never>): Promise<void> {
  await sql`
    alter table delivery add column case_hash text, drop constraint delivery_check,
      add constraint delivery_to_one check (num_nonnulls(conversation_id, mail_id, case_hash) = 1)`.execute(db);
  await sql`
    create unique index delivery_in_case on delivery (receipt_code, case_hash) where case_hash is not null`.execute(db);
}

/** A delivery is sealed once, by the number of its batch; from then on it is what it was. */
async function sealDeliveries(db: Kysely<never>): Promise<void> {
  await sql`
    create table delivery_batch (
      sequence bigint primary key,
      at timestamptz(3) not null,
      count int not null check (count > 0),
      content_hash text not null,
      previous_hash text not null,
      hash text not null,
      key_id text not null references signing_key,
      signature text not null
    )`.execute(db);
  await sql`alter table delivery add column batch bigint references delivery_batch`.execute(db);
  await sql`create index delivery_unsealed on delivery (id) where batch is null`.execute(db);
  await sql`create index delivery_in_batch on delivery (batch, id)`.execute(db);
  await sql`
    create function refuse_sealed_change() returns trigger language plpgsql as $$
    begin
      if old.batch is not null then
        raise exception 'a sealed delivery is never changed' using errcode = 'integrity_constraint_violation';
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger delivery_sealed before update or delete on delivery
    for each row execute function refuse_sealed_change()`.execute(db);
  await sql`
    create trigger delivery_batch_kept before update or delete on delivery_batch
    for each row execute function refuse_audit_change()`.execute(db);
}
