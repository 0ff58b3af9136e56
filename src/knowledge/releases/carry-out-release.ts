import { AppError, isAppError } from '../../platform/errors.js';
import * as answers from '../answer.store.js';
import { draftFrom } from '../draft.js';
import * as facts from '../fact.store.js';
import { carryOutStatement } from '../facts/carry-out-statement.js';
import { type StatementContent, statedValues } from '../facts/fact-statement.js';
import { obstaclesTo } from '../obstacles.js';
import { publishVersion } from '../publish-version.js';
import { surroundings } from '../read-draft.js';
import type { Switching } from '../switch-published.js';
import { standingWithdrawal } from '../withdrawals/withdrawal.store.js';
import { answerOf, type CarriedItem, type Carrying } from './carried-item.js';
import { carryOutQuestions } from './carry-out-questions.js';
import { carryOutThresholds } from './carry-out-thresholds.js';
import { carryOutPhrasings, carryOutTranslation } from './carry-out-words.js';
import { type ReleaseItemKind, subjectOf } from './release-item.js';
import type { ItemRow } from './release.store.js';

/** What became of a release within a switch: to be kept only if there are no obstacles. */
export interface Carried {
  readonly items: ReadonlyMap<number, CarriedItem>;
  readonly obstacles: readonly string[];
  /** Those of the obstacles that left an item undone. */
  readonly undone: readonly string[];
  readonly effectiveAt: readonly Date[];
}

/** Does what every item asks for, facts first, so that the words that show them are judged by the new values. */
export async function carryOutRelease(
  ctx: Carrying,
  switching: Switching,
  items: readonly ItemRow[],
): Promise<Carried> {
  const done = new Map<number, CarriedItem>();
  const obstacles: string[] = [];
  const undone: string[] = [];
  for (const item of items) {
    try {
      const carried = await carryOut[item.kind as ReleaseItemKind](ctx, switching, item);
      done.set(item.id, carried);
      obstacles.push(...(carried.obstacles ?? []).map((obstacle) => `${subjectOf(item)}: ${obstacle}`));
    } catch (error) {
      if (!isAppError(error)) throw error;
      undone.push(`${subjectOf(item)}: ${error.message}`);
    }
  }
  return {
    items: done,
    undone,
    obstacles: [...undone, ...obstacles],
    effectiveAt: [...done.values()].flatMap(({ effectiveAt = [] }) => effectiveAt),
  };
}

type CarryOut = (ctx: Carrying, switching: Switching, item: ItemRow) => Promise<CarriedItem>;

const carryOut: Readonly<Record<ReleaseItemKind, CarryOut>> = {
  FACT: carryOutFact,
  ANSWER: carryOutAnswer,
  TRANSLATION: carryOutTranslation,
  PHRASINGS: carryOutPhrasings,
  THRESHOLDS: carryOutThresholds,
  QUESTIONS: carryOutQuestions,
};

async function carryOutFact({ approver }: Carrying, switching: Switching, item: ItemRow): Promise<CarriedItem> {
  const statement = await facts.lockStatement(switching.tx, item.statement_id ?? 0);
  if (!statement || statement.state !== 'PROPOSED')
    throw new AppError('CONFLICT', `The statement ${item.statement_id} was ${statement?.state.toLowerCase()} before.`);
  if (statement.stated_by === approver)
    throw new AppError('FORBIDDEN', `${approver} made the statement ${statement.id}: a second person must approve it.`);
  const outcome = await carryOutStatement(switching, statement, approver);
  if (outcome.outcome === 'overlap')
    throw new AppError(
      'CONFLICT',
      `The statement ${statement.id} would overlap a value that begins on ${outcome.existing.valid_from.toISOString()}.`,
    );
  const begins =
    statement.kind === 'VALUES'
      ? statedValues(statement.content as StatementContent['VALUES']).map(({ validFrom }) => validFrom)
      : [statement.valid_from];
  return {
    done: { kind: 'FACT' },
    made: { fact: statement.factKey, statement: statement.id },
    effectiveAt: begins,
  };
}

async function carryOutAnswer(ctx: Carrying, switching: Switching, item: ItemRow): Promise<CarriedItem> {
  const { tx, moment } = switching;
  const answer = await answerOf(switching, item);
  const draft = await answers.draftOf(tx, answer.id);
  if (!draft) throw new AppError('NOT_FOUND', 'There is no draft of it any more.');
  const candidate = await surroundings(tx, answer, draftFrom(answer.key, draft), moment);
  const obstacles = obstaclesTo({ ...candidate, markdownProblems: ctx.markdownProblems });
  const moved =
    item.draft_edit !== null && item.draft_edit !== draft.edit
      ? ['Its draft was changed since the release was approved: approve it again.']
      : [];
  const withdrawal = await standingWithdrawal(tx, answer.id, 'EMERGENCY');
  const withdrawn =
    withdrawal && ctx.approvedAt && withdrawal.begun_at > ctx.approvedAt
      ? ['It was withdrawn since the release was approved, and would be given again: approve it again.']
      : [];
  const version = await publishVersion(switching, answer, draft, ctx);
  return {
    done: { kind: 'ANSWER', version: version.number },
    made: { answer: answer.key, version: version.number, hash: version.hash },
    obstacles: [...moved, ...withdrawn, ...obstacles],
    effectiveAt: [version.effective_from],
    draftEdit: draft.edit,
    version,
  };
}
