import { type Actor, allow } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { textHash } from '../answer.js';
import { compatible, type Scope } from '../scope.js';
import type { Snapshot } from '../snapshot.js';
import { draftsWithScope } from './duplicate.store.js';
import { type ComparedText, type Likeness, likenessOf } from './likeness.js';

/** An answer that says nearly the same, or answers nearly the same question, for the same people. */
export interface SimilarAnswer extends Likeness {
  readonly answer: string;
  readonly title: string;
  /** Whether it is published in these words; if not it is a working copy. */
  readonly isPublished: boolean;
  /** Names the words that are alike. */
  readonly hash: string;
}

/** A text that is being written, and for whom. */
export interface WrittenText extends ComparedText {
  readonly locale: string;
  readonly scope: Scope;
  /** The answer whose text it is: that is no duplicate of itself. */
  readonly except: string | null;
}

interface SimilarContext {
  readonly db: Database;
  readonly snapshot: Snapshot;
}

const mostShown = 10;

/** What resembles a text before it is saved, the most alike first, at most ten; published answers and the working copies of others. */
export async function similarAnswers(
  ctx: SimilarContext & { readonly actor: Actor },
  written: WrittenText,
): Promise<readonly SimilarAnswer[]> {
  allow(ctx.actor, 'write drafts');
  const text = {
    question: requireText('question', written.question, { min: 0, max: 300 }),
    title: requireText('title', written.title, { min: 0, max: 120 }),
    body: requireText('body', written.body, { min: 0, max: 20_000 }),
  };
  if (text.question === '' && text.title === '' && text.body === '')
    throw new AppError('BAD_INPUT', 'question, title or body must hold the words that are being written.');
  return mostAlike(await similarTo(ctx, { ...written, ...text }));
}

/** The most alike first, each answer once, at most ten. */
export function mostAlike(found: readonly SimilarAnswer[]): readonly SimilarAnswer[] {
  const byLikeness = [...found].sort(
    (a, b) =>
      b.similarity - a.similarity || Number(b.isPublished) - Number(a.isPublished) || (a.answer < b.answer ? -1 : 1),
  );
  const first = new Map<string, SimilarAnswer>();
  for (const one of byLikeness) if (!first.has(one.answer)) first.set(one.answer, one);
  return [...first.values()].slice(0, mostShown);
}

/** Everything that resembles a text: of an answer that is being edited both its words and its working copy. */
export async function similarTo(ctx: SimilarContext, written: WrittenText): Promise<readonly SimilarAnswer[]> {
  return (await others(ctx, written)).flatMap(({ answer, isPublished, hash, text }) => {
    const likeness = likenessOf(written, text);
    return likeness ? [{ ...likeness, answer, title: text.title, isPublished, hash }] : [];
  });
}

interface Other extends Pick<SimilarAnswer, 'answer' | 'isPublished' | 'hash'> {
  readonly text: ComparedText;
}

async function others({ db, snapshot }: SimilarContext, written: WrittenText): Promise<readonly Other[]> {
  const concerns = (key: string, scope: Scope) => key !== written.except && compatible(scope, written.scope);
  const published = [...snapshot.answers.values()]
    .filter(({ key, scope }) => concerns(key, scope))
    .flatMap(({ key, texts }): Other[] => {
      const text = texts.get(written.locale);
      return text ? [{ answer: key, isPublished: true, hash: text.hash, text }] : [];
    });
  if (written.locale !== snapshot.sourceLocale) return published;
  const drafts = (await draftsWithScope(db))
    .filter(({ key, scope }) => concerns(key, scope))
    .map((row): Other => ({ answer: row.key, isPublished: false, hash: textHash(written.locale, row), text: row }));
  return [...published, ...drafts];
}
