import { fromKysely, PgBoss } from 'pg-boss';
import type { DatabaseTransaction } from './database/database.js';
import type { Log } from './log.js';

/** Work that is done later, kept in the database until it is done. */
export interface Job<Data extends object> {
  readonly name: string;
  /** How often it is tried again after a failure; the delay grows from `retryDelaySeconds`. */
  readonly retries: number;
  readonly retryDelaySeconds: number;
  /** After how many seconds an attempt counts as lost and another worker may try. */
  readonly expireSeconds: number;
  /** How many of them a process works on at once; 1 when not given. */
  readonly workers?: number;
  readonly run: (data: Data) => Promise<void>;
  /** What is done when the last attempt has failed. */
  readonly giveUp?: (data: Data) => Promise<void>;
}

/** The queue of one process. */
export interface Jobs {
  /** Makes the queue known; a worker also begins to work on it. */
  register<Data extends object>(job: Job<Data>, work: boolean): Promise<void>;
  /** Queues work, inside `tx` when one is given: then the work exists if and only if the transaction commits. */
  send(name: string, data: object, tx?: DatabaseTransaction): Promise<void>;
  close(): Promise<void>;
}

/** Where the database tells nobody that there is a job, as behind a pooler. */
const pollingSeconds = 0.5;
/** Else a new job is told at once, and a look is taken now and then for those that are to be tried again. */
const seldomSeconds = 2;
/** What is asked of the queue is short: two connections serve all workers. */
const connections = 2;
const noJob = '00000000-0000-0000-0000-000000000000';

/** Opens the queue in the database. */
export async function openJobs(url: string, log: Log): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    max: connections,
    schema: 'jobs',
    application_name: 'univocal-jobs',
    useListenNotify: true,
  });
  boss.on('error', (error) => log.warn({ reason: error.message }, 'the job queue reported an error'));
  await boss.start();
  return {
    register: async (job, work) => {
      await makeQueue(boss, job);
      // A queue that this process has not seen cannot be sent to inside a transaction; looking for a job makes it known.
      await boss.findJobs(job.name, { id: noJob });
      if (work)
        await boss.work(
          job.name,
          {
            localConcurrency: job.workers ?? 1,
            batchSize: 1,
            pollingIntervalSeconds: pollingSeconds,
            notifyPollingIntervalSeconds: seldomSeconds,
            includeMetadata: true,
            burstWhenBatchFull: true,
          },
          async ([one]) => {
            if (one) await attempt(job, one as never, log);
          },
        );
    },
    send: async (name, data, tx) => {
      await boss.send(name, data, tx ? { db: fromKysely(tx) } : {});
    },
    close: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}

/** Makes a queue whose jobs are told at once; one of an older release learns to. */
async function makeQueue<Data extends object>(boss: PgBoss, job: Job<Data>): Promise<void> {
  const settings = {
    retryLimit: job.retries,
    retryDelay: job.retryDelaySeconds,
    retryBackoff: true,
    expireInSeconds: job.expireSeconds,
    notify: true,
  };
  const known = await boss.getQueue(job.name);
  if (!known) await boss.createQueue(job.name, settings);
  else if (!known.notify) await boss.updateQueue(job.name, settings);
}

async function attempt<Data extends object>(
  job: Job<Data>,
  one: { readonly data: Data; readonly retryCount: number },
  log: Log,
): Promise<void> {
  try {
    await job.run(one.data);
  } catch (error) {
    const last = one.retryCount >= job.retries;
    log.warn({ job: job.name, attempt: one.retryCount + 1, last, reason: (error as Error).message }, 'a job failed');
    if (last) await job.giveUp?.(one.data);
    throw error;
  }
}
