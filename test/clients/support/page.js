import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const bundle = fileURLToPath(new URL('webchat.js', import.meta.resolve('botframework-webchat')));

/** The port of the one foreign origin whose pages may hold the chat. */
const port = process.env.UNIVOCAL_PAGE_PORT;

/** Why Web Chat cannot be tested; false when it can. */
export const noPage = port ? false : 'no page’s origin is allowed: let run.mjs start the service';

/** A page that holds Web Chat as its makers deliver it, under a policy that lets nothing run but by its nonce. Query: `service`, `locale`. */
export async function servePage() {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://page');
    if (pathname === '/webchat.js') return send(response, 'text/javascript', createReadStream(bundle));
    if (pathname !== '/') return response.writeHead(404).end();
    const nonce = randomBytes(16).toString('base64');
    response.setHeader('content-security-policy', policy(nonce, searchParams.get('service')));
    return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(nonce));
  });
  await new Promise((done, fail) => server.once('error', fail).listen(Number(port), '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

function send(response, type, stream) {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' });
  stream.pipe(response);
}

// Web Chat 4.18.1 does not hand its nonce on to its scroller, whose style element is empty when it is inserted: this is the hash of nothing.
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The policy of Web Chat's documentation, with what that leaves out: its icons, which are images in data, and the style above. */
function policy(nonce, service) {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    `connect-src ${service} ${service.replace(/^http/, 'ws')}`,
    'img-src blob: data:',
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}' ${emptyStyle}`,
    'worker-src blob:',
  ].join('; ');
}

const page = (nonce) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>A page with Web Chat</title>
    <link rel="icon" href="data:,">
    <style nonce="${nonce}">#webchat { height: 40rem; max-width: 40rem; }</style>
  </head>
  <body>
    <div id="webchat" role="main"></div>
    <script nonce="${nonce}" src="/webchat.js"></script>
    <script nonce="${nonce}">(${holdChat.toString()})(${JSON.stringify(nonce)});</script>
  </body>
</html>`;

/** Runs in the page: what a site does that holds Web Chat, and lists of the activities that Web Chat was given and of what the policy refused. */
async function holdChat(nonce) {
  const { WebChat } = window;
  const query = new URLSearchParams(location.search);
  const locale = query.get('locale');
  const domain = `${query.get('service')}/v3/directline`;
  window.received = [];
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
  });
  const store = WebChat.createStore({}, () => (next) => (action) => {
    if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') window.received.push(action.payload.activity);
    return next(action);
  });
  const { token } = await (await fetch(`${domain}/tokens/generate`, { method: 'POST' })).json();
  const directLine = WebChat.createDirectLine({
    ...{ domain, token, conversationStartProperties: { locale } },
    // How much longer than three seconds it waits before it connects again.
    random: () => 0,
  });
  WebChat.renderWebChat({ directLine, store, locale, nonce }, document.getElementById('webchat'));
}
