import type { JSX } from 'hono/jsx/jsx-runtime';
import { writtenMoment } from '../layout/dates.js';
import { Page } from '../layout/page.js';
import type { CaughtMail } from './routes.js';

/** One caught mail: its HTML part as a mail program shows it, its text part, and the message as it came. */
export function MailPage(props: { readonly mail: CaughtMail; readonly timeZone: string }): JSX.Element {
  const { mail, timeZone } = props;
  const subject = mail.subject || '(no subject)';
  return (
    <Page title={subject} locale="en" area="start">
      <div class="frame">
        <p>
          <a href="/mail">All caught mail</a>
        </p>
        <h1>{subject}</h1>
        <Envelope mail={mail} timeZone={timeZone} />
        {mail.html === null ? null : (
          <section aria-labelledby="html-part">
            <h2 id="html-part">HTML part</h2>
            <iframe
              class="mail-html"
              src={`/mail/${mail.id}/html`}
              title="The mail's HTML part"
              sandbox="allow-popups allow-popups-to-escape-sandbox"
            />
          </section>
        )}
        {mail.text === null ? null : (
          <section aria-labelledby="text-part">
            <h2 id="text-part">Text part</h2>
            <pre class="mail-text" tabindex={0}>
              {mail.text}
            </pre>
          </section>
        )}
        <details>
          <summary>The message as it came</summary>
          <pre tabindex={0}>{mail.raw}</pre>
        </details>
      </div>
    </Page>
  );
}

function Envelope({ mail, timeZone }: { readonly mail: CaughtMail; readonly timeZone: string }): JSX.Element {
  const moment = mail.receivedAt.toISOString();
  return (
    <section class="slip" aria-label="Envelope">
      <dl>
        <div>
          <dt>From</dt>
          <dd>{mail.from}</dd>
        </div>
        <div>
          <dt>To</dt>
          <dd>{mail.to.join(', ')}</dd>
        </div>
        <div>
          <dt>Received</dt>
          <dd>
            <time datetime={moment}>{writtenMoment(moment, timeZone)}</time>
          </dd>
        </div>
      </dl>
    </section>
  );
}
