import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Args, ArgsType, Ctx, Field, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { eraseAuditPerson, type NamedEntry, readTrail } from '../../src/audit/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionOf, connectionType, PageArgs, pageBounds } from '../shared/connection.js';

@ObjectType('AuditEntry', {
  description:
    'Something that was done, kept for ever. Its hash covers all of it and the hash before it, so that a change shows.',
})
class AuditEntryType implements NamedEntry {
  @Field(() => Int, { description: 'Its number; the first is 1, none is left out.' })
  sequence!: number;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'The account that did it; null when it was no account, or when the person was erased.',
  })
  account!: string | null;

  @Field(() => String, {
    description: 'Who did it as the chain knows it: a salted hash for an account, else the name of a channel’s key.',
  })
  actor!: string;

  @Field(() => String, { description: 'In which role.' })
  role!: string;

  @Field(() => String, { description: 'What was done, such as draft.approved.' })
  action!: string;

  @Field(() => String, { description: 'To what, such as answer/lost-card.' })
  subject!: string;

  @Field(() => String, { description: 'What it was like, as the JSON text that was hashed.' })
  details!: string;

  @Field(() => String, { description: 'The hash of the entry before; 64 zeros for the first.' })
  previousHash!: string;

  @Field(() => String, {
    description: 'SHA-256 over the JSON text [previousHash, sequence, at, actor, role, action, subject, details].',
  })
  hash!: string;
}

const AuditEntryConnection = connectionType('AuditEntry', AuditEntryType);

@ArgsType()
class AuditTrailArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Only what was done to this, such as answer/lost-card, fact/card.fee or account/a-key.',
  })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this, such as draft.approved.' })
  action?: string | null;

  @Field(() => String, { nullable: true, description: 'Only what this account did, or the key of this channel.' })
  actor?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Not before.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Before.' })
  until?: Date | null;
}

@Resolver()
export class AuditTrailResolver {
  @Query(() => AuditEntryConnection, { description: 'What was done, newest first.' })
  async auditTrail(
    @Ctx() ctx: RequestContext,
    @Args(() => AuditTrailArgs) args: AuditTrailArgs,
  ): Promise<Connection<AuditEntryType>> {
    const bounds = pageBounds(args);
    const { subject = null, action = null, actor = null, since = null, until = null } = args;
    const { rows, total } = await readTrail(ctx, { subject, action, actor, since, until }, bounds);
    return connectionOf([...rows], bounds, total);
  }

  @Mutation(() => Boolean, {
    description:
      'Makes the audit trail forget who an account was; its entries stay and the chain is as whole as before. False when it knows no such account.',
  })
  eraseAuditPerson(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: "The account's key." }) key: string,
  ): Promise<boolean> {
    return eraseAuditPerson(ctx, key);
  }
}
