import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { type AnswerText, textHash } from './answer.js';
import * as store from './answer.store.js';
import { lockedAnswer } from './draft-answer.js';
import { switched, switchPublished } from './switch-published.js';

/** The words of an answer in another language; they translate the version that is the newest when they are published. */
export interface TranslationInput extends AnswerText {
  readonly key: string;
  readonly locale: string;
}

/** Publishes a translation; it is immutable, and outdated as soon as the source has a newer version. */
export async function translateAnswer(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  input: TranslationInput,
): Promise<void> {
  allow(ctx.actor, 'write translations');
  await switchPublished(ctx, 'translation.published', `${input.key}/${input.locale}`, async ({ tx, moment }) => {
    const answer = await lockedAnswer(tx, input.key);
    const source = await store.latestVersion(tx, answer.id);
    if (!source) throw new AppError('BAD_INPUT', `${input.key} has no published version to translate.`);
    const text: AnswerText = {
      question: requireText('question', input.question, { max: 300 }),
      title: requireText('title', input.title, { max: 160 }),
      body: requireText('body', input.body, { max: 20_000 }),
      short: requireText('short', input.short, { max: 600 }),
    };
    await store.insertTranslation(tx, {
      ...text,
      answer_id: answer.id,
      locale: input.locale,
      source_version_id: source.id,
      hash: textHash(input.locale, text),
      translator: ctx.actor.name,
      recorded_at: moment,
    });
    return switched(undefined);
  });
}
