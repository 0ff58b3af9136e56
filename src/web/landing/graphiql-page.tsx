import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { raw } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { assetPath } from '../layout/assets.js';
import { htmlPage, scriptJson } from '../layout/html.js';
import { sendPrivatePage } from '../layout/send.js';
import { firstQuery } from './first-query.js';

/**
 * Answers `GET /graphql` for a reader who takes HTML: GraphiQL from its npm package, so that it works without the
 * internet, opened with the first query.
 */
export function sendGraphiql(reply: FastifyReply): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return sendPrivatePage(reply, htmlPage(reply, <Graphiql query={firstQuery} nonce={nonce} />), policyFor(nonce));
}

/** Inline styles are let in on this page alone: the editor writes its measures into style attributes. */
function policyFor(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const scripts = ['react.js', 'react-dom.js', 'graphiql.js'] as const;

function Graphiql({ query, nonce }: { readonly query: string; readonly nonce: string }): JSX.Element {
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <title>GraphQL · Univocal</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href={assetPath('mark.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/graphiql/graphiql.css" />
        <link rel="stylesheet" href={assetPath('univocal.css')} />
      </head>
      <body class="query-page">
        <h1 class="unseen">Ask the knowledge API</h1>
        <div id="graphiql">
          <noscript>
            <p>This page needs JavaScript. The API does not: POST a query to /graphql.</p>
          </noscript>
        </div>
        {scripts.map((file) => (
          <script nonce={nonce} src={`/assets/graphiql/${file}`} />
        ))}
        <script nonce={nonce}>{raw(startScript(query))}</script>
      </body>
    </html>
  );
}

/** Credentials are left out on purpose: the API reads bearer tokens from a header and never a cookie. */
function startScript(query: string): string {
  return `ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({
      url: '/graphql',
      fetch: (address, options) => fetch(address, { ...options, credentials: 'omit' }),
    }),
    defaultQuery: ${scriptJson(query)},
    defaultEditorToolsVisibility: 'headers',
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
  }),
);`;
}
