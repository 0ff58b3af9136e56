import type { AnswerText, Significance } from './answer.js';
import type { Row } from '../platform/database/tables.js';
import { type Audience, covers } from '../access/index.js';
import { embedsIn } from './embeds.js';
import type { FactContent, FactType } from './fact-content.js';
import type { Formula } from './facts/formula.js';
import { compatible, mostSpecific, type Scope } from './scope.js';
import type { PersonPolicy } from './person-policy.js';
import type { LearnedSample } from './question-sample.js';
import type { Thresholds } from './thresholds.js';
import type { Upkeep } from './verification/verification.js';

/** A fact's value that holds at the snapshot's moment. */
export interface CurrentFactValue {
  readonly id: number;
  readonly scope: Scope;
  readonly content: FactContent;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly recordedAt: Date;
  readonly source: string;
  readonly statedBy: string;
  readonly approvedBy: string;
}

/** The formula in force at the snapshot's moment. */
export interface CurrentFormula extends Formula {
  readonly id: number;
  readonly number: number;
  readonly validFrom: Date;
  readonly recordedAt: Date;
  readonly source: string;
  readonly statedBy: string;
  readonly approvedBy: string;
  /** Why it has no value in some scope; null when it has one wherever its inputs have. */
  readonly problem: string | null;
}

/** A fact with the values that hold at the snapshot's moment, one per scope. */
export interface CurrentFact {
  readonly key: string;
  readonly type: FactType;
  readonly name: string;
  readonly ownerTeam: string;
  /** From which its values are reckoned; null for a fact whose values are stated. */
  readonly formula: CurrentFormula | null;
  readonly values: readonly CurrentFactValue[];
}

/** The version of an answer that holds at the snapshot's moment. */
export interface CurrentVersion {
  readonly id: number;
  readonly number: number;
  readonly hash: string;
  readonly significance: Significance;
  readonly changeNote: string;
  readonly author: string;
  readonly reviewer: string | null;
  readonly effectiveFrom: Date;
  readonly effectiveTo: Date | null;
  readonly recordedAt: Date;
}

/** An answer's words in one locale; outdated = the meaning of the source has changed since the version that was translated. */
export interface LocalText extends AnswerText {
  readonly locale: string;
  readonly hash: string;
  readonly sourceVersion: number;
  readonly outdated: boolean;
  /** Made by a machine, and nobody has read it. */
  readonly machine: boolean;
  /** Its words were taken out by law: a marker stands in their place. */
  readonly redacted: boolean;
  /** Who read it before it was published; null = no person did. */
  readonly reviewer: string | null;
}

/** An answer as it is published at the snapshot's moment. */
export interface PublishedAnswer {
  readonly key: string;
  readonly topicKey: string;
  readonly ownerTeam: string;
  readonly audience: Audience;
  readonly scope: Scope;
  readonly mustSay: readonly string[];
  readonly related: readonly string[];
  /** Whether a person is offered or called with it. */
  readonly personPolicy: PersonPolicy;
  readonly reviewEveryDays: number;
  /** When it was last confirmed that it is true. */
  readonly verifiedAt: Date;
  /** Nobody has confirmed it by its day, and its renditions say so. */
  readonly isHedged: boolean;
  /** For those who look after it; not for readers. */
  readonly upkeep: Upkeep;
  readonly version: CurrentVersion;
  readonly texts: ReadonlyMap<string, LocalText>;
  readonly phrasings: ReadonlyMap<string, readonly string[]>;
  /** By locale, texts that do not ask for it though they may look so. */
  readonly negatives: ReadonlyMap<string, readonly string[]>;
}

/** An answer that is no longer given, and the one that its old links lead to. */
export interface RetiredAnswer {
  readonly key: string;
  readonly audience: Audience;
  readonly redirectTo: string | null;
  readonly retiredAt: Date;
}

/** An answer that is not given for now, because someone must look at it. */
export interface WithdrawnAnswer {
  readonly key: string;
  readonly audience: Audience;
  readonly since: Date;
}

/** A team that owns knowledge. */
export interface Team {
  readonly key: string;
  readonly name: string;
}

/** A topic of the tree. */
export interface Topic {
  readonly key: string;
  readonly name: string;
  readonly parentKey: string | null;
  readonly ownerTeam: string;
  readonly authorityTeam: string;
  readonly demandClass: 'REMOVE' | 'SELF_SERVE' | 'HUMAN';
  readonly serviceLevelHours: number;
}

/** What the preview of a release holds that is in no table. */
export interface Preview {
  /** The values over time, by fact, of the facts that the release changes. */
  readonly values: ReadonlyMap<string, readonly CurrentFactValue[]>;
  /** The versions that it makes, by answer. */
  readonly versions: ReadonlyMap<string, Row<'answer_version'>>;
}

/** Everything that is published, at one moment: immutable, and the same on every node for the same sequence. */
export interface Snapshot {
  readonly sequence: number;
  /** The instant whose truth it shows (valid time). */
  readonly validAt: Date;
  /** What was recorded by then is what it knows (known time). */
  readonly knownAt: Date;
  readonly sourceLocale: string;
  readonly teams: ReadonlyMap<string, Team>;
  readonly topics: ReadonlyMap<string, Topic>;
  readonly answers: ReadonlyMap<string, PublishedAnswer>;
  readonly retired: ReadonlyMap<string, RetiredAnswer>;
  /** Answers that nobody has confirmed by their day and that are given to no one until then; only the queue of those who confirm reads them. */
  readonly withheld: ReadonlyMap<string, PublishedAnswer>;
  readonly withdrawn: ReadonlyMap<string, WithdrawnAnswer>;
  readonly facts: ReadonlyMap<string, CurrentFact>;
  /** From which confidence on questions are answered, by locale; under `*` for those without their own. Empty where no release set any. */
  readonly thresholds: ReadonlyMap<string, Thresholds>;
  /** By locale, the frozen questions that its matcher learns from beside the phrasings. Empty where no release said so. */
  readonly learned: ReadonlyMap<string, LearnedSample>;
  /** The next instant at which an effective date strikes, or null. */
  readonly nextChangeAt: Date | null;
  /** The next instant at which an answer is due, or soon due, to be confirmed; customers need not see a difference. */
  readonly nextDueAt: Date | null;
  /** Given where it is not published, but what a release would make of it: nothing of it may be vouched for. */
  readonly preview?: Preview;
}

/** The published state before anything is published: number 0. */
export function emptySnapshot(sourceLocale: string): Snapshot {
  const beginning = new Date(0);
  return {
    sequence: 0,
    validAt: beginning,
    knownAt: beginning,
    sourceLocale,
    teams: new Map(),
    topics: new Map(),
    answers: new Map(),
    retired: new Map(),
    withheld: new Map(),
    withdrawn: new Map(),
    facts: new Map(),
    thresholds: new Map(),
    learned: new Map(),
    nextChangeAt: null,
    nextDueAt: null,
  };
}

/** Until when a state is the same for everyone, staff too, if nothing is recorded meanwhile; null = for good. */
export function holdsUntil({ nextChangeAt, nextDueAt }: Snapshot): Date | null {
  if (!nextChangeAt || !nextDueAt) return nextChangeAt ?? nextDueAt;
  return nextChangeAt < nextDueAt ? nextChangeAt : nextDueAt;
}

/** What decides which published texts a reader may see. */
export interface Reader {
  readonly audience: Audience;
}

/** THE visibility rule: every read path asks it, and no other. */
export function maySee(reader: Reader, answer: Pick<PublishedAnswer, 'audience'>): boolean {
  return covers(reader.audience, answer.audience);
}

/** A published answer, or null when it does not exist for this reader: the two are never told apart. */
export function visibleAnswer(snapshot: Snapshot, reader: Reader, key: string): PublishedAnswer | null {
  const answer = snapshot.answers.get(key);
  return answer && maySee(reader, answer) ? answer : null;
}

/** That an answer is withdrawn, for those who could read it; null when it is not, or is not for this reader. */
export function visibleWithdrawal(snapshot: Snapshot, reader: Reader, key: string): WithdrawnAnswer | null {
  const withdrawn = snapshot.withdrawn.get(key);
  return withdrawn && maySee(reader, withdrawn) ? withdrawn : null;
}

/** All answers a reader may see, in key order. */
export function visibleAnswers(snapshot: Snapshot, reader: Reader): readonly PublishedAnswer[] {
  return [...snapshot.answers.values()].filter((answer) => maySee(reader, answer));
}

/** Whether a reader may see any answer at all. */
export function hasVisibleAnswer(snapshot: Snapshot, reader: Reader): boolean {
  for (const answer of snapshot.answers.values()) if (maySee(reader, answer)) return true;
  return false;
}

/** Whether an answer is meant for a situation: nothing that is known of the asker speaks against its scope. */
export function applies(answer: Pick<PublishedAnswer, 'scope'>, situation: Scope): boolean {
  return compatible(answer.scope, situation);
}

/** Whether every fact that an answer shows has a value; one that has not is served by nobody. */
export function isServable(snapshot: Snapshot, answer: PublishedAnswer): boolean {
  return factsShownBy(answer).every((key) => factValue(snapshot, key, answer.scope) !== null);
}

const shown = new WeakMap<PublishedAnswer, readonly string[]>();

/** The keys of the facts that an answer's texts show, each once. */
export function factsShownBy(answer: PublishedAnswer): readonly string[] {
  const known = shown.get(answer);
  if (known) return known;
  const words = [...answer.texts.values()].map(wordsOf).join('\n');
  const keys = [...new Set(embedsIn(words).map(({ key }) => key))];
  shown.set(answer, keys);
  return keys;
}

/** By the map of answers, which stays the same from one snapshot to the next while no answer changes. */
const uses = new WeakMap<Snapshot['answers'], ReadonlyMap<string, readonly PublishedAnswer[]>>();

/** The answers whose texts show a fact, in key order. */
export function answersShowing(snapshot: Snapshot, factKey: string): readonly PublishedAnswer[] {
  const known = uses.get(snapshot.answers) ?? factUses(snapshot);
  uses.set(snapshot.answers, known);
  return known.get(factKey) ?? [];
}

/** Whether a reader may see a fact: staff see all, others those that an answer shows which they may see. */
export function maySeeFact(snapshot: Snapshot, reader: Reader, factKey: string): boolean {
  return reader.audience === 'STAFF' || answersShowing(snapshot, factKey).some((answer) => maySee(reader, answer));
}

function factUses(snapshot: Snapshot): ReadonlyMap<string, readonly PublishedAnswer[]> {
  const found = new Map<string, PublishedAnswer[]>();
  for (const answer of snapshot.answers.values()) {
    for (const key of factsShownBy(answer)) {
      const showing = found.get(key);
      if (showing) showing.push(answer);
      else found.set(key, [answer]);
    }
  }
  return found;
}

/** The facts that are reckoned from a fact, at once or by way of others, in key order. */
export function factsDerivedFrom(snapshot: Snapshot, factKey: string): readonly CurrentFact[] {
  const found = new Map<string, CurrentFact>();
  const visit = (key: string) => {
    for (const fact of snapshot.facts.values()) {
      if (found.has(fact.key) || !fact.formula || !Object.values(fact.formula.inputs).includes(key)) continue;
      found.set(fact.key, fact);
      visit(fact.key);
    }
  };
  visit(factKey);
  return [...found.keys()].sort().flatMap((key) => found.get(key) ?? []);
}

/** The answers that change with a fact: those that show it, or one that is derived from it. */
export function answersRestingOn(snapshot: Snapshot, factKey: string): readonly PublishedAnswer[] {
  const keys = [factKey, ...factsDerivedFrom(snapshot, factKey).map(({ key }) => key)];
  return [...new Set(keys.flatMap((key) => answersShowing(snapshot, key)))];
}

/** The one value of a fact in a situation, or null: there is no silent fallback. */
export function factValue(snapshot: Snapshot, key: string, situation: Scope): CurrentFactValue | null {
  const fact = snapshot.facts.get(key);
  return fact ? mostSpecific(fact.values, situation) : null;
}

function wordsOf(text: AnswerText): string {
  return [text.question, text.title, text.body, text.short].join('\n');
}
