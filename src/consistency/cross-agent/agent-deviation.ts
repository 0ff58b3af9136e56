import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { severityOf } from '../finding.js';
import { rateOf } from '../rate.js';
import type { AnswerDeviation, DeviationCount, TeamDeviation } from './agent-text.js';
import {
  type CountedAnswer,
  countsByAnswer,
  countsByMonth,
  type DeviatingKind,
  kindsByAnswer,
  type TextsAsked,
} from './agent-text.store.js';

const mostExamples = 3;

/**
 * How far what agents send deviates from the answers, by team and never by agent. What a team sent to an answer is left out where it is fewer than
 * five texts, from the sums too: else it could be reckoned from them.
 */
export async function agentDeviation(
  { db }: { readonly db: Database },
  asked: TextsAsked,
): Promise<readonly TeamDeviation[]> {
  if (asked.since && asked.until && asked.since >= asked.until)
    throw new AppError('BAD_INPUT', 'since must lie before until.');
  const answers = await countsByAnswer(db, asked);
  const months = await countsByMonth(db, asked);
  const kinds = await kindsByAnswer(db, asked, mostExamples);
  return [...Map.groupBy(answers, ({ team }) => team)].map(([team, counted]) => ({
    team,
    ...count(sum(counted, 'compared'), sum(counted, 'deviating')),
    answers: counted.map((one) => answerDeviation(one, kinds)),
    months: months
      .filter((one) => one.team === team)
      .map(({ month, compared, deviating }) => ({ month, ...count(compared, deviating) })),
  }));
}

function answerDeviation(
  { team, answer, compared, deviating }: CountedAnswer,
  kinds: readonly DeviatingKind[],
): AnswerDeviation {
  const own = kinds.filter((kind) => kind.team === team && kind.answer === answer);
  return {
    answer,
    ...count(compared, deviating),
    kinds: own.map(({ kind, texts }) => ({ kind, severity: severityOf(kind), texts })),
    examples: own.flatMap(({ examples }) => examples),
  };
}

function count(compared: number, deviating: number): DeviationCount {
  return { compared, deviating, rate: rateOf(deviating, compared) };
}

function sum<K extends string>(rows: readonly Readonly<Record<K, number>>[], field: K): number {
  return rows.reduce((total, row) => total + row[field], 0);
}
