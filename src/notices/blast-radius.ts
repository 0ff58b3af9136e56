import { type Actor, allow, covers } from '../access/index.js';
import { type Channel, templatesNaming } from '../channels/index.js';
import {
  type CurrentFact,
  draftOfAnswer,
  type FactChange,
  inputKeys,
  type PublishedAnswer,
  reachOfFacts,
  rehearseStatements,
  releaseSubjects,
  type Snapshot,
} from '../knowledge/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { countTold, type OldVersions, type ToldCount } from '../receipts/index.js';
import { type Reached, reachedAnswers } from './reached-answers.js';

/** A change that is not published yet: an answer's draft, a statement about a fact, or all that is in a release. */
export type Change =
  | { readonly kind: 'ANSWER'; readonly key: string }
  | { readonly kind: 'STATEMENT'; readonly id: number }
  | { readonly kind: 'RELEASE'; readonly key: string };

/** How far a change would go. */
export interface BlastRadius {
  /** The published answers whose words, or whose version, would be another, in key order. */
  readonly answers: readonly PublishedAnswer[];
  /** How often a value that would change stands in their texts. */
  readonly embeds: number;
  readonly locales: readonly string[];
  readonly channels: readonly Channel[];
  /** Answer × locale × governed channel that serves it. */
  readonly renditions: number;
  /** The e-mail templates that name one of the answers. */
  readonly templates: readonly string[];
  /** The facts that are derived from one that would change. */
  readonly derivedFacts: readonly CurrentFact[];
  /** Those who were told, since `toldSince`, what would no longer be told. */
  readonly told: ToldCount;
  readonly toldSince: Date;
}

/** What looking ahead needs to know. */
export interface BlastContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly snapshot: Snapshot;
  readonly channels: ReadonlyMap<string, Channel>;
}

const dayMs = 86_400_000;
const mostDays = 365;

/** Shows how far a change would go before it is published. Nothing is rendered: the published state in memory and the record of deliveries tell. */
export async function blastRadius(ctx: BlastContext, change: Change, days: number): Promise<BlastRadius> {
  allow(ctx.actor, 'read drafts');
  const toldSince = daysAgo(ctx.clock, days);
  const subjects = await subjectsOf(ctx.db, change);
  const facts = await rehearseStatements(ctx, subjects.statements);
  const reach = reachOfFacts(ctx.snapshot, facts);
  const reached = reachedAnswers(ctx.snapshot, subjects, reach.touched);
  const keys = reached.map(({ answer }) => answer.key);
  const served = reached.map((one) => ({ ...one, channels: channelsServing(ctx.channels, one.answer) }));
  return {
    answers: reached.map(({ answer }) => answer),
    embeds: reach.touched.reduce((sum, { embeds }) => sum + embeds, 0),
    locales: [...new Set(reached.flatMap(({ locales }) => locales))].sort(),
    channels: [...new Set(served.flatMap(({ channels }) => channels))],
    renditions: served.reduce((sum, { locales, channels }) => sum + locales.length * channels.length, 0),
    templates: await templatesNaming(ctx.db, keys),
    derivedFacts: derivedAmong(ctx.snapshot, facts),
    told: await countTold(ctx.db, { versions: oldVersions(reached), values: reach.replaced }, toldSince),
    toldSince,
  };
}

/** The instant so many days ago; throws BAD_INPUT for a number that is none. */
export function daysAgo(clock: Clock, days: number): Date {
  if (!Number.isInteger(days) || days < 1 || days > mostDays)
    throw new AppError('BAD_INPUT', `days must be from 1 to ${mostDays}.`);
  return new Date(clock.now().getTime() - days * dayMs);
}

async function subjectsOf(db: Database, change: Change) {
  switch (change.kind) {
    case 'RELEASE':
      return releaseSubjects(db, change.key);
    case 'STATEMENT':
      return { answers: [], translations: [], statements: [change.id] };
    case 'ANSWER':
      if (!(await draftOfAnswer(db, change.key)))
        throw new AppError('NOT_FOUND', `There is no draft of ${change.key.slice(0, 100)}.`);
      return { answers: [change.key], translations: [], statements: [] };
  }
}

function channelsServing(channels: ReadonlyMap<string, Channel>, answer: PublishedAnswer): readonly Channel[] {
  return [...channels.values()].filter(
    ({ mode, audience }) => mode === 'GOVERNED' && covers(audience, answer.audience),
  );
}

/** The version that is served now would be superseded; where only a translation changes, in its language. */
function oldVersions(reached: readonly Reached[]): readonly OldVersions[] {
  return reached.flatMap(({ answer: { key, version }, superseded }): readonly OldVersions[] => {
    const old = { answer: key, first: version.number, last: version.number };
    if (superseded === 'EVERYWHERE') return [{ ...old, locale: null }];
    return superseded.map((locale) => ({ ...old, locale }));
  });
}

function derivedAmong(snapshot: Snapshot, changes: readonly FactChange[]): readonly CurrentFact[] {
  const changed = new Set(changes.map(({ key }) => key));
  return changes.flatMap(({ key }) => {
    const fact = snapshot.facts.get(key);
    return fact?.formula && inputKeys(fact.formula).some((input) => changed.has(input)) ? [fact] : [];
  });
}
