import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { writtenMoment } from '../layout/dates.js';
import { Page } from '../layout/page.js';

/** A draft as an expert reads it: with today's facts written in. */
export interface DraftToCheck {
  readonly name: string;
  readonly requestedBy: string;
  readonly expiresAt: string;
  readonly changeNote: string;
  readonly question: string;
  /** Safe HTML of the body. */
  readonly html: string;
  readonly short: string;
}

/** Shows the draft and asks whether it is true. */
export function AskPage(props: {
  readonly draft: DraftToCheck;
  readonly timeZone: string;
  readonly fault: string | null;
}): JSX.Element {
  const { draft, timeZone, fault } = props;
  return (
    <Shell title="Is this true?">
      <p class="lead">
        {`${draft.name}, you were asked by ${draft.requestedBy} to check an answer before customers see it. It is a draft: please do not pass it on.`}
      </p>
      {fault === null ? null : (
        <p class="notice" role="alert">
          {fault}
        </p>
      )}
      <article class="fact-check-draft">
        <h2>{draft.question}</h2>
        {/* Safe as it is: rendered from Markdown without raw HTML and cleaned against a strict list. */}
        <div class="answer-text">{raw(draft.html)}</div>
        <h3>Where there is little room</h3>
        <p class="answer-text">{draft.short}</p>
        <h3>What changes</h3>
        <p>{draft.changeNote}</p>
      </article>
      <ReplyForm />
      <p>{`The link is good for one reply, until ${writtenMoment(draft.expiresAt, timeZone)}.`}</p>
    </Shell>
  );
}

/** Thanks the expert, or says that a reply is there already. */
export function AnsweredPage({ verdict }: { readonly verdict: 'CONFIRMED' | 'DOUBTED' }): JSX.Element {
  return (
    <Shell title="Thank you: your reply is recorded">
      <p class="lead">
        {verdict === 'CONFIRMED'
          ? 'You confirmed the facts of this draft.'
          : 'You doubted this draft. It will not be published as it is.'}
      </p>
      <p>The link has done its work; you need not keep it.</p>
    </Shell>
  );
}

/** Says that the draft has moved on, so that nobody judges words that are gone. */
export function ChangedPage(): JSX.Element {
  return (
    <Shell title="This draft has changed">
      <p class="lead">It no longer says what you were asked about. If you are still needed you will get a new link.</p>
    </Shell>
  );
}

/** Says that a link leads nowhere, without saying whether it ever did. */
export function UnknownPage(): JSX.Element {
  return (
    <Shell title="This link has expired or is not complete">
      <p class="lead">Copy the whole address from the message, or ask the one who sent it for a new link.</p>
    </Shell>
  );
}

function ReplyForm(): JSX.Element {
  return (
    <form method="post" class="fact-check-reply">
      <fieldset>
        <legend>Are the facts right?</legend>
        <label>
          <input type="radio" name="verdict" value="CONFIRMED" required /> Yes, I confirm them
        </label>
        <label>
          <input type="radio" name="verdict" value="DOUBTED" required /> I doubt something in it
        </label>
      </fieldset>
      <label for="note">What is wrong, or what you would add (needed when you doubt)</label>
      <textarea id="note" name="note" rows={5} maxlength={2_000} />
      <button type="submit" class="button">
        Send my reply
      </button>
    </form>
  );
}

function Shell(props: { readonly title: string; readonly children: Child }): JSX.Element {
  const head = (
    <>
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
    </>
  );
  return (
    <Page title={props.title} locale="en" area="help" head={head}>
      <div class="frame narrow">
        <h1>{props.title}</h1>
        {props.children}
      </div>
    </Page>
  );
}
