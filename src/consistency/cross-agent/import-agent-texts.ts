import { type Actor, allow } from '../../access/index.js';
import type { RenderContext } from '../../channels/index.js';
import { answerStates } from '../../knowledge/index.js';
import type { AskContext } from '../../matching/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import type { SentText } from './agent-text.js';
import { insertTexts, teamNumber } from './agent-text.store.js';
import { type Attributed, attributeReplies } from './attribute-replies.js';
import { judgeText, type TextJudgement } from './judge-text.js';
import { type AgentTextsInput, type BroughtText, requireTexts } from './sent-texts.js';

/** What became of the texts of an import; the first four are all of them, an agent's messages that follow one another counted once. */
export interface AgentTextsImport {
  /** Kept now. */
  readonly compared: number;
  /** Kept before: the same words to the same answer at the same instant. */
  readonly known: number;
  /** Not kept: no answer was named, and the question before did not resolve to one answer. */
  readonly unattributed: number;
  /** Not kept: the words are about something else, or the answer was not published then. */
  readonly incomparable: number;
  /** Of those that were kept now: how many deviate. */
  readonly deviating: number;
}

/** What importing needs to know of the world. */
export interface ImportTextsContext extends RenderContext, AskContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly sourceLocale: string;
}

/**
 * Holds texts that agents of a team sent against the answers as they were published when each was sent, and keeps what became of them. Managers do
 * it for their own team. Which agent sent a text is not asked, and what customers wrote is only read to find the answer.
 */
export async function importAgentTexts(ctx: ImportTextsContext, brought: AgentTextsInput): Promise<AgentTextsImport> {
  allow(ctx.actor, 'import agent texts');
  const at = ctx.clock.now();
  const input = requireTexts(brought, at);
  requireOwnTeam(ctx.actor, input.team);
  const team = await teamNumber(ctx.db, input.team);
  if (team === undefined) throw new AppError('NOT_FOUND', 'team names no team.');
  const { texts, unattributed } = attribute(ctx, input);
  const judged = (await judgeAll(ctx, texts)).flatMap((one) => (one.outcome === 'judged' ? [one.judged] : []));
  return ctx.db.transaction().execute(async (tx) => {
    const kept = await insertTexts(tx, team, judged);
    const result = {
      compared: kept.length,
      known: judged.length - kept.length,
      unattributed,
      incomparable: texts.length - judged.length,
      deviating: kept.filter(({ deviations }) => deviations.length > 0).length,
    };
    const subject = `team/${input.team}`;
    await record(tx, { actor: ctx.actor, at, action: 'agent-texts.imported', subject, details: { ...result } });
    return result;
  });
}

function requireOwnTeam({ role, team: own }: Actor, team: string): void {
  if (role !== 'MANAGER' || team === own) return;
  throw new AppError('FORBIDDEN', `team must be your own, ${own ?? 'none'}: only administrators see to other teams.`);
}

function attribute(ctx: AskContext, { texts, transcripts }: AgentTextsInput): Attributed {
  const named = texts.filter((text): text is BroughtText & SentText => text.answer !== null);
  const replies = transcripts.map((transcript) => attributeReplies(ctx, transcript));
  return {
    texts: [...named, ...replies.flatMap((reply) => reply.texts)],
    unattributed: replies.reduce((sum, reply) => sum + reply.unattributed, texts.length - named.length),
  };
}

/** One read of the database for each answer, however many texts there are to it. */
async function judgeAll(ctx: ImportTextsContext, texts: readonly SentText[]): Promise<readonly TextJudgement[]> {
  const byAnswer = Map.groupBy(texts, ({ answer }) => answer);
  const judgements: TextJudgement[] = [];
  for (const [answer, sent] of byAnswer) {
    const states = await answerStates(
      ctx,
      answer,
      sent.map(({ sentAt }) => sentAt),
    );
    judgements.push(
      ...sent.map((text, i): TextJudgement => {
        const snapshot = states[i];
        return snapshot ? judgeText({ ...ctx, snapshot }, text) : { outcome: 'not-published' };
      }),
    );
  }
  return judgements;
}
