import type { JSX } from 'hono/jsx/jsx-runtime';
import { direction, localPath, type PageLocale } from '../layout/locales.js';
import { wordsIn } from '../layout/words.js';
import type { HelpAnswer } from './structured-data.js';

/** What a reader said of an answer. */
export type Voted = 'yes' | 'no';

/** Where on the page it is asked, and thanked for. */
export const votePlace = 'vote';

/** Asks whether the answer helped, or thanks for having been told; a plain form, so that it needs no script. */
export function VoteForm(props: {
  readonly answer: HelpAnswer;
  readonly voted: Voted | null;
  readonly locale: PageLocale;
}): JSX.Element {
  const { answer, voted, locale } = props;
  const words = wordsIn(locale);
  const inLanguage = { lang: locale, dir: direction(locale) };
  if (voted !== null) {
    return (
      <p id={votePlace} class="vote" role="status" {...inLanguage}>
        {words.vote[voted === 'yes' ? 'thanks' : 'sorry']}{' '}
        {voted === 'yes' ? null : <a href={localPath('/chat', locale)}>{words.person.heading}</a>}
      </p>
    );
  }
  return (
    <form
      id={votePlace}
      class="vote"
      method="post"
      action={localPath(`/help/${answer.key}/votes`, locale)}
      {...inLanguage}
    >
      <input type="hidden" name="receipt" value={answer.rendition.receipt.code} />
      <fieldset>
        <legend>{words.vote.question}</legend>
        <button type="submit" class="quiet" name="helpful" value="yes">
          {words.vote.yes}
        </button>
        <button type="submit" class="quiet" name="helpful" value="no">
          {words.vote.no}
        </button>
      </fieldset>
    </form>
  );
}
