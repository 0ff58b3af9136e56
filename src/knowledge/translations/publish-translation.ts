import { allow } from '../../access/index.js';
import { AppError } from '../../platform/errors.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import { latestVersion } from '../answer.store.js';
import { lockedAnswer } from '../draft-answer.js';
import { type Blocked, switchThroughGate } from '../gate.js';
import type { PublishContext } from '../publish-answer.js';
import { switched, unchanged } from '../switch-published.js';
import { storeTranslation } from './store-translation.js';
import { type TranslationConflict, translationConflict } from './translation-draft.js';
import { deleteTranslationDraft, type TranslationDraftRow, translationDraftRow } from './translation-draft.store.js';
import { translationProblems } from './translation-problems.js';
import { versionNumbered } from './translation.store.js';

/** Which working copy is meant, and the edit the caller saw. */
export interface TranslationStep {
  readonly key: string;
  readonly locale: string;
  readonly expectedEdit: number;
}

export type PublishTranslationOutcome =
  | {
      readonly outcome: 'published';
      readonly key: string;
      readonly locale: string;
      readonly sourceVersion: number;
      readonly snapshotSequence: number;
    }
  | Blocked
  | TranslationConflict;

/**
 * Publishes what somebody else translated; it is immutable, and outdated as soon as a newer version of the source means something else. Where there
 * is a newer version already, the caller must name the one that was translated.
 */
export async function publishTranslation(
  ctx: PublishContext,
  input: TranslationStep & { readonly sourceVersion?: number },
): Promise<PublishTranslationOutcome> {
  allow(ctx.actor, 'review translations');
  const { key, locale } = input;
  const subject = `${key}/${locale}`;
  return switchThroughGate<PublishTranslationOutcome>(ctx, 'translation.published', subject, async (switching) => {
    const { tx, moment, sequence } = switching;
    const answer = await lockedAnswer(tx, key);
    await allowUnderTopic(tx, ctx.actor, 'review', answer.topic_id);
    const draft = await translationDraftRow(tx, key, locale);
    const conflict = translationConflict(input.expectedEdit, draft);
    if (conflict) return unchanged(conflict);
    if (!draft) throw new AppError('NOT_FOUND', `There is no translation of ${key} into ${locale} to publish.`);
    if (draft.contributors.includes(ctx.actor.name))
      throw new AppError('FORBIDDEN', 'You wrote part of this translation: somebody else must publish it.');
    const source = await versionNumbered(tx, key, draft.sourceNumber);
    const newest = await latestVersion(tx, answer.id);
    if (!source || !newest) throw new Error('a translation of a version that is not there');
    const obstacles = [
      ...returned(draft),
      ...(source.redacted_at ? [`Version ${source.number}, which it translates, was redacted.`] : []),
      ...sourceChanged(draft.sourceNumber, newest.number, input.sourceVersion),
      ...translationProblems(source, draft, ctx.markdownProblems).map(({ unit, message }) => `${unit}: ${message}`),
    ];
    if (obstacles.length > 0) return unchanged({ outcome: 'blocked', obstacles });
    const reviewer = ctx.actor.role === 'SYSTEM' ? null : ctx.actor.name;
    const { translator, machine } = draft;
    const hash = await storeTranslation(tx, { ...draft, source, locale, machine, translator, reviewer, moment });
    await deleteTranslationDraft(tx, draft.id);
    const sourceVersion = source.number;
    return switched(
      { outcome: 'published', key, locale, sourceVersion, snapshotSequence: sequence },
      {
        details: { locale, sourceVersion, machine, hash },
        people: { translator },
        effectiveAt: [source.effective_from],
      },
    );
  });
}

function returned({ state, reviewer }: TranslationDraftRow): readonly string[] {
  return state === 'RETURNED' ? [`It was returned by ${reviewer}: it must be proposed again first.`] : [];
}

function sourceChanged(translated: number, newest: number, named: number | undefined): readonly string[] {
  if (named !== undefined && named !== translated)
    return [`It translates version ${translated}, not version ${named}: read it again.`];
  return translated === newest || named === translated
    ? []
    : [
        `The source has changed since: it translates version ${translated}, the newest is ${newest}. ` +
          `Translate that one, or name sourceVersion ${translated} to publish it all the same.`,
      ];
}
