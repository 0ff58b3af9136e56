import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../src/platform/paths.js';
import { openBrowser } from './support/browser.js';
import { startDirectLine } from './support/direct-line.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startTestService(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await service.close();
});

const answerKey = 'lost-or-stolen-card';
const question = 'What do I do if my card is lost or stolen?';
const patienceMs = 30_000;

describe('one answer', () => {
  it('has one version and the same figures on every governed channel, as its users read it', async () => {
    const said = await sayOnEveryChannel();
    const [fee] = /£[\d.]+\d/.exec(said.help.text) ?? /£\d/.exec(said.help.text) ?? [];
    expect(fee).toBeDefined();
    for (const [channel, { text, version }] of Object.entries(said)) {
      expect(text, channel).toContain('01632 960911');
      if (channel !== 'social-reply') expect(text, channel).toContain(fee);
      expect(version, channel).toBe(said.help.version);
    }
  });

  it('is on another site’s page, in the element, what it is on the help pages, with the same receipt', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${service.url}/help/${answerKey}`);
    const helpPage = page.locator(`article[data-answer="${answerKey}"]`);
    const [text, receipt] = [
      await helpPage.locator('.answer-text').innerText(),
      await helpPage.getAttribute('data-receipt'),
    ];
    await page.goto(`${service.url}/elements?answer=${answerKey}`);
    const element = page.locator('univocal-answer article').first();
    await element.waitFor();
    expect(await element.locator('.text').innerText()).toBe(text);
    expect(await element.getAttribute('data-receipt')).toBe(receipt);
    await context.close();
  });

  it(
    'changes on every governed channel when a fact changes, without a restart, and what other channels still say becomes a finding',
    { timeout: 180_000 },
    async () => {
      const author = await service.signIn(people.editor);
      const second = await service.signIn(people.reviewer);
      const stated = await service.graphql<{ stateFact: { statement: string } }>(
        'mutation { stateFact(input: { key: "card.replacement.fee", value: "GBP 7.50", source: "Tariff 2026, note 4" }) { ... on FactStated { statement } } }',
        {},
        author,
      );
      const begun = performance.now();
      const published = await service.graphql<{ publishFact: { snapshotSequence: number } }>(
        'mutation ($statement: ID!) { publishFact(statement: $statement) { ... on FactPublished { snapshotSequence } } }',
        { statement: stated.data.stateFact.statement },
        second,
      );
      expect(published.errors).toBeUndefined();
      const full = ['help', 'webchat', 'social', 'email', 'agents'] as const;
      const everywhere = async () =>
        full.every(
          (
            (said) => (channel) =>
              said[channel].text.includes('£7.50') && !said[channel].text.includes('£5 ')
          )(await sayOnEveryChannel()),
        );
      await expect.poll(everywhere, { timeout: patienceMs, interval: 100 }).toBe(true);
      process.stdout.write(
        `edit-to-visible on five channels, each read as its users do: ${Math.round(performance.now() - begun)} ms\n`,
      );

      const { findings } = await sweep(service);
      const claims = findings
        .filter(({ probe }) => probe.key === answerKey)
        .map(({ channel, claim }) => `${channel.key}: ${claim}`);
      expect(claims).toContain('leaflet: money: £7.50 against £5');
      expect(claims).toContain('faq: money: £7.50 against £4');
    },
  );
});

describe('a mail', () => {
  it('is not sent by the key of another channel', async () => {
    const send = 'mutation { sendTemplate(template: "welcome", to: "customer@example.org") { messageId } }';
    const { errors } = await service.graphql(send, {}, service.app.keys.webchat);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('a sweep', () => {
  it('finds every planted disagreement, no decoy, and governed channels at one', { timeout: 120_000 }, async () => {
    const fresh = await startTestService();
    try {
      const { cells, findings, byConstruction } = await sweep(fresh);
      const { planted, decoys } = parse(
        readFileSync(join(projectRoot, 'seed', 'disagreements.yaml'), 'utf8'),
      ) as Plants;
      const flagged = (channel: string, answer: string) =>
        findings.filter((finding) => finding.channel.key === channel && finding.probe.key === answer);

      const missed = planted.filter(
        (plant) => !flagged(plant.channel, plant.answer).some(({ kind }) => kind !== 'omission'),
      );
      expect(missed.map(({ id }) => id)).toEqual([]);
      const plantedCells = new Set(planted.map(({ channel, answer }) => `${channel} ${answer}`));
      const wolves = decoys.filter(
        ({ channel, answer }) => !plantedCells.has(`${channel} ${answer}`) && flagged(channel, answer).length > 0,
      );
      expect(wolves.map(({ id }) => id)).toEqual([]);
      expect(planted.length).toBeGreaterThanOrEqual(20);
      expect(decoys.length).toBeGreaterThanOrEqual(14);

      const governed = cells.filter(({ channel }) => channel.mode === 'GOVERNED');
      expect(governed.length).toBeGreaterThan(500);
      expect(
        governed
          .filter(({ state }) => !['SAME', 'INCOMPLETE', 'NOT_APPLICABLE'].includes(state))
          .map(({ channel, probe, failure }) => [channel.key, probe.key, failure]),
      ).toEqual([]);
      expect(byConstruction.share).toBe(1);
    } finally {
      await fresh.close();
    }
  });
});

interface Plants {
  readonly planted: readonly { readonly id: string; readonly channel: string; readonly answer: string }[];
  readonly decoys: readonly { readonly id: string; readonly channel: string; readonly answer: string }[];
}

interface Swept {
  readonly cells: readonly {
    readonly state: string;
    readonly failure: string | null;
    readonly channel: { readonly key: string; readonly mode: string };
    readonly probe: { readonly key: string };
  }[];
  readonly findings: readonly {
    readonly kind: string;
    readonly tier: string;
    readonly claim: string;
    readonly channel: { readonly key: string };
    readonly probe: { readonly key: string };
  }[];
  readonly byConstruction: { readonly share: number | null };
}

async function sweep({ graphql, app }: TestService): Promise<Swept> {
  const operator = app.keys.operator;
  const { data } = await graphql<{ runSweep: { id: string } }>('mutation { runSweep { id } }', {}, operator);
  const state = async () =>
    (
      await graphql<{ sweep: { state: string } }>(
        'query ($id: ID!) { sweep(id: $id) { state } }',
        { id: data.runSweep.id },
        operator,
      )
    ).data.sweep.state;
  await expect.poll(state, { timeout: 100_000, interval: 250 }).toBe('DONE');
  const report = await graphql<{ consistency: Omit<Swept, 'findings'>; findings: { nodes: Swept['findings'] } }>(
    `{
      consistency { byConstruction { share } cells { state failure channel { key mode } probe { key } } }
      findings(first: 100, state: [OPEN], tier: [ALERT, POSSIBLE]) { nodes { kind tier claim channel { key } probe { key } } }
    }`,
    {},
    operator,
  );
  expect(report.errors).toBeUndefined();
  return { ...report.data.consistency, findings: report.data.findings.nodes };
}

interface Said {
  readonly text: string;
  readonly version: number;
}

/** What each governed channel says to the question, read by the means its users have. */
async function sayOnEveryChannel(): Promise<
  Record<'help' | 'webchat' | 'social' | 'social-reply' | 'email' | 'agents', Said>
> {
  const [help, webchat, social, reply, email, agents] = await Promise.all([
    onHelpPage(),
    inChat(),
    onSocial('facebook'),
    onSocial('public-reply'),
    byMail(),
    atDesk(),
  ]);
  return { help, webchat, social, 'social-reply': reply, email, agents };
}

async function onHelpPage(): Promise<Said> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(`${service.url}/help/${answerKey}`);
    const article = page.locator(`article[data-answer="${answerKey}"]`);
    return {
      text: await article.locator('.answer-text').innerText(),
      version: Number(await article.getAttribute('data-version')),
    };
  } finally {
    await context.close();
  }
}

async function inChat(): Promise<Said> {
  const conversation = await startDirectLine(service.url, { key: service.app.keys.webchat });
  return fromActivities(await conversation.ask(question));
}

async function onSocial(network: string): Promise<Said> {
  const id = `${network}-${Math.random()}`;
  const reply = await fetch(`${service.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      id,
      channelId: network,
      serviceUrl: service.url,
      conversation: { id },
      from: { id: 'customer' },
      recipient: { id: 'bot' },
      text: question,
      deliveryMode: 'expectReplies',
    }),
  });
  return fromActivities(((await reply.json()) as { activities: Activity[] }).activities);
}

interface Activity {
  readonly text?: string | undefined;
  readonly channelData?: unknown;
}

function fromActivities(activities: readonly Activity[]): Said {
  const data = (activity: Activity) => activity.channelData as { kind?: string; version?: number } | undefined;
  const answer = activities.find((activity) => data(activity)?.kind === 'answer');
  return { text: answer?.text ?? '', version: (answer && data(answer)?.version) ?? 0 };
}

async function byMail(): Promise<Said> {
  const { data, errors } = await service.graphql<{ sendTemplate: { messageId: string } }>(
    'mutation ($variables: [VariableInput!]) { sendTemplate(template: "reply-to-question", to: "customer@example.org", variables: $variables) { messageId } }',
    {
      variables: [
        { name: 'question', value: question },
        { name: 'answer', value: answerKey },
      ],
    },
    service.app.keys.email,
  );
  expect(errors).toBeUndefined();
  const mail = await service.app.mail?.waitFor(({ messageId }) => messageId === data.sendTemplate.messageId, 15_000);
  return { text: mail?.text ?? '', version: Number(/@(\d+)/.exec(mail?.headers.get('x-answers') ?? '')?.[1]) };
}

async function atDesk(): Promise<Said> {
  const { answer } = await service.app.run('AgentAnswer', { key: answerKey }, service.app.keys.agents);
  return { text: answer?.agents.text ?? '', version: answer?.agents.version ?? 0 };
}
