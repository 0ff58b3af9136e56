import { type Kysely, sql } from 'kysely';

/**
 * The audit trail: a chain of rows in which each hash covers the one before. The rows themselves hold no personal data; people stand in them by
 * a salted hash, and the row that leads from the hash to the account can be emptied without touching the chain.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table audit_person (
      reference text primary key,
      salt bytea,
      key text unique,
      erased_at timestamptz,
      check ((key is null) = (salt is null) and (key is null) = (erased_at is not null))
    )`.execute(db);
  await sql`
    create table audit_entry (
      sequence bigint primary key,
      at timestamptz(3) not null,
      actor text not null,
      role text not null,
      action text not null,
      subject text not null,
      details text not null,
      previous_hash text not null,
      hash text not null
    )`.execute(db);
  await sql`create index audit_entry_subject on audit_entry (subject, sequence)`.execute(db);
  await sql`create index audit_entry_actor on audit_entry (actor, sequence)`.execute(db);
  await sql`create index audit_entry_at on audit_entry (at)`.execute(db);
  await refuseChanges(db);
  await nameReferences(db);
  await appendInOrder(db);
}

async function refuseChanges(db: Kysely<never>): Promise<void> {
  await sql`
    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit trail is never changed' using errcode = 'integrity_constraint_violation';
    end $$`.execute(db);
  await sql`
    create trigger audit_entry_kept before update or delete on audit_entry
    for each row execute function refuse_audit_change()`.execute(db);
  await sql`
    create trigger audit_entry_kept_whole before truncate on audit_entry
    for each statement execute function refuse_audit_change()`.execute(db);
}

/** The reference of an account, made on its first entry. 7002 is the outbox's lock: see locks in src/platform/events.ts. */
async function nameReferences(db: Kysely<never>): Promise<void> {
  await sql`
    create function audit_reference(account text, new_salt bytea) returns text language plpgsql as $$
    declare found text;
    begin
      perform pg_advisory_xact_lock(7002);
      select reference into found from audit_person where key = account;
      if found is null then
        found := 'person:' || encode(sha256(new_salt || convert_to(account, 'UTF8')), 'hex');
        insert into audit_person (reference, salt, key) values (found, new_salt, account);
      end if;
      return found;
    end $$`.execute(db);
}

/**
 * Appends the next entry. In one function, so that the lock, the read of the last entry and the write cost one exchange; each statement in it sees
 * what was committed before it. What is hashed is the JSON text [previous hash, sequence, at, actor, role, action, subject, details].
 */
async function appendInOrder(db: Kysely<never>): Promise<void> {
  await sql`
    create function audit_append(entry json) returns bigint language plpgsql as $$
    declare
      last record;
      next_sequence bigint;
      before_hash text;
    begin
      perform pg_advisory_xact_lock(7002);
      select sequence, hash into last from audit_entry order by sequence desc limit 1;
      next_sequence := coalesce(last.sequence, 0) + 1;
      before_hash := coalesce(last.hash, repeat('0', 64));
      insert into audit_entry (sequence, at, actor, role, action, subject, details, previous_hash, hash)
      values (
        next_sequence, (entry ->> 'at')::timestamptz, entry ->> 'actor', entry ->> 'role', entry ->> 'action', entry ->> 'subject',
        entry ->> 'details', before_hash,
        encode(sha256(convert_to('["' || before_hash || '",' || next_sequence || ',' || (entry ->> 'rest'), 'UTF8')), 'hex')
      );
      return next_sequence;
    end $$`.execute(db);
}
