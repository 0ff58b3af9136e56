import { setImmediate as breath } from 'node:timers/promises';
import { type Actor, allow, type Audience } from '../access/index.js';
import { applies, type Snapshot } from '../knowledge/index.js';
import { AppError } from '../platform/errors.js';
import { localeFor } from './matched-locale.js';
import { crossValidate, type Tested } from './cross-validate.js';
import type { Models } from './models.js';
import { requireTriable } from './models-to-try.js';
import type { Train } from './train-models.js';
import { trainingInputInTurns } from './training-input.js';

/** What two answers that are taken for each other may be: one answer written twice, answers told apart by scope, or answers that are cut badly. */
export const confusionKinds = ['DUPLICATES', 'BY_SCOPE', 'OVERLAP'] as const;
export type ConfusionKind = (typeof confusionKinds)[number];

/** One answer of a pair: how many of its phrasings were asked, and how many of them were taken for the other's. */
export interface Confused {
  readonly answer: string;
  readonly asked: number;
  readonly mistaken: number;
  /** At most five of these. */
  readonly examples: readonly string[];
}

/** Two answers whose phrasings are taken for each other's. */
export interface ConfusablePair {
  readonly kind: ConfusionKind;
  /** In the order of their keys. */
  readonly one: Confused;
  readonly other: Confused;
  readonly count: number;
}

/** What the phrasings of one locale and audience are taken for by models that have not learned them. */
export interface ConfusionReport {
  readonly modelId: string;
  readonly asked: number;
  readonly right: number;
  /** Those most often confused first. */
  readonly pairs: readonly ConfusablePair[];
}

/** Makes a report on first use, and keeps it as long as the model it is about is served. */
export type ConfusableAnswers = (
  ctx: { readonly actor: Actor; readonly snapshot: Snapshot; readonly models: Pick<Models, 'for'> },
  of: { readonly locale: string; readonly audience: Audience; readonly modelId: string },
) => Promise<ConfusionReport>;

const mostKept = 8;

/** Opens the reports of a process: five trainings each, off the event loop. Throws TOO_COSTLY where there are too many phrasings. */
export function confusableAnswers({ train }: { readonly train: Train }): ConfusableAnswers {
  const kept = new Map<string, Promise<ConfusionReport>>();
  return async ({ actor, snapshot, models }, { locale: asked, audience, modelId }) => {
    allow(actor, 'read drafts');
    const locale = localeFor(snapshot, asked, audience);
    const served = models.for(locale, audience)?.modelId ?? 'none';
    // Five trainings are not begun by accident, nor for a model that nobody is looking at any more.
    if (modelId !== served || served === 'none')
      throw new AppError(
        'NOT_FOUND',
        `modelId must name the model that is served in ${locale} to ${audience}: ${served}.`,
      );
    const name = `${locale} ${audience} ${modelId}`;
    const report = kept.get(name) ?? makeReport(train, snapshot, { locale, audience, modelId });
    kept.delete(name);
    kept.set(name, report);
    report.catch(() => kept.delete(name));
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    return report;
  };
}

async function makeReport(
  train: Train,
  snapshot: Snapshot,
  { locale, audience, modelId }: { readonly locale: string; readonly audience: Audience; readonly modelId: string },
): Promise<ConfusionReport> {
  const input = await trainingInputInTurns(snapshot, locale, audience);
  requireTriable(input);
  const tested = input.phrasings.length === 0 ? [] : await crossValidate(train, input, () => breath());
  return {
    modelId,
    asked: tested.length,
    right: tested.filter(({ answerKey, takenFor }) => answerKey === takenFor).length,
    pairs: pairsIn(tested, (one, other) => kindByScope(snapshot, one, other)),
  };
}

/** A fifth of an answer's phrasings, both ways, is more than a badly chosen one or two. */
const muchConfused = 0.2;
const mostExamples = 5;

/** The pairs in what was tested; pure. */
export function pairsIn(
  tested: readonly Tested[],
  byScope: (one: string, other: string) => boolean,
): readonly ConfusablePair[] {
  const asked = new Map<string, number>();
  const mistaken = new Map<string, string[]>();
  for (const { answerKey, takenFor, text } of tested) {
    asked.set(answerKey, (asked.get(answerKey) ?? 0) + 1);
    if (takenFor === null || takenFor === answerKey) continue;
    const name = JSON.stringify([answerKey, takenFor]);
    mistaken.set(name, [...(mistaken.get(name) ?? []), text]);
  }
  const confused = (answer: string, other: string): Confused => {
    const texts = mistaken.get(JSON.stringify([answer, other])) ?? [];
    return {
      answer,
      asked: asked.get(answer) ?? 0,
      mistaken: texts.length,
      examples: texts.toSorted().slice(0, mostExamples),
    };
  };
  const names = new Set([...mistaken.keys()].map((name) => JSON.stringify((JSON.parse(name) as string[]).sort())));
  return [...names]
    .sort()
    .map((name) => {
      const [first = '', second = ''] = JSON.parse(name) as string[];
      const [one, other] = [confused(first, second), confused(second, first)];
      const kind = byScope(first, second) ? 'BY_SCOPE' : isMuch(one) && isMuch(other) ? 'DUPLICATES' : 'OVERLAP';
      return { kind, one, other, count: one.mistaken + other.mistaken } as const;
    })
    .sort((a, b) => b.count - a.count);
}

function isMuch({ asked, mistaken }: Confused): boolean {
  return mistaken >= 2 && mistaken / asked >= muchConfused;
}

/** Answers of which never both apply are told apart by who asks, not by the words. */
function kindByScope({ answers }: Snapshot, one: string, other: string): boolean {
  const [a, b] = [answers.get(one), answers.get(other)];
  return a !== undefined && b !== undefined && !applies(a, b.scope);
}
