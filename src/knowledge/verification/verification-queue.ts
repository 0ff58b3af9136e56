import { type Actor, allow } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import { countDeliveries } from '../../receipts/index.js';
import { linksIn } from '../obstacles.js';
import { factsShownBy, type PublishedAnswer, type Snapshot } from '../snapshot.js';
import { daysOverdue, verificationState, type VerificationState } from './verification.js';

/** How much depends on an answer's being true. */
export interface Exposure {
  /** How often customers and staff were told it in the last 30 days, on channels that keep a record. */
  readonly deliveries: number;
  /** How many published answers link to it or name it as related. */
  readonly references: number;
  /** How many facts it shows. */
  readonly facts: number;
}

/** An answer that someone has to look at, and when. */
export interface QueuedAnswer {
  readonly answer: PublishedAnswer;
  readonly state: VerificationState;
  readonly daysOverdue: number;
  readonly exposure: Exposure;
  /** Whether it is given to nobody until it is confirmed. */
  readonly isWithheld: boolean;
}

/** Which part of the queue is asked for; a team's part is what it is to look at, and what it owns that nobody is named for. */
export interface QueueQuery {
  readonly team: string | null;
  readonly overdueOnly: boolean;
}

const exposureDays = 30;
const dayMs = 86_400_000;

/**
 * Every published answer in the order in which looking at it matters most: what was told most often in the last 30 days first; among equals what more
 * answers lead to and more facts stand in; then what was due first; then by key.
 */
export async function verificationQueue(
  ctx: { readonly db: Database; readonly actor: Actor; readonly snapshot: Snapshot; readonly now: Date },
  { team, overdueOnly }: QueueQuery,
): Promise<readonly QueuedAnswer[]> {
  allow(ctx.actor, 'verify answers');
  const { snapshot, now } = ctx;
  const deliveries = await countDeliveries(ctx.db, new Date(now.getTime() - exposureDays * dayMs), now);
  const references = referencesIn(snapshot);
  return [...snapshot.answers.values(), ...snapshot.withheld.values()]
    .filter((answer) => team === null || teamOf(answer) === team)
    .map((answer) => ({
      answer,
      state: verificationState(answer.upkeep, now),
      daysOverdue: daysOverdue(answer.upkeep, now),
      exposure: {
        deliveries: deliveries.get(answer.key) ?? 0,
        references: references.get(answer.key) ?? 0,
        facts: factsShownBy(answer).length,
      },
      isWithheld: snapshot.withheld.has(answer.key),
    }))
    .filter(({ state }) => !overdueOnly || state === 'OVERDUE')
    .sort(byExposure);
}

function teamOf({ upkeep, ownerTeam }: PublishedAnswer): string {
  return upkeep.plan.verifierTeam ?? ownerTeam;
}

function byExposure(a: QueuedAnswer, b: QueuedAnswer): number {
  return (
    b.exposure.deliveries - a.exposure.deliveries ||
    b.exposure.references + b.exposure.facts - (a.exposure.references + a.exposure.facts) ||
    a.answer.upkeep.dueAt.getTime() - b.answer.upkeep.dueAt.getTime() ||
    (a.answer.key < b.answer.key ? -1 : 1)
  );
}

/** How many other answers lead to each answer. */
function referencesIn({ answers, sourceLocale }: Snapshot): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const answer of answers.values()) {
    const text = answer.texts.get(sourceLocale);
    const led = new Set([...answer.related, ...(text ? linksIn(text) : [])]);
    for (const key of led) if (key !== answer.key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
