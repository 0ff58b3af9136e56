import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '../../src/matching/random.js';
import { homeOf } from '../../src/platform/database/embedded-postgres.js';
import { type Held, holdConversation } from './bot-customer.js';
import { type BotService, startBotService } from './bot-service.js';
import { conversationFaults } from './conversation-faults.js';
import { percentile } from './measures.js';

/**
 * Many Direct Line conversations at once with the demo bank's service, which runs in a process of its own: half by websocket, each of which loses its
 * connection on the way, half by polling once a second as Microsoft's client does. First a tenth of them, then all, to see what grows. A turn is timed
 * from sending a question until its reply is there; beside it stands a plain `ask` over HTTP, alone, so that runs on other machines can be compared.
 * Exits with 1 when an activity was lost, repeated or out of order.
 */
const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '200' },
    turns: { type: 'string', default: '8' },
    /** The mean of the pause between two turns. */
    reading: { type: 'string', default: '4000' },
    profile: { type: 'string' },
  },
});
const [conversations, turns, readingMs] = [values.conversations, values.turns, values.reading].map(Number) as [
  number,
  number,
  number,
];
const dropsEvery = 3;
const random = seeded(6);
const questions = [
  'How long does a new card take to arrive?',
  'What does express delivery cost?',
  'How much can I top up in a day?',
  'Where can I see the PIN of my card?',
  'What do I do if my card is stolen?',
  'How do I get a virtual card?',
  'Why was my card payment refused?',
  'Can I use my card abroad?',
];
const folder = mkdtempSync(join(tmpdir(), 'univocal-bench-'));
const service = await startBotService(folder, values.profile ?? null);
let faults = 0;
try {
  const alone = await measureAsk(service);
  print('a plain ask, alone', { turn: alone, ask: alone });
  console.log(`memory before ${service.used().mb.toFixed(0)} MB`);
  const few = await measure(service, Math.ceil(conversations / 10));
  const many = await measure(service, conversations);
  for (const { count, held, used } of [few, many]) {
    const ms = (way: string | null) =>
      held.filter((one) => way === null || one.way === way).flatMap(({ asked }) => asked.map((turn) => turn.ms));
    for (const way of ['websocket', 'polling', null])
      print(`${count} conversations, ${way ?? 'all'}`, { turn: ms(way), ask: alone });
    const cpu = used.cpuMs / held.reduce((sum, { asked }) => sum + asked.length, 0);
    console.log(
      `${count} conversations: ${cpu.toFixed(1)} ms of the service's processor time a turn, ${used.mb.toFixed(0)} MB`,
    );
  }
  const websocket = ({ held }: Measured) =>
    percentile(
      held.filter(({ way }) => way === 'websocket').flatMap(({ asked }) => asked.map(({ ms }) => ms)),
      95,
    );
  console.log(`p95 by websocket with ten times as many: × ${(websocket(many) / websocket(few)).toFixed(2)}`);
  faults = [few, many].flatMap(({ failed }) => failed).length;
} finally {
  await service.stop();
  for (const used of [homeOf(folder), folder]) rmSync(used, { recursive: true, force: true });
}
console.log(faults === 0 ? 'no activity lost, repeated or out of order' : `${faults} FAULTS`);
process.exitCode = faults === 0 ? 0 : 1;

interface Measured {
  readonly count: number;
  readonly held: readonly Held[];
  readonly failed: readonly string[];
  readonly used: { readonly cpuMs: number; readonly mb: number };
}

async function measure(of: BotService, count: number): Promise<Measured> {
  const before = of.used().cpuMs;
  const settled = await Promise.allSettled(
    Array.from({ length: count }, (_, place) =>
      holdConversation(`${of.url}/v3/directline`, of.webchatKey, {
        way: place % 2 === 0 ? 'websocket' : 'polling',
        questions: Array.from({ length: turns }, (__, turn) => questions[(place + turn) % questions.length] ?? ''),
        readingMs: () => random() * 2 * readingMs,
        dropsEvery,
      }),
    ),
  );
  const { cpuMs, mb } = of.used();
  const held = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = [
    ...settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])),
    ...held.flatMap(conversationFaults),
  ];
  for (const fault of failed.slice(0, 10)) console.error(fault);
  return { count, held, failed, used: { cpuMs: cpuMs - before, mb } };
}

async function measureAsk({ url }: BotService): Promise<readonly number[]> {
  const times: number[] = [];
  const query = `query ($question: String!) { ask(question: $question, channel: "webchat", locale: "en") {
    ... on Answered { answer { key } rendition { text receipt { code } } } } }`;
  for (let turn = 0; turn < 100; turn += 1) {
    const begun = performance.now();
    const question = questions[turn % questions.length];
    await (
      await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { question } }),
      })
    ).text();
    times.push(performance.now() - begun);
  }
  return times.slice(20);
}

function print(
  what: string,
  { turn, ask }: { readonly turn: readonly number[]; readonly ask: readonly number[] },
): void {
  const unit = percentile(ask, 50);
  const parts = [50, 95, 99].map((share) => {
    const ms = percentile(turn, share);
    return `p${share} ${ms.toFixed(1)} ms (× ${(ms / unit).toFixed(1)})`;
  });
  console.log(`${what}: ${turn.length} turns, ${parts.join(', ')}`);
}
