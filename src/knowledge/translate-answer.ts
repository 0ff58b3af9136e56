import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import type { AnswerText } from './answer.js';
import { allowUnderTopic } from './allow-under-topic.js';
import * as store from './answer.store.js';
import { lockedAnswer } from './draft-answer.js';
import { switched, switchPublished } from './switch-published.js';
import { storeTranslation } from './translations/store-translation.js';
import { translationProblems } from './translations/translation-problems.js';

/** The words of an answer in another language; they translate the version that is the newest when they are published. */
export interface TranslationInput extends AnswerText {
  readonly key: string;
  readonly locale: string;
  /** Whether a machine made it and nobody has read it. */
  readonly machine?: boolean;
}

/** Publishes a translation; it is immutable, and outdated as soon as a newer version of the source means something else. */
export async function translateAnswer(
  ctx: {
    readonly db: Database;
    readonly clock: Clock;
    readonly actor: Actor;
    readonly markdownProblems: (text: string) => readonly string[];
  },
  input: TranslationInput,
): Promise<void> {
  allow(ctx.actor, 'write translations');
  await switchPublished(ctx, 'translation.published', `${input.key}/${input.locale}`, async ({ tx, moment }) => {
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    const source = await store.latestVersion(tx, answer.id);
    if (!source) throw new AppError('BAD_INPUT', `${input.key} has no published version to translate.`);
    const [problem] = translationProblems(source, input, ctx.markdownProblems);
    if (problem) throw new AppError('BAD_INPUT', `${problem.unit}: ${problem.message}`);
    const hash = await storeTranslation(tx, { ...input, source, translator: ctx.actor.name, moment });
    return switched(undefined, {
      details: { locale: input.locale, sourceVersion: source.number, hash },
    });
  });
}
