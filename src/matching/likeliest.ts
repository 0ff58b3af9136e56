import { applies, visibleAnswer } from '../knowledge/index.js';
import type { Ask } from './ask.js';
import { localeFor } from './matched-locale.js';
import type { Snapshot } from '../knowledge/index.js';
import { match } from './match.js';
import type { Models } from './models.js';

/** The answer that fits a question best, with the probability that it is right (0 to 1), however low that is. */
export interface Likeliest {
  readonly answerKey: string;
  readonly confidence: number;
}

/** Whatever the model thinks of first, also where `ask` rather says nothing: for editors, never for who asks. Null without a model. */
export function likeliest(
  ctx: { readonly snapshot: Snapshot; readonly models: Pick<Models, 'for'> },
  asked: Pick<Ask, 'question' | 'locale' | 'audience' | 'scope'>,
): Likeliest | null {
  const served = ctx.models.for(localeFor(ctx.snapshot, asked.locale, asked.audience), asked.audience);
  const allowed = (key: string) => {
    const answer = visibleAnswer(ctx.snapshot, asked, key);
    return answer !== null && applies(answer, asked.scope);
  };
  const { ranked, confidence } = match(served?.model ?? null, asked.question, {
    allowed,
    embedded: served?.embedded,
  });
  return ranked[0] ? { answerKey: ranked[0].answerKey, confidence } : null;
}
