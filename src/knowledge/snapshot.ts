import type { AnswerText, Significance } from './answer.js';
import { type Audience, covers } from '../access/index.js';
import { embedsIn } from './embeds.js';
import type { FactContent, FactType } from './fact-content.js';
import type { Formula } from './facts/formula.js';
import { compatible, mostSpecific, type Scope } from './scope.js';

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
  readonly reviewEveryDays: number;
  readonly version: CurrentVersion;
  readonly texts: ReadonlyMap<string, LocalText>;
  readonly phrasings: ReadonlyMap<string, readonly string[]>;
}

/** An answer that is no longer given, and the one that its old links lead to. */
export interface RetiredAnswer {
  readonly key: string;
  readonly audience: Audience;
  readonly redirectTo: string | null;
  readonly retiredAt: Date;
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
  readonly facts: ReadonlyMap<string, CurrentFact>;
  /** The next instant at which an effective date strikes, or null. */
  readonly nextChangeAt: Date | null;
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
    facts: new Map(),
    nextChangeAt: null,
  };
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

/** All answers a reader may see, in key order. */
export function visibleAnswers(snapshot: Snapshot, reader: Reader): readonly PublishedAnswer[] {
  return [...snapshot.answers.values()].filter((answer) => maySee(reader, answer));
}

/** Whether an answer is meant for a situation: nothing that is known of the asker speaks against its scope. */
export function applies(answer: PublishedAnswer, situation: Scope): boolean {
  return compatible(answer.scope, situation);
}

/** Whether every fact that an answer shows has a value; one that has not is served by nobody. */
export function isServable(snapshot: Snapshot, answer: PublishedAnswer): boolean {
  return [...answer.texts.values()].every((text) =>
    embedsIn(wordsOf(text)).every(({ key }) => factValue(snapshot, key, answer.scope) !== null),
  );
}

const uses = new WeakMap<Snapshot, ReadonlyMap<string, readonly PublishedAnswer[]>>();

/** The answers whose texts show a fact, in key order. */
export function answersShowing(snapshot: Snapshot, factKey: string): readonly PublishedAnswer[] {
  const known = uses.get(snapshot) ?? factUses(snapshot);
  uses.set(snapshot, known);
  return known.get(factKey) ?? [];
}

/** Whether a reader may see a fact: staff see all, others those that an answer shows which they may see. */
export function maySeeFact(snapshot: Snapshot, reader: Reader, factKey: string): boolean {
  return reader.audience === 'STAFF' || answersShowing(snapshot, factKey).some((answer) => maySee(reader, answer));
}

function factUses(snapshot: Snapshot): ReadonlyMap<string, readonly PublishedAnswer[]> {
  const found = new Map<string, PublishedAnswer[]>();
  for (const answer of snapshot.answers.values()) {
    const texts = [...answer.texts.values()].map(wordsOf).join('\n');
    for (const key of new Set(embedsIn(texts).map((embed) => embed.key)))
      found.set(key, [...(found.get(key) ?? []), answer]);
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
