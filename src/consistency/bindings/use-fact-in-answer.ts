import type { Actor } from '../../access/index.js';
import { type DraftOutcome, exchangeInDraft, factValue, type Snapshot } from '../../knowledge/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { embedSaying } from './fact-for-literal.js';
import { embedded } from './literal-place.js';

/** Which value of an answer is to come from which fact. */
export interface FactUse {
  /** The answer's key. */
  readonly key: string;
  readonly fact: string;
  /** The value as it stands in the answer. */
  readonly literal: string;
  /** The passage in which it stands; needed where it stands more than once. */
  readonly within: string | null;
  readonly expectedEdit: number;
}

/**
 * Puts a fact in the place of a value that an answer says in its own words, in the working copy: what is published changes by review and publication
 * as always. Throws BAD_INPUT for a fact that says another value today, and where it is not plain which words are meant.
 */
export async function useFactInAnswer(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor; readonly snapshot: Snapshot },
  { key, fact, literal, within, expectedEdit }: FactUse,
): Promise<DraftOutcome> {
  const { snapshot } = ctx;
  const changeNote = `Takes ${literal.slice(0, 100)} from the fact ${fact}.`;
  return exchangeInDraft(ctx, { key, expectedEdit, changeNote }, (texts, { scope }) => {
    const value = factValue(snapshot, fact, scope);
    if (!value) throw new AppError('BAD_INPUT', `fact must name a fact that has a value for the readers of ${key}.`);
    const embed = embedSaying({ locale: snapshot.sourceLocale, literal: literal.trim() }, fact, value);
    if (embed === null) throw new AppError('BAD_INPUT', 'fact must name a fact whose value says what literal says.');
    const bind = (text: string) => embedded(text, { literal, within, embed }) ?? text;
    const bound = { body: bind(texts.body), short: bind(texts.short) };
    if (bound.body === texts.body && bound.short === texts.short)
      throw new AppError(
        'BAD_INPUT',
        'literal must stand in the answer, outside of its facts, and only once in the words that within quotes.',
      );
    return bound;
  });
}
