import type { Actor } from '../access/index.js';
import type { Draft } from './draft.js';
import { embedsIn, malformedEmbeds } from './embeds.js';
import { parseFactFormat } from './format-fact.js';
import type { Scope } from './scope.js';
import { factValue, type Snapshot } from './snapshot.js';

/** All that decides whether a draft may be published. */
export interface Candidate {
  readonly draft: Draft;
  readonly scope: Scope;
  readonly mustSay: readonly string[];
  readonly publisher: Pick<Actor, 'name'>;
  readonly snapshot: Snapshot;
  /** What is wrong with the body's Markdown, as the renderers see it. */
  readonly markdownProblems: (body: string) => readonly string[];
}

/** One reason why a draft may not go live; empty = no objection. */
export type Obstacle = (candidate: Candidate) => readonly string[];

/** Why a draft may not go live. Pure, so the editor's screen and the API agree. */
export const obstacles: readonly Obstacle[] = [notApproved, approvedByItsAuthor, malformedEmbed, unknownFact, brokenLink, lostMustSay, markdownFault];

/** Every objection to publishing, in the order of the list. */
export function obstaclesTo(candidate: Candidate): readonly string[] {
  return obstacles.flatMap((obstacle) => obstacle(candidate));
}

function notApproved({ draft }: Candidate): readonly string[] {
  return draft.state === 'APPROVED' ? [] : [`It is ${draft.state.toLowerCase().replaceAll('_', ' ')}: a second person must approve it first.`];
}

function approvedByItsAuthor({ draft }: Candidate): readonly string[] {
  return draft.state === 'APPROVED' && draft.reviewer === draft.author ? ['Its author approved it: a second person must.'] : [];
}

function malformedEmbed({ draft }: Candidate): readonly string[] {
  return malformedEmbeds(textOf(draft)).map((piece) => `${piece} is no fact: write {{fact:key}}.`);
}

function unknownFact({ draft, scope, snapshot }: Candidate): readonly string[] {
  return embedsIn(textOf(draft)).flatMap(({ key, format }) => {
    if (!snapshot.facts.has(key)) return [`There is no fact named ${key}.`];
    if (!factValue(snapshot, key, scope)) return [`The fact ${key} has no value today for this answer's scope.`];
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

function brokenLink({ draft, snapshot }: Candidate): readonly string[] {
  const targets = [...draft.body.matchAll(/\]\(answer:([^)\s]{1,120})\)/g)].map(([, key = '']) => key);
  return targets.filter((key) => !snapshot.answers.has(key) && key !== draft.answerKey).map((key) => `The link to ${key} leads nowhere: no such answer is published.`);
}

function lostMustSay({ draft, mustSay }: Candidate): readonly string[] {
  return mustSay.filter((clause) => !draft.body.includes(clause)).map((clause) => `The body must say: "${clause}"`);
}

function markdownFault({ draft, markdownProblems }: Candidate): readonly string[] {
  return markdownProblems(draft.body);
}

function textOf(draft: Draft): string {
  return [draft.question, draft.title, draft.body, draft.short].join('\n');
}
