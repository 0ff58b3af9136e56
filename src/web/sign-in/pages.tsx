import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { Page } from '../layout/page.js';

/** Says how to come by a link, to someone who has none. */
export function NeedLinkPage(): JSX.Element {
  return (
    <SignInShell title="You need a sign-in link">
      <p class="lead">This page is for staff. You sign in with a link that works once.</p>
      <p>
        An administrator makes one for you; the demonstration prints one for each account when it starts. Open it, then
        press the button it shows.
      </p>
      <p>
        Not staff? The <a href="/help">help centre</a> is open to everyone.
      </p>
    </SignInShell>
  );
}

/** Asks for a press of the button, so that a link is not used up by whatever merely fetches it. */
export function ConfirmPage({ name }: { readonly name: string }): JSX.Element {
  return (
    <SignInShell title="Sign in">
      <p class="lead">The link is good for one sign-in. It is used up when you press the button.</p>
      <form method="post">
        <button type="submit" class="button">{`Sign in as ${name}`}</button>
      </form>
    </SignInShell>
  );
}

/** Says that a link leads nowhere any more, without saying whether it ever did. */
export function ExpiredPage(): JSX.Element {
  return (
    <SignInShell title="This link was used or has expired">
      <p class="lead">Each sign-in link works once and for a short time. Ask for a new one.</p>
      <p>
        If you pressed the button twice you may be signed in already: <a href="/agent">open the agents’ desk</a>.
      </p>
    </SignInShell>
  );
}

/** Asks before signing out, for those who came by typing the address. */
export function SignOutPage(): JSX.Element {
  return (
    <SignInShell title="Sign out">
      <form method="post" action="/sign-out">
        <button type="submit" class="button">
          Sign out
        </button>
      </form>
    </SignInShell>
  );
}

function SignInShell(props: { readonly title: string; readonly children: Child }): JSX.Element {
  return (
    <Page title={props.title} locale="en" area="staff" head={<meta name="robots" content="noindex" />}>
      <div class="frame narrow">
        <h1>{props.title}</h1>
        {props.children}
      </div>
    </Page>
  );
}
