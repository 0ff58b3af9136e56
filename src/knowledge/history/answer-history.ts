import type { Database } from '../../platform/database/database.js';
import { formatFact } from '../format-fact.js';
import type { Scope } from '../scope.js';
import { factValue, type Snapshot } from '../snapshot.js';
import type { Instants } from '../snapshot.store.js';
import { type AnswerRows, readAnswerRows, switchesAfter } from './answer-rows.store.js';
import { dueAfter } from '../verification/verification.js';
import { isRetired, isWithdrawn, type Reading, readingOf, stateOf } from './answer-then.js';

/** What can change what a customer reads. */
export type HistoryKind = 'VERSION' | 'TRANSLATION' | 'FACT_VALUE' | 'ENDED' | 'WITHDRAWN' | 'RETIRED';

/** One thing that changed; `before` and `after` as a reader would say it, null = there was or is none. */
export interface HistoryChange {
  readonly kind: HistoryKind;
  /** The fact or the locale; null for a version. */
  readonly subject: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** A moment at which what customers read of an answer changed; a hash of null = they read nothing. */
export interface HistoryEntry {
  readonly at: Date;
  /** The published state from which on it was so. */
  readonly snapshotSequence: number;
  readonly contentHashBefore: string | null;
  readonly contentHashAfter: string | null;
  readonly changes: readonly HistoryChange[];
  /** The values that its facts had from then on, also of those that these are derived from. */
  readonly valueIds: readonly number[];
}

/**
 * Every moment, newest first, at which what a customer reads of an answer in a locale changed, up to both instants: the moment of the switch that
 * brought it, for until then nobody was told. Null when there is no such answer.
 */
export async function answerHistory(
  ctx: { readonly db: Database; readonly sourceLocale: string },
  key: string,
  options: Instants & { readonly locale: string },
): Promise<readonly HistoryEntry[] | null> {
  const until = options.validAt < options.knownAt ? options.validAt : options.knownAt;
  const rows = await readAnswerRows(ctx.db, key, until);
  if (!rows) return null;
  const entries: HistoryEntry[] = [];
  let before: Reading | null = null;
  for (const { sequence, moment } of await switchesAfter(ctx.db, changesOf(rows), until)) {
    const at = { validAt: moment, knownAt: moment };
    const state = stateOf(rows, at, ctx.sourceLocale);
    const after = readingOf(state, state.answers.get(key), options.locale);
    const [hashBefore, hashAfter] = [before?.contentHash ?? null, after?.contentHash ?? null];
    if (hashBefore !== hashAfter)
      entries.unshift({
        at: moment,
        snapshotSequence: sequence,
        contentHashBefore: hashBefore,
        contentHashAfter: hashAfter,
        changes: after ? changesBetween(before, after) : [gone(rows, moment, before)],
        valueIds: valuesFor(state, rows.answer.scope),
      });
    before = after;
  }
  return entries;
}

function valuesFor(state: Snapshot, scope: Scope): readonly number[] {
  return [...state.facts.keys()].flatMap((key) => factValue(state, key, scope)?.id ?? []);
}

/** The instants at which anything that was recorded of the answer begins or ends. */
function changesOf(rows: AnswerRows): readonly Date[] {
  const { answer, versions, translations, withdrawals, formulas, values } = rows;
  const instants = [
    answer.retired_at,
    ...versions.flatMap((row) => [row.recorded_at, row.effective_from, row.effective_to]),
    ...translations.flatMap((row) => [row.recorded_at, row.redacted_at, row.removedAt]),
    ...withdrawals.flatMap((row) => [row.begun_at, row.ended_at, row.given_from]),
    ...formulas.flatMap((row) => [row.recorded_at, row.valid_from]),
    ...duesOf(rows),
    ...values.flatMap((row) => [row.recorded_at, row.retracted_at, row.valid_from, row.valid_to]),
  ];
  return instants.filter((at) => at !== null);
}

/** When it was confirmed, when that was to be done differently, and every day by which it can have been due. */
function duesOf({ answer, checks, plans }: AnswerRows): readonly Date[] {
  const intervals = new Set([answer.review_every_days, ...plans.map((plan) => plan.every_days)]);
  return [
    ...plans.map((plan) => plan.recorded_at),
    ...checks.flatMap(({ at }) => [at, ...[...intervals].map((days) => dueAfter(at, days))]),
  ];
}

function changesBetween(before: Reading | null, after: Reading): readonly HistoryChange[] {
  return [...changeOfWords(before, after), ...changesOfFacts(before, after)];
}

function changeOfWords(before: Reading | null, after: Reading): readonly HistoryChange[] {
  if (before && before.text.hash === after.text.hash && before.text.locale === after.text.locale) return [];
  const [from, to] = [before?.text, after.text];
  const translated = from && (from.locale !== to.locale || from.sourceVersion === to.sourceVersion);
  return [
    translated
      ? { kind: 'TRANSLATION', subject: to.locale, before: labelOf(from), after: labelOf(to) }
      : {
          kind: 'VERSION',
          subject: null,
          before: before ? String(before.version) : null,
          after: String(after.version),
        },
  ];
}

function labelOf({ locale, sourceVersion }: Reading['text']): string {
  return `${locale}@${sourceVersion}`;
}

function changesOfFacts(before: Reading | null, after: Reading): readonly HistoryChange[] {
  return [...after.facts].flatMap(([subject, value]): HistoryChange[] => {
    const earlier = before?.facts.get(subject);
    if (earlier === undefined ? value !== null : earlier?.id === value?.id) return [];
    const said = (shown: typeof value | undefined, locale: string) =>
      shown ? formatFact(shown.content, locale) : null;
    return [
      {
        kind: 'FACT_VALUE',
        subject,
        before: said(earlier, before?.text.locale ?? after.text.locale),
        after: said(value, after.text.locale),
      },
    ];
  });
}

function gone(rows: AnswerRows, moment: Date, before: Reading | null): HistoryChange {
  const version = before ? String(before.version) : null;
  if (isRetired(rows, moment)) return { kind: 'RETIRED', subject: null, before: version, after: rows.redirectTo };
  const kind = isWithdrawn(rows, { validAt: moment, knownAt: moment }) ? 'WITHDRAWN' : 'ENDED';
  return { kind, subject: null, before: version, after: null };
}
