import type { Services } from '../../schema/context.js';
import {
  type Assignment,
  deliverFindingMessage,
  giveUpFindingMessage,
  planAlertMessages,
  tellAssignee,
} from '../consistency/index.js';
import type { DatabaseTransaction } from '../platform/database/database.js';
import { eventsAfter, latestEvent } from '../platform/events.js';
import { follow } from '../platform/follow.js';
import { openGuardedFetch } from '../platform/http/guarded-fetch.js';
import type { Jobs } from '../platform/jobs.js';
import type { Closers } from './resources.js';

interface TellContext {
  readonly services: Services;
  readonly jobs: Jobs;
  readonly work: boolean;
  readonly timeZone: string;
  readonly apiAddress: string;
}

const messageJob = 'tell-findings';
const assignmentJob = 'tell-assignee';
const timeoutMs = 5_000;
const callsAtOnce = 4;
const lookEveryMs = 60_000;
const waking: ReadonlySet<string> = new Set(['finding.changed', 'finding-alert.changed']);
/** The delays double from two seconds: in all about two and a half hours. */
const retrying = { retries: 12, retryDelaySeconds: 2, expireSeconds: 60 };

/** Makes the queues of messages about findings known; a worker decides what is told when findings change and as hours pass, and sends it. */
export async function tellFindings(opening: TellContext, closers: Closers): Promise<void> {
  const { services, jobs, work, timeZone, apiAddress } = opening;
  const { allowedHosts } = services.webhookSettings;
  const fetch = openGuardedFetch({
    userAgent: 'Univocal-Alerts/0.1',
    allowedHosts,
    timeoutMs,
    connections: callsAtOnce,
  });
  closers.push(() => fetch.close());
  const sending = { ...services, fetch, apiAddress };
  await jobs.register<{ messageId: number }>(
    {
      ...retrying,
      name: messageJob,
      workers: callsAtOnce,
      run: ({ messageId }) => deliverFindingMessage(sending, messageId),
      giveUp: ({ messageId }) => giveUpFindingMessage(sending, messageId),
    },
    work,
  );
  await jobs.register<Assignment>(
    { ...retrying, name: assignmentJob, run: (assignment) => tellAssignee(sending, assignment) },
    work,
  );
  const enqueue = (tx: DatabaseTransaction, messageId: number) => jobs.send(messageJob, { messageId }, tx);
  if (work) followFindings({ services, plan: () => planAlertMessages({ ...services, timeZone, enqueue }) }, closers);
}

/** Queues that a person is told of the finding that they were given. */
export function queueAssignment(jobs: Jobs): Services['queueAssignment'] {
  return (tx, assignment) => jobs.send(assignmentJob, assignment, tx);
}

/** Plans when an event says that findings or alerts have changed, and every minute, because quiet hours end and digests come due without one. */
function followFindings(
  { services, plan }: { readonly services: Services; readonly plan: () => Promise<void> },
  closers: Closers,
): void {
  const { db, news, log } = services;
  let seen: number | null = null;
  let looks = 0;
  let looked = 0;
  const planning = follow('finding alerts', log, async () => {
    seen ??= await latestEvent(db);
    const events = await eventsAfter(db, seen);
    const upTo = looks;
    if (upTo > looked || events.some(({ type }) => waking.has(type))) await plan();
    looked = upTo;
    seen = events.at(-1)?.sequence ?? seen;
  });
  const look = () => {
    looks += 1;
    planning.nudge();
  };
  const timer = setInterval(look, lookEveryMs);
  const stop = news.onNews(() => planning.nudge());
  look();
  closers.push(async () => {
    clearInterval(timer);
    stop();
    await planning.close();
  });
}
