import type { Actor } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { isAppError } from '../../platform/errors.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import { type AnswerText, textHash } from '../answer.js';
import type { ReturnedAnswer, ReturnedDocument } from './read-xliff.js';
import { translationProblems } from './translation-problems.js';
import { type TranslationDraftRow, translationDraftRow } from './translation-draft.store.js';
import { latestTranslation, versionNumbered } from './translation.store.js';
import { type UnitName, unitNames } from './xliff.js';

/** What stands against taking in a unit, or an answer as a whole. */
export interface TranslationImportProblem {
  readonly answer: string;
  readonly unit: string | null;
  readonly message: string;
}

/** One answer of a document, judged. UNTRANSLATED = no unit of it has a target; it is passed over. */
export interface CheckedTranslation {
  readonly key: string;
  readonly version: number;
  readonly status: 'NEW' | 'CHANGED' | 'UNCHANGED' | 'UNTRANSLATED' | 'REFUSED';
  readonly problems: readonly TranslationImportProblem[];
  /** What would be proposed, in the place of the working copy that is there; null = nothing of it. */
  readonly propose: {
    readonly key: string;
    readonly source: Row<'answer_version'>;
    readonly text: AnswerText;
    readonly existing: TranslationDraftRow | undefined;
  } | null;
}

interface CheckContext {
  readonly db: Database;
  readonly actor: Actor;
  readonly markdownProblems: (text: string) => readonly string[];
}

/** Judges every answer of a document against the version that it names; changes nothing. */
export async function checkReturned(
  ctx: CheckContext,
  document: ReturnedDocument,
  machine: boolean,
): Promise<readonly CheckedTranslation[]> {
  const checked: CheckedTranslation[] = [];
  const seen = new Set<string>();
  for (const returned of document.answers) {
    const { key = returned.original, version = 0 } = returned.named ?? {};
    const twice = seen.has(key) ? ['The answer is in the document twice.'] : [];
    seen.add(key);
    const judged = await judge(ctx, returned, { locale: document.targetLocale, machine }, twice);
    checked.push({ key, version, ...judged });
  }
  return checked;
}

type Judged = Pick<CheckedTranslation, 'status' | 'problems' | 'propose'>;

async function judge(
  ctx: CheckContext,
  returned: ReturnedAnswer,
  how: { readonly locale: string; readonly machine: boolean },
  before: readonly string[],
): Promise<Judged> {
  const key = returned.named?.key ?? returned.original;
  const refused = (problems: readonly { readonly unit: string | null; readonly message: string }[]): Judged => ({
    status: 'REFUSED',
    problems: problems.map((problem) => ({ answer: key, ...problem })),
    propose: null,
  });
  const whole = (message: string) => ({ unit: null, message });
  if (!returned.named) return refused([whole(`original="${returned.original}" names no version of an answer.`)]);
  const source = await versionNumbered(ctx.db, key, returned.named.version);
  if (!source) return refused([whole(`There is no version ${returned.named.version} of an answer named ${key}.`)]);
  const existing = await translationDraftRow(ctx.db, key, how.locale);
  const wrong = [
    ...before.map(whole),
    ...returned.faults,
    ...(await rightsFault(ctx, source.topic_id)).map(whole),
    ...othersProposal(ctx.actor, existing).map(whole),
  ];
  const words = wordsOf(returned, source);
  if (words.untranslated && wrong.length === 0) return { status: 'UNTRANSLATED', problems: [], propose: null };
  const found = words.text ? translationProblems(source, words.text, ctx.markdownProblems) : [];
  const problems = [...wrong, ...words.problems, ...found];
  if (problems.length > 0 || !words.text) return refused(problems);
  const latest = await latestTranslation(ctx.db, source.answer_id, how.locale);
  return placed(latest, { key, source, text: words.text, existing }, how);
}

/** A file states no edit: it takes the place of what the sender proposed, not of what somebody else did. */
function othersProposal(actor: Actor, existing: TranslationDraftRow | undefined): readonly string[] {
  return existing?.state === 'PROPOSED' && existing.translator !== actor.name
    ? [`${existing.translator} has proposed a translation of it: that must be published or returned first.`]
    : [];
}

/** A translation that is published or proposed word for word for the same version is not made again. */
function placed(
  latest: Row<'translation'> | undefined,
  propose: NonNullable<CheckedTranslation['propose']>,
  { locale, machine }: { readonly locale: string; readonly machine: boolean },
): Judged {
  const { source, text, existing } = propose;
  const hash = textHash(locale, text);
  const isPublished =
    latest?.source_version_id === source.id &&
    latest.hash === hash &&
    (machine || !latest.machine || latest.reviewer !== null);
  const isProposed =
    existing?.state === 'PROPOSED' &&
    existing.source_version_id === source.id &&
    textHash(locale, existing) === hash &&
    (machine || !existing.machine);
  if (existing?.state === 'PROPOSED' ? isProposed : isPublished)
    return { status: 'UNCHANGED', problems: [], propose: null };
  return { status: latest ? 'CHANGED' : 'NEW', problems: [], propose };
}

async function rightsFault(ctx: CheckContext, topicId: number): Promise<readonly string[]> {
  try {
    await allowUnderTopic(ctx.db, ctx.actor, 'write', topicId);
    return [];
  } catch (error) {
    if (isAppError(error)) return [error.message];
    throw error;
  }
}

interface Words {
  readonly untranslated: boolean;
  readonly text: AnswerText | null;
  readonly problems: readonly { readonly unit: UnitName; readonly message: string }[];
}

function wordsOf({ units }: ReturnedAnswer, source: AnswerText): Words {
  const target = (name: UnitName) => units.get(name)?.target?.trim() ?? null;
  const problems = unitNames.flatMap((unit) => {
    const returned = units.get(unit);
    if (returned && returned.source !== source[unit])
      return [{ unit, message: 'Its source is not what the version says: translate a fresh file.' }];
    return target(unit) === null ? [{ unit, message: 'It is not translated, but other parts of the answer are.' }] : [];
  });
  const text = {
    question: target('question') ?? '',
    title: target('title') ?? '',
    body: target('body') ?? '',
    short: target('short') ?? '',
  };
  const untranslated = unitNames.every((name) => target(name) === null);
  return { untranslated, problems, text: problems.length === 0 ? text : null };
}
