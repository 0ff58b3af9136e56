import type { App } from '../app.js';
import { allAccounts, createSignInLink } from '../access/index.js';

const exampleQuestion = 'How long does a new card take to arrive?';

/** What a newcomer needs after the start, within a screen: where everything is, how to sign in, one question with its answer. */
export async function welcome(app: App): Promise<string> {
  const { url, observedUrl } = app.doors;
  const { roles } = app.config;
  const places: [string, string][] = [];
  if (roles.includes('api'))
    places.push(['GraphQL', `${url}/graphql`], ['Help pages', `${url}/help`], ["Agents' desk", `${url}/agent`]);
  if (roles.includes('bots')) places.push(['Chat', `${url}/chat`]);
  if (app.mail && roles.includes('api')) places.push(['Mail it sent', `${url}/mail`]);
  if (observedUrl) places.push(['Old FAQ, leaflet', `${observedUrl}/faq/`]);
  const lines = ['', 'Univocal is running.', '', ...places.map(([name, address]) => `  ${name.padEnd(18)}${address}`)];
  return [
    ...lines,
    ...(await signInLines(app)),
    ...(await exampleLines(app)),
    '',
    'Check every channel: npm run check:channels     Stop: Ctrl-C',
    '',
  ].join('\n');
}

/** One-time links are printed only where nobody else reads them: on a machine that serves itself alone. */
async function signInLines(app: App): Promise<string[]> {
  const isLocal = app.config.host === '127.0.0.1' || app.config.host === '::1' || app.config.host === 'localhost';
  if (!isLocal || app.config.production || app.config.seed === 'none') return [];
  const accounts = await allAccounts(app.db);
  const shown = ['EDITOR', 'REVIEWER', 'AGENT', 'ADMIN'].flatMap(
    (role) => accounts.find((account) => account.role === role) ?? [],
  );
  const links = await Promise.all(
    shown.map(
      async (account) =>
        `  ${account.role.toLowerCase().padEnd(18)}${app.doors.url}/sign-in/${await createSignInLink(app.services, account.key)}`,
    ),
  );
  return ['', 'Sign in (each link works once; there are no passwords):', ...links];
}

async function exampleLines(app: App): Promise<string[]> {
  if (!app.config.roles.includes('api')) return [];
  const { ask } = await app.run('BotAsk', {
    question: exampleQuestion,
    channel: 'social-reply',
    locale: app.config.defaultLocale,
  });
  const [resolution] = ask;
  if (resolution?.__typename !== 'Answered')
    return ['', 'Nothing is published yet: the first answer is yours to write.'];
  const { text, version, receipt } = resolution.rendition;
  return [
    '',
    `  ask(question: "${exampleQuestion}")`,
    ...text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `  → ${line}`),
    `    ${resolution.answer.key}, version ${version}, receipt ${receipt.code}, snapshot ${resolution.snapshotSequence}`,
  ];
}
