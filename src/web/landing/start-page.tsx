import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { Page } from '../layout/page.js';

interface StartProps {
  /** Whether the development mail catcher runs. */
  readonly mail: boolean;
}

/** The service's own first page: what runs here and where to look. */
export function StartPage({ mail }: StartProps): JSX.Element {
  return (
    <Page title="Univocal" locale="en" area="start">
      <div class="hero">
        <div class="frame">
          <h1>One question, one answer, on every channel</h1>
          <p class="lead">
            Univocal keeps an organisation’s answers in one place and gives them out through one GraphQL API. Help
            pages, chat, e-mail and agents only ask it; they have no answers of their own. A checker puts the same
            questions to every channel and shows where one says something else.
          </p>
        </div>
      </div>
      <div class="frame">
        <h2 class="unseen">Where to look</h2>
        <ul class="doors">
          <Door href="/help" name="Help pages">
            What a customer reads: search, topics, one page an answer, each with its version and receipt.
          </Door>
          <Door href="/chat" name="Chat">
            The same answers in conversation, with a way to a person at any time.
          </Door>
          <Door href="/elements" name="Answers in any page">
            The chat and single answers as elements for other web sites, by one script tag.
          </Door>
          <Door href="/agent" name="Agents’ desk">
            For staff: ask while the customer talks, copy the answer in the channel’s form. Needs a sign-in link.
          </Door>
          <Door href="/graphql" name="GraphQL">
            The API that all of them ask, with a query to begin with.
          </Door>
          {mail ? (
            <Door href="/mail" name="Caught mail">
              The e-mails this service sent, as they were received over SMTP.
            </Door>
          ) : null}
        </ul>
      </div>
    </Page>
  );
}

function Door(props: { readonly href: string; readonly name: string; readonly children: Child }): JSX.Element {
  return (
    <li>
      <a href={props.href}>{props.name}</a>
      <p>{props.children}</p>
    </li>
  );
}
