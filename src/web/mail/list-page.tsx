import type { JSX } from 'hono/jsx/jsx-runtime';
import { writtenMoment } from '../layout/dates.js';
import { Page } from '../layout/page.js';
import type { CaughtMail } from './routes.js';

/** The mails that were caught, newest first. */
export function MailListPage(props: { readonly mails: readonly CaughtMail[]; readonly timeZone: string }): JSX.Element {
  const { mails, timeZone } = props;
  return (
    <Page title="Caught mail" locale="en" area="start">
      <div class="frame">
        <h1>Caught mail</h1>
        <p class="lead">
          What this service sent is received here over SMTP and shown, instead of being delivered to anyone.
        </p>
        {mails.length === 0 ? (
          <p class="notice">Nothing was sent yet. The mutation sendTemplate sends a mail.</p>
        ) : (
          <ol class="mails">
            {mails.map((mail) => (
              <li>
                <a href={`/mail/${mail.id}`}>{mail.subject || '(no subject)'}</a>
                <span class="mail-to">{`to ${mail.to.join(', ')}`}</span>
                <time datetime={mail.receivedAt.toISOString()}>
                  {writtenMoment(mail.receivedAt.toISOString(), timeZone)}
                </time>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Page>
  );
}
