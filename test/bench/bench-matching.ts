import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Asks the running API every labelled question of a file, as a channel would, and prints how it did. Labels are BANKING77's. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string', default: 'http://127.0.0.1:4000' }, concurrency: { type: 'string', default: '8' } },
});
const [file] = positionals;

interface Labelled {
  readonly text: string;
  readonly label: string;
}

interface Outcome {
  readonly expected: string;
  readonly first: string | null;
  readonly offered: readonly string[];
  readonly answered: boolean;
  readonly milliseconds: number;
}

const query = /* GraphQL */ `
  query ($question: String!) {
    ask(question: $question, channel: "webchat", locale: "en") {
      __typename
      ... on Answered { answer { key } }
      ... on Choices { choices { answer { key } } }
    }
  }
`;

if (!file || !existsSync(file)) {
  process.stderr.write(
    'Usage: npm run bench:matching -- FILE.jsonl [--url http://127.0.0.1:4000]   (rows of {"text", "label"}; start the service first)\n',
  );
  process.exit(2);
}
const rows = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled);
const outcomes = await askAll(rows, Number(values.concurrency));
report(outcomes);

async function askAll(questions: readonly Labelled[], concurrency: number): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const queue = [...questions];
  const worker = async () => {
    for (let row = queue.shift(); row; row = queue.shift()) outcomes.push(await askOne(row));
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return outcomes;
}

async function askOne({ text, label }: Labelled): Promise<Outcome> {
  const begin = performance.now();
  const reply = await fetch(`${values.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { question: text } }),
    signal: AbortSignal.timeout(10_000),
  });
  const { data } = (await reply.json()) as {
    data: { ask: { __typename: string; answer?: { key: string }; choices?: { answer: { key: string } }[] }[] };
  };
  const milliseconds = performance.now() - begin;
  const offered = data.ask.flatMap((one) =>
    one.answer ? [one.answer.key] : (one.choices ?? []).map(({ answer }) => answer.key),
  );
  return {
    expected: keyOf(label),
    first: offered[0] ?? null,
    offered: offered.slice(0, 3),
    answered: data.ask.some((one) => one.__typename === 'Answered'),
    milliseconds,
  };
}

/** "Refund_not_showing_up" and "reverted_card_payment?" are the answers refund-not-showing-up and reverted-card-payment. */
function keyOf(label: string): string {
  return label.toLowerCase().replaceAll('_', '-').replaceAll('?', '');
}

function report(all: readonly Outcome[]): void {
  const share = (count: number, of: number) => (of === 0 ? 'none' : `${((100 * count) / of).toFixed(1)} %`);
  const answered = all.filter((one) => one.answered);
  const times = all.map((one) => one.milliseconds).sort((a, b) => a - b);
  const at = (quantile: number) =>
    `${(times[Math.min(times.length - 1, Math.floor(quantile * times.length))] ?? 0).toFixed(1)} ms`;
  const lines = [
    ['questions', String(all.length)],
    [
      'top-1 (answer given, or first choice, is right)',
      share(all.filter((one) => one.first === one.expected).length, all.length),
    ],
    [
      'top-3 (answer given, or a choice, is right)',
      share(all.filter((one) => one.offered.includes(one.expected)).length, all.length),
    ],
    ['answered share', share(answered.length, all.length)],
    ['precision of answered', share(answered.filter((one) => one.first === one.expected).length, answered.length)],
    ['no answer', share(all.filter((one) => one.offered.length === 0).length, all.length)],
    ['round trip p50 / p95 / p99', `${at(0.5)} / ${at(0.95)} / ${at(0.99)}`],
  ];
  for (const [name = '', figure = ''] of lines) process.stdout.write(`${name.padEnd(50)}${figure}\n`);
}
