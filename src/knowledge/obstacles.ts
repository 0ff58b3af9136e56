import { type Draft, standingInWords } from './draft.js';
import { embedsIn, malformedEmbeds } from './embeds.js';
import { parseFactFormat } from './format-fact.js';
import type { Doubt } from './review/fact-check.js';
import { mostSpecific, type Scope } from './scope.js';

/** All that decides whether a draft may be published. */
export interface Candidate {
  readonly draft: Draft;
  /** Everybody who wrote in it. */
  readonly contributors: readonly string[];
  readonly scope: Scope;
  /** When it takes effect if it is published now. */
  readonly from: Date;
  readonly mustSay: readonly string[];
  /** The facts that the draft shows, each with the scopes of the values that hold when it takes effect; a fact that does not exist is absent. */
  readonly facts: ReadonlyMap<string, readonly { readonly scope: Scope }[]>;
  /** Those of the answers it links to that its readers may see. */
  readonly linkTargets: ReadonlySet<string>;
  /** What experts hold against these very words. */
  readonly doubts: readonly Doubt[];
  /** What is wrong with a text's Markdown, as the renderers see it. */
  readonly markdownProblems: (text: string) => readonly string[];
}

/** One reason why a draft may not go live; empty = no objection. */
export type Obstacle = (candidate: Candidate) => readonly string[];

/** What a draft's words and days themselves hold against it, whoever has read them. */
const inWords: readonly Obstacle[] = [
  endsBeforeItBegins,
  malformedEmbed,
  unknownFact,
  brokenLink,
  lostMustSay,
  markdownFault,
];

/** Why a draft may not go live. Pure, so the editor's screen and the API agree. */
export const obstacles: readonly Obstacle[] = [notApproved, approvedByItsAuthor, doubted, ...inWords];

/** Every objection to publishing, in the order of the list. */
export function obstaclesTo(candidate: Candidate): readonly string[] {
  return obstacles.flatMap((obstacle) => obstacle(candidate));
}

/** Those that another text would mend. */
export function obstaclesInWords(candidate: Candidate): readonly string[] {
  return inWords.flatMap((obstacle) => obstacle(candidate));
}

function endsBeforeItBegins({ draft, from }: Candidate): readonly string[] {
  return draft.effectiveTo && draft.effectiveTo <= from
    ? ['Its effectiveTo has passed: it would hold for no moment.']
    : [];
}

function notApproved({ draft }: Candidate): readonly string[] {
  return draft.state === 'APPROVED'
    ? []
    : [`It is ${standingInWords(draft.state)}: a second person must approve it first.`];
}

function approvedByItsAuthor({ draft, contributors }: Candidate): readonly string[] {
  const { state, author, reviewer } = draft;
  return state === 'APPROVED' && reviewer !== null && [author, ...contributors].includes(reviewer)
    ? ['Somebody who wrote part of it approved it: a second person must.']
    : [];
}

function doubted({ doubts }: Candidate): readonly string[] {
  return doubts.map(({ name, note }) => `${name}, who was asked to check the facts, doubts it: "${note}"`);
}

function malformedEmbed({ draft }: Candidate): readonly string[] {
  return malformedEmbeds(textOf(draft)).map((piece) => `${piece} is no fact: write {{fact:key}}.`);
}

function unknownFact({ draft, scope, facts }: Candidate): readonly string[] {
  return embedsIn(textOf(draft)).flatMap(({ key, format }) => {
    const values = facts.get(key);
    if (!values) return [`There is no fact named ${key}.`];
    if (!mostSpecific(values, scope))
      return [`The fact ${key} has no value for this answer's scope on the day it takes effect.`];
    return formatFault(format);
  });
}

function formatFault(format: string | undefined): readonly string[] {
  try {
    parseFactFormat(format);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function brokenLink({ draft, linkTargets }: Candidate): readonly string[] {
  return linksIn(draft)
    .filter((key) => !linkTargets.has(key))
    .map((key) => `The link to ${key} leads nowhere: there is no such answer for its readers.`);
}

function lostMustSay({ draft, mustSay }: Candidate): readonly string[] {
  return mustSay.filter((clause) => !draft.body.includes(clause)).map((clause) => `The body must say: "${clause}"`);
}

function markdownFault({ draft, markdownProblems }: Candidate): readonly string[] {
  return [...new Set([...markdownProblems(draft.body), ...markdownProblems(draft.short)])];
}

/** The keys of the answers that a text links to. */
export function linksIn(text: Pick<Draft, 'body' | 'short'>): readonly string[] {
  return [...`${text.body}\n${text.short}`.matchAll(/\]\(answer:([^)\s]{1,120})\)/g)].map(([, key = '']) => key);
}

/** All the words of a draft, for rules that look at embeds. */
export function textOf(draft: Draft): string {
  return [draft.question, draft.title, draft.body, draft.short].join('\n');
}
