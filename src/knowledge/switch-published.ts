import type { Actor } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import { announce, lock } from '../platform/events.js';
import { insertSwitch, latestSwitch } from './snapshot.store.js';

/** Why the published state changed. */
export type SwitchReason =
  | 'topic.created'
  | 'answer.published'
  | 'answer.retired'
  | 'answer.withdrawn'
  | 'answer.reinstated'
  | 'answer.verified'
  | 'answer.verification-set'
  | 'version.redacted'
  | 'release.published'
  | 'release.rolled-back'
  | 'translation.published'
  | 'phrasing.added'
  | 'phrasing.removed'
  | 'negative-phrasing.added'
  | 'negative-phrasing.removed'
  | 'fact.published'
  | 'synonym.approved'
  | 'synonym.removed'
  | 'date.struck';

/** What a switch gives to the work it guards. */
export interface Switching {
  readonly tx: DatabaseTransaction;
  /** The instant that every row of this switch is recorded at; later than that of any switch before. */
  readonly moment: Date;
  readonly sequence: number;
}

/** What the outbox and the audit trail are told beside the reason. */
export interface Told {
  /** What changed, such as fact/card.fee, where the verb's own subject does not name it. */
  readonly about?: string;
  /** Numbers, states and hashes; no texts, no names of people. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** People who matter besides the actor, by the part they played. */
  readonly people?: Readonly<Record<string, string | null>>;
  /** When it takes effect, where that is not at once: the gate looks at each of these days. */
  readonly effectiveAt?: readonly Date[];
  /** The published state against which the gate has judged this very change already; it is not asked again while nothing else was published. */
  readonly judgedAt?: number;
}

/** What work under the lock came to. */
export type Outcome<T> =
  | { readonly switched: true; readonly result: T; readonly told: Told }
  | { readonly switched: false; readonly result: T };

/**
 * Runs `work` as the only change of the published state at that time and gives it the next sequence number. The lock comes first and the instant
 * second, so that "recorded by the moment of sequence n" names exactly the rows of the switches up to n, on every node.
 */
export async function switchPublished<T>(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  reason: SwitchReason,
  subject: string,
  work: (switching: Switching) => Promise<Outcome<T>>,
): Promise<T> {
  return ctx.db.transaction().execute(async (tx) => {
    await lock(tx, 'publication');
    const last = await latestSwitch(tx);
    const sequence = (last?.sequence ?? 0) + 1;
    const moment = new Date(Math.max(ctx.clock.now().getTime(), (last?.moment.getTime() ?? 0) + 1));
    const outcome = await work({ tx, moment, sequence });
    if (outcome.switched) {
      const { about = `${kindOf(reason)}/${subject}`, details, people } = outcome.told;
      await insertSwitch(tx, { sequence, moment, reason, subject });
      await announce(tx, reason, { subject: about, snapshotSequence: sequence }, moment);
      await record(tx, {
        actor: ctx.actor,
        at: moment,
        action: reason,
        subject: about,
        details: { ...details, snapshotSequence: sequence },
        ...(people ? { people } : {}),
      });
    }
    return outcome.result;
  });
}

/** The outcome of work that changed what is published. */
export function switched<T>(result: T, told: Told = {}): Outcome<T> {
  return { switched: true, result, told };
}

/** The outcome of work that left everything as it was. */
export function unchanged<T>(result: T): Outcome<T> {
  return { switched: false, result };
}

/** What a switch's subject names: a phrasing and a translation belong to an answer. */
function kindOf(reason: SwitchReason): string {
  const kind = reason.slice(0, reason.indexOf('.'));
  return ['phrasing', 'negative-phrasing', 'translation', 'version'].includes(kind) ? 'answer' : kind;
}
