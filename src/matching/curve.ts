import type { Audience } from '../access/index.js';
import { type Snapshot, type Thresholds, thresholdsIn } from '../knowledge/index.js';
import type { CurvePoint } from './calibration.js';
import { defaultThresholds } from './decision.js';
import { localeFor } from './matched-locale.js';
import type { Models } from './models.js';

/** What thresholds come to: shares of the questions that were put to models which had not learned them. */
export interface ThresholdEffect {
  readonly thresholds: Thresholds;
  /** Answered, offered choices, met with silence: 1 together. */
  readonly answered: number;
  readonly choices: number;
  readonly silent: number;
  /** Of those answered the share answered rightly; null where none is. */
  readonly precision: number | null;
}

/** By which thresholds are chosen. */
export interface MatchingCurve {
  readonly snapshotSequence: number;
  /** "none" before the first model is trained: then there are no points. */
  readonly modelId: string;
  readonly locale: string;
  readonly points: readonly CurvePoint[];
  readonly isDefault: boolean;
  readonly inForce: ThresholdEffect;
  /** What the thresholds asked for would come to. */
  readonly proposed: ThresholdEffect | null;
}

/** The curve of the model in use for a language and audience, measured by cross-fitting when it was trained. */
export function matchingCurve(
  ctx: { readonly snapshot: Snapshot; readonly models: Pick<Models, 'for'> },
  asked: { readonly locale: string; readonly audience: Audience; readonly thresholds: Thresholds | null },
): MatchingCurve {
  const locale = localeFor(ctx.snapshot, asked.locale, asked.audience);
  const served = ctx.models.for(locale, asked.audience);
  const points = served?.model.calibration.curve ?? [];
  const published = thresholdsIn(ctx.snapshot, locale);
  return {
    snapshotSequence: ctx.snapshot.sequence,
    modelId: served?.modelId ?? 'none',
    locale,
    points,
    isDefault: published === null,
    inForce: effectOf(points, published ?? defaultThresholds),
    proposed: asked.thresholds && effectOf(points, asked.thresholds),
  };
}

function effectOf(points: readonly CurvePoint[], thresholds: Thresholds): ThresholdEffect {
  const { answered, precision } = pointAt(points, thresholds.answer);
  const reached = pointAt(points, thresholds.choices).answered;
  return {
    thresholds,
    answered,
    choices: reached - answered,
    silent: points.length === 0 ? 1 : 1 - reached,
    precision,
  };
}

/** Between two points of the curve the line; beyond the last point, whose share is small, the last point itself. */
function pointAt(points: readonly CurvePoint[], confidence: number): Omit<CurvePoint, 'confidence'> {
  const after = points.findIndex((point) => point.confidence > confidence);
  const left = after < 0 ? points.at(-1) : points[Math.max(0, after - 1)];
  const right = after < 0 ? left : points[after];
  if (!left || !right) return { answered: 0, precision: null };
  const share = left === right ? 0 : (confidence - left.confidence) / (right.confidence - left.confidence);
  const between = (a: number, b: number) => a + (b - a) * share;
  return {
    answered: between(left.answered, right.answered),
    precision:
      left.precision === null || right.precision === null ? left.precision : between(left.precision, right.precision),
  };
}
