import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, createUnionType, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import {
  answersRestingOn,
  type Blocked as GateBlocked,
  createFact,
  type FactOverlap,
  type FactType,
  isServable,
  type PublishedFactOutcome,
  publishFact,
  type Snapshot,
  stateFact,
  writeFactContent,
} from '../../src/knowledge/index.js';
import type { FactContent } from '../../src/knowledge/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { RequestContext } from '../context.js';
import { FactTypeEnum } from '../shared/enums.js';
import { Blocked } from './edit-answer.js';
import { ScopeEntryInput, scopeFrom } from '../shared/scope.js';

@ObjectType({ description: 'The statement was recorded as a proposal: a second person must publish it.' })
export class FactStated {
  @Field(() => ID, { description: 'Names the statement; publishFact takes it.' })
  statement!: number;
}

@ObjectType({ description: 'What holds after a publication.' })
abstract class Changed {
  @Field(() => String, { description: "The fact's key." })
  key!: string;

  @Field(() => Int, {
    description: 'The published state from which on it is served; ask with minSnapshot to read it back.',
  })
  snapshotSequence!: number;

  @Field(() => [String], {
    description:
      'The published answers that rest on the fact and that nobody is served now, because a value is missing.',
  })
  unservable!: readonly string[];
}

@ObjectType({ description: 'The value holds now, within its dates.' })
class FactPublished extends Changed {
  @Field(() => ID, { description: 'Names the value.' })
  value!: number;
}

@ObjectType({ description: 'The values of an import hold now, within their dates.' })
class FactValuesPublished extends Changed {
  @Field(() => [ID], { description: 'Names the values.' })
  values!: readonly number[];
}

@ObjectType({ description: 'The value is taken back; as of before it is still read.' })
class FactRetracted extends Changed {
  @Field(() => ID, { description: 'Names the value that was taken back.' })
  retracted!: number;
}

@ObjectType({ description: 'The fact is reckoned by this formula from its day on.' })
class FormulaPublished extends Changed {
  @Field(() => Int, { description: 'Which formula of the fact it is, counted from 1.' })
  number!: number;
}

@ObjectType('FactOverlap', { description: 'The value would overlap one that begins later; nothing was changed.' })
class FactOverlapType {
  @Field(() => String, { description: 'What happened, naming both.' })
  message!: string;

  @Field(() => String, { description: 'The value in the way, as an editor writes it.' })
  existing!: string;

  @Field(() => DateTime, { description: 'When the value in the way begins.' })
  existingFrom!: Date;
}

const StateFactOutcome = createUnionType({
  name: 'StateFactOutcome',
  description: 'What became of a statement.',
  types: () => [FactStated, FactOverlapType] as const,
  resolveType: (value: object) => ('statement' in value ? 'FactStated' : 'FactOverlap'),
});

const PublishFactOutcome = createUnionType({
  name: 'PublishFactOutcome',
  description: 'What became of the publication of a statement.',
  types: () => [FactPublished, FactValuesPublished, FactRetracted, FormulaPublished, FactOverlapType, Blocked] as const,
  resolveType: (value: object) => {
    if ('value' in value) return 'FactPublished';
    if ('values' in value) return 'FactValuesPublished';
    if ('retracted' in value) return 'FactRetracted';
    if ('obstacles' in value) return 'Blocked';
    return 'number' in value ? 'FormulaPublished' : 'FactOverlap';
  },
});

@InputType({ description: 'A value that you state of a fact.' })
class StateFactInput {
  @Field(() => String, { description: "The fact's key." })
  key!: string;

  @Field(() => String, {
    description:
      'The value as its type is written: "GBP 12.00", "1.75", "5 working days", "3", "2027-04-01", "Mo-Fr 08:00-20:00".',
  })
  value!: string;

  @Field(() => [ScopeEntryInput], { nullable: true, description: 'For whom or where; everywhere when not given.' })
  scope?: ScopeEntryInput[] | null;

  @Field(() => DateTime, { nullable: true, description: 'From when it holds; from now when not given.' })
  validFrom?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when, exclusive; until the next value begins when not given.',
  })
  validTo?: Date | null;

  @Field(() => String, { description: 'Where it stands written: the tariff, the contract, the notice.' })
  source!: string;
}

@InputType({ description: 'A new fact, before it has any value.' })
class NewFactInput {
  @Field(() => String, { description: 'Names the fact for ever, such as card.replacement.fee.' })
  key!: string;

  @Field(() => FactTypeEnum, { description: 'What it is about.' })
  type!: FactType;

  @Field(() => String, { description: 'Its name for people.' })
  name!: string;

  @Field(() => String, { description: 'The key of the team that keeps it true.' })
  ownerTeam!: string;
}

const idForm = /^\d{1,9}$/;

@Resolver()
export class EditFactResolver {
  @Mutation(() => String, { description: 'Opens a fact and gives back its key.' })
  async createFact(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => NewFactInput, { description: 'The new fact.' }) input: NewFactInput,
  ): Promise<string> {
    await createFact(ctx, input);
    return input.key;
  }

  @Mutation(() => StateFactOutcome, {
    description: 'States a value of a fact; it holds once a second person publishes it.',
  })
  async stateFact(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => StateFactInput, { description: 'The value.' }) input: StateFactInput,
  ): Promise<typeof StateFactOutcome> {
    const outcome = await stateFact(ctx, {
      ...input,
      scope: scopeFrom(input.scope),
      validFrom: input.validFrom ?? null,
      validTo: input.validTo ?? null,
    });
    return outcome.outcome === 'stated' ? { statement: outcome.statementId } : overlap(outcome);
  }

  @Mutation(() => PublishFactOutcome, {
    description:
      'Does what a statement says: every answer that shows the fact, or one derived from it, changes at once, on every channel.',
  })
  async publishFact(
    @Ctx() ctx: RequestContext,
    @Arg('statement', () => ID, { description: 'The statement.' }) statement: string,
  ): Promise<typeof PublishFactOutcome> {
    if (!idForm.test(statement)) throw new AppError('BAD_INPUT', 'statement must be the number that stateFact gave.');
    const outcome = await publishFact(ctx, Number(statement));
    await ctx.snapshots.refresh();
    return factOutcome(outcome, ctx.snapshots.current());
  }
}

function factOutcome(outcome: PublishedFactOutcome | GateBlocked, snapshot: Snapshot): typeof PublishFactOutcome {
  switch (outcome.outcome) {
    case 'overlap':
      return overlap(outcome);
    case 'blocked':
      return { message: 'What is stated may not be published.', obstacles: outcome.obstacles };
    default:
      return changed(outcome, snapshot);
  }
}

function changed(outcome: Exclude<PublishedFactOutcome, FactOverlap>, snapshot: Snapshot): typeof PublishFactOutcome {
  const { key, snapshotSequence } = outcome;
  const unservable = answersRestingOn(snapshot, key)
    .filter((answer) => !isServable(snapshot, answer))
    .map((answer) => answer.key);
  const shared = { key, snapshotSequence, unservable };
  switch (outcome.outcome) {
    case 'published':
      return { ...shared, value: outcome.valueId };
    case 'valuesPublished':
      return { ...shared, values: outcome.valueIds };
    case 'retracted':
      return { ...shared, retracted: outcome.valueId };
    case 'formulaPublished':
      return { ...shared, number: outcome.number };
  }
}

function overlap({ existing }: FactOverlap): FactOverlapType {
  const written = writeFactContent(existing.content as FactContent);
  const from = existing.valid_from.toISOString();
  return {
    message: `Your value would overlap ${written}, which begins on ${from}: give a validTo that is not later.`,
    existing: written,
    existingFrom: existing.valid_from,
  };
}
