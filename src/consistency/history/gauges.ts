import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { Rate } from '../rate.js';
import { latestDoneSweep } from '../sweep.store.js';
import type { Sweep } from '../sweep.js';
import { findingTimes } from './finding-times.js';
import { cellsByState, openFindings } from './gauges.store.js';

/** A figure for those who watch the service, in the terms of Prometheus; what is not known has no sample. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

/** The figures of the last sweep over all questions, and of the findings that are open now. A rate of nothing has no sample, never 1. */
export async function consistencyGauges(ctx: {
  readonly db: Database;
  readonly clock: Clock;
  readonly sourceLocale: string;
}): Promise<readonly Gauge[]> {
  const sweep = await latestDoneSweep(ctx.db);
  const now = ctx.clock.now();
  const { drift } = await findingTimes(ctx, { since: new Date(now.getTime() - 1), until: now });
  const findings = await openFindings(ctx.db);
  const cells = sweep ? await cellsByState(ctx.db, sweep.id) : [];
  return [
    ...(sweep ? gaugesOf(sweep) : []),
    {
      name: 'univocal_sweep_cells',
      help: 'Cells of the last sweep by state.',
      samples: cells.map(({ state, count }) => sample(count, { state })),
    },
    {
      name: 'univocal_open_findings',
      help: 'Findings that are open, by severity and channel.',
      samples: findings.map(({ severity, channel, count }) => sample(count, { severity, channel })),
    },
    {
      name: 'univocal_oldest_drift_seconds',
      help: 'How long the oldest open disagreement has lasted; 0 while there is none.',
      samples: [sample((drift.longestHours ?? 0) * 3_600)],
    },
  ];
}

function gaugesOf({ rates, finishedAt }: Sweep): readonly Gauge[] {
  return [
    {
      name: 'univocal_same_answer_rate',
      help: 'The same-answer rate of the last sweep by number of channels and reading, 0 to 1.',
      samples: (rates?.sameAnswerRates ?? []).flatMap(({ channels, rate, strict, contradictionFree }) =>
        Object.entries({ headline: rate, strict, contradiction_free: contradictionFree }).flatMap(([reading, of]) =>
          shareOf(of, { channels: String(channels), reading }),
        ),
      ),
    },
    {
      name: 'univocal_answered_by_all',
      help: 'The share of questions that every channel answered in the last sweep, 0 to 1.',
      samples: rates ? shareOf(rates.answeredByAll, {}) : [],
    },
    {
      name: 'univocal_last_sweep_timestamp_seconds',
      help: 'When the last sweep ended, in seconds since 1970.',
      samples: finishedAt ? [sample(finishedAt.getTime() / 1_000)] : [],
    },
  ];
}

function shareOf({ share }: Rate, labels: Readonly<Record<string, string>>) {
  return share === null ? [] : [sample(share, labels)];
}

function sample(value: number, labels: Readonly<Record<string, string>> = {}) {
  return { labels, value };
}
