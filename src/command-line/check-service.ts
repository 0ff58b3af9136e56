import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { operationsOver, type RunOperation } from '../../schema/operations/run-operation.js';
import { AppError } from '../platform/errors.js';
import type { Checked, Finding } from './check-report.js';

const replyMs = 30_000;
const pollMs = 300;

/** A service to check. */
export interface CheckedService {
  readonly url: string;
  readonly run: RunOperation;
}

/** The service at an address, with a key that may run sweeps; throws UNAVAILABLE with a sentence when it cannot be asked. */
export function serviceAt(address: string, key: string): CheckedService {
  const url = URL.parse(address);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new AppError('BAD_INPUT', `--url must be an address such as http://127.0.0.1:4000, not ${address}.`);
  if (url.pathname === '/') url.pathname = '/graphql';
  const ask = operationsOver((request) => carry(url.href, key, request));
  return { url: url.href, run: (name, variables) => ask(name, variables) };
}

/** The operator's key that a service on this machine leaves in its data folder; null when there is none to read. */
export function operatorKey(dataFolder: string): string | null {
  try {
    return readFileSync(join(dataFolder, 'operator.key'), 'utf8').trim() || null;
  } catch {
    return null;
  }
}

/** Runs a sweep to its end and gives its ID; throws UNAVAILABLE when it fails or takes longer than `timeoutMs`. */
export async function sweepOf(
  { run }: CheckedService,
  timeoutMs: number,
  progress: (done: number, total: number) => void,
): Promise<string> {
  const { id } = (await run('CheckRunSweep', {})).runSweep;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { sweep } = await run('CheckSweep', { id });
    if (sweep?.state === 'DONE') return id;
    if (sweep?.state === 'FAILED' || sweep?.state === 'CANCELLED')
      throw new AppError(
        'UNAVAILABLE',
        `The sweep ${sweep.state === 'FAILED' ? `failed: ${sweep.failure ?? ''}` : 'was cancelled.'}`,
      );
    if (Date.now() > deadline)
      throw new AppError(
        'UNAVAILABLE',
        `The sweep did not end within ${timeoutMs / 1_000} s; a worker may be missing.`,
      );
    progress(sweep?.cellsDone ?? 0, sweep?.cellsTotal ?? 0);
    await pause(pollMs);
  }
}

/** The report of a sweep, with the open findings that it has seen. */
export async function reportOf({ run }: CheckedService, sweep: string): Promise<Checked> {
  const { consistency: report } = await run('CheckReport', { sweep });
  if (!report) throw new AppError('UNAVAILABLE', `The service has no report of sweep ${sweep}.`);
  const findings: Finding[] = [];
  for (let after: string | null = null; ; ) {
    const page: {
      readonly nodes: readonly Finding[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    } = (await run('CheckFindings', { after })).findings;
    findings.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  // A finding that is gone stays open for one sweep more, in case it comes back; this sweep has not seen it.
  return {
    report,
    findings: findings.filter(({ lastSeenAt }) => Date.parse(lastSeenAt) >= Date.parse(report.sweep.startedAt)),
  };
}

async function carry(url: string, key: string, request: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${key}` };
  let reply: Response;
  try {
    reply = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(replyMs),
    });
  } catch (error) {
    throw new AppError(
      'UNAVAILABLE',
      `The service at ${url} cannot be reached. Is it running, and is --url right?`,
      {},
      { cause: error },
    );
  }
  try {
    return await reply.json();
  } catch (error) {
    throw new AppError(
      'UNAVAILABLE',
      `What answers at ${url} (status ${reply.status}) is not a Univocal service.`,
      {},
      { cause: error },
    );
  }
}
