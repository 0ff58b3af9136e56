import type { JSX } from 'hono/jsx/jsx-runtime';
import type { AgentViewerQuery, Audience } from '../../../schema/operations/operations.js';
import { Page } from '../layout/page.js';

/** Who is signed in and in which role, and how a program signs in as the same person. */
export function AccountPage(props: {
  readonly viewer: AgentViewerQuery['viewer'];
  readonly address: string;
}): JSX.Element {
  const { viewer, address } = props;
  return (
    <Page title="Your account" locale="en" area="staff" name={viewer.name}>
      <div class="frame narrow">
        <h1>{viewer.name}</h1>
        <section class="slip" aria-label="Your role">
          <dl>
            <div>
              <dt>Role</dt>
              <dd>{inWords(viewer.role)}</dd>
            </div>
            <div>
              <dt>Team</dt>
              <dd>{viewer.team?.name ?? 'None'}</dd>
            </div>
            <div>
              <dt>May read</dt>
              <dd>{readable[viewer.audience]}</dd>
            </div>
          </dl>
        </section>
        <h2>Call the API as yourself</h2>
        <p>
          GraphQL takes a bearer token in the <code>authorization</code> header. It never reads the cookie of this page,
          so that no other site can call it in your name. Exchange a sign-in link that was not used yet for a token:
        </p>
        <pre tabindex={0}>
          <code>{`curl -X POST -H 'accept: application/json' SIGN_IN_LINK`}</code>
        </pre>
        <p>The reply names the token and when it expires. Then ask with it:</p>
        <pre tabindex={0}>
          <code>{`curl ${address}/graphql \\
  -H 'content-type: application/json' \\
  -H 'authorization: Bearer TOKEN' \\
  -d '{"query":"{ viewer { name role } }"}'`}</code>
        </pre>
      </div>
    </Page>
  );
}

const readable: Readonly<Record<Audience, string>> = {
  PUBLIC: 'What anyone may',
  CUSTOMER: 'What customers may',
  PARTNER: 'What partners may',
  STAFF: 'Everything, staff-only answers too',
};

/** A role's code as a word: AGENT is "Agent". */
function inWords(code: string): string {
  return code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ');
}
