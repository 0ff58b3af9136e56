import { createHash } from 'node:crypto';
import { type Actor, allow, type Audience } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import * as store from './question-sample.store.js';

/** A question that was asked, with the audience of the least privileged who asked it. */
export interface SampledQuestion {
  readonly audience: Audience;
  readonly text: string;
}

/** Questions of a language that were asked in a window, as they stood when somebody froze them; never changed. */
export interface QuestionSample {
  readonly id: number;
  readonly locale: string;
  readonly from: Date;
  readonly to: Date;
  readonly count: number;
  /** SHA-256 of its questions, in hex. */
  readonly hash: string;
  readonly frozenBy: string;
  readonly frozenAt: Date;
}

/** A sample that the matcher of a language learns from. */
export interface LearnedSample {
  readonly sample: number;
  readonly hash: string;
  readonly questions: readonly SampledQuestion[];
}

/** More teach nothing more, and take long. */
export const mostSampled = 10_000;

/** Keeps questions as a sample. Nothing learns from it until a release says so. */
export async function keepSample(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  window: Pick<QuestionSample, 'locale' | 'from' | 'to'>,
  questions: readonly SampledQuestion[],
): Promise<QuestionSample> {
  allow(ctx.actor, 'learn from questions');
  if (questions.length === 0) throw new AppError('BAD_INPUT', `Nothing was asked in ${window.locale} in that window.`);
  const { locale, from, to } = window;
  return ctx.db.transaction().execute(async (tx) => {
    const at = ctx.clock.now();
    const sample = await store.insertSample(tx, {
      locale,
      window_from: from,
      window_to: to,
      questions: JSON.stringify(questions.map(({ audience, text }) => ({ audience, text }))),
      hash: hashOf(locale, questions),
      frozen_by: ctx.actor.name,
      frozen_at: at,
    });
    // What customers asked stays out of the trail: it has the hash.
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'questions.frozen',
      subject: `question-sample/${sample.id}`,
      details: { locale, from, to, questions: sample.count, hash: sample.hash },
    });
    return sample;
  });
}

function hashOf(locale: string, questions: readonly SampledQuestion[]): string {
  const rows = questions.map(({ audience, text }) => [audience, text]);
  return createHash('sha256')
    .update(JSON.stringify([locale, rows]))
    .digest('hex');
}
