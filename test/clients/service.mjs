// Starts Univocal with the demo bank for the foreign clients, with all that they need around it, and stops it afterwards.
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Always the same, so that runs leave one database behind and not one each. */
const dataFolder = join(root, 'data', 'test-clients');
const startMs = 300_000;
const stopMs = 15_000;
const roles = ['editor', 'reviewer', 'agent'];

/** Starts the service; its mails go to the server at `smtpUrl`. Gives what the tests are told in their environment, and how to stop it. */
export async function startService(smtpUrl) {
  const [port, pagePort, mailPort] = [await freePort(), await freePort(), await freePort()];
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: {
      ...given(),
      ...{ HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataFolder, OBSERVED_SITE: 'off', LOG_LEVEL: 'warn' },
      ALLOWED_ORIGINS: `http://127.0.0.1:${pagePort}`,
      ...{ SMTP_URL: smtpUrl, MAIL_INTAKE_PORT: String(mailPort) },
      ...{ DKIM_DOMAIN: 'larkhaven.example', DKIM_SELECTOR: 'clients' },
      DKIM_KEY: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', () => done(null)));
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, pause(stopMs).then(() => child.kill('SIGKILL'))]);
  };
  const links = await Promise.race([signInLinks(child.stdout), ended, pause(startMs).then(() => null)]);
  if (links) return { stop, env: { ...places({ url, pagePort, mailPort, publicKey }), ...(await tokens(links)) } };
  await stop();
  throw new Error('The service did not start.');
}

/** No settings of the shell's: with a DATABASE_URL of it the tests would publish there. */
function given() {
  return Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'REDIS_URL'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
}

function places({ url, pagePort, mailPort, publicKey }) {
  return {
    UNIVOCAL_URL: url,
    UNIVOCAL_PAGE_PORT: String(pagePort),
    UNIVOCAL_MAIL_PORT: String(mailPort),
    UNIVOCAL_DKIM_PUBLIC: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

/** The one-time links that the start screen shows, once it is all there. */
function signInLinks(screen) {
  let text = '';
  return new Promise((done) =>
    screen.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('Stop: Ctrl-C')) return;
      done(roles.map((role) => [role, new RegExp(`^ *${role} +(\\S+)$`, 'm').exec(text)[1]]));
    }),
  );
}

/** Signs each of them in as a program does, and gives the bearer tokens. */
async function tokens(links) {
  const signIn = async ([role, link]) => {
    const reply = await fetch(link, { method: 'POST', headers: { accept: 'application/json' } });
    return [`UNIVOCAL_${role.toUpperCase()}_TOKEN`, (await reply.json()).token];
  };
  return Object.fromEntries(await Promise.all(links.map(signIn)));
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds).unref());
}
