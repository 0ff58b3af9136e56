import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkChannels } from '../src/command-line/check.js';
import type { Checked } from '../src/command-line/check-report.js';
import { projectRoot } from '../src/platform/paths.js';
import { people, startTestService, type TestService } from './support/test-service.js';

interface Planned {
  readonly id: string;
  readonly channel: string;
  readonly answer: string;
  readonly observed: string;
}

interface Rate {
  readonly agreeing: number;
  readonly compared: number;
  readonly share: number | null;
}

interface Part {
  readonly locale?: string;
  readonly sameAnswerRates: readonly { readonly rate: Rate }[];
}

interface Broken extends Part {
  readonly byTopic: readonly Part[];
  readonly byLocale: readonly Part[];
  readonly byPair: readonly { readonly one: Named; readonly other: Named; readonly rate: Rate }[];
}

interface Named {
  readonly key: string;
}

interface Trend {
  readonly pairs: { readonly rate: Rate };
}

interface Way {
  readonly channels: readonly {
    readonly channel: { readonly key: string; readonly mode: string };
    readonly says: string;
    readonly visibleBy: string | null;
  }[];
}

const planned = parse(readFileSync(join(projectRoot, 'seed', 'disagreements.yaml'), 'utf8')) as {
  readonly planted: readonly Planned[];
  readonly decoys: readonly Planned[];
};

let service: TestService;
let folder: string;
let checked: Checked;
let printed = '';
let code: number;

/** One sweep of the demo bank by the command line, over the API, for the whole file. */
beforeAll(async () => {
  service = await startTestService();
  await service.app.caughtUp();
  folder = mkdtempSync(join(tmpdir(), 'univocal-check-'));
  const world = {
    environment: {},
    stdout: { write: (text: string) => (printed += text), columns: 140 },
    stderr: { write: (text: string) => (printed += text) },
  };
  const files = { json: join(folder, 'report.json'), junit: join(folder, 'report.xml') };
  code = await checkChannels(
    { url: service.url, key: service.app.keys.operator, failOn: 'alert', timeout: 120, ...files },
    world,
  );
  checked = JSON.parse(readFileSync(files.json, 'utf8')) as Checked;
}, 120_000);

afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const cellsOf = (mode: string) => checked.report.cells.filter(({ channel }) => channel.mode === mode);

/** The findings whose quote stands where the words of the plan stand in the channel's text. */
function findingsAt({ channel, answer, observed }: Planned): Checked['findings'] {
  const text =
    checked.report.cells.find((cell) => cell.channel.key === channel && cell.probe.key === answer)?.text ?? '';
  const [start, end] = [text.indexOf(observed), text.indexOf(observed) + observed.length];
  return checked.findings.filter(
    (finding) =>
      finding.channel.key === channel &&
      finding.probe.key === answer &&
      start >= 0 &&
      (finding.observed?.span?.start ?? end) < end &&
      start < (finding.observed?.span?.end ?? start),
  );
}

describe('the demo bank’s governed channels', () => {
  test('give the same answer on every question that is put to them, by receipt and by words', () => {
    const { byConstruction, byObservation } = checked.report;
    expect(byConstruction.share).toBe(1);
    expect(byObservation.share).toBe(1);
    expect(byConstruction.compared).toBeGreaterThanOrEqual(85);
    expect(cellsOf('GOVERNED').filter(({ state }) => !['SAME', 'NOT_APPLICABLE'].includes(state))).toEqual([]);
  });

  test('each prove it with a receipt of their own', () => {
    for (const cell of cellsOf('GOVERNED').filter(({ state }) => state === 'SAME')) {
      expect(cell.receiptCode).toMatch(/^UV-/);
      expect(cell.version).toBe(cell.canonicalVersion);
    }
  });
});

describe('the demo bank’s observed channels', () => {
  test.each(planned.planted)('say something else where $id was planted, and it is found', (one) => {
    expect(findingsAt(one)).not.toEqual([]);
  });

  test.each(planned.decoys)('are not blamed for $id', (one) => {
    expect(findingsAt(one)).toEqual([]);
  });

  test('could all be read, and were asked only what they answer', () => {
    expect(cellsOf('OBSERVED').filter(({ state }) => state === 'ERROR' || state === 'STALE_PROBE')).toEqual([]);
  });
});

describe('the check', () => {
  test('breaks its gate on the day-0 demo and says by what', () => {
    expect(code).toBe(1);
    expect(printed).toMatch(/GATE BROKEN {2}\d+ findings break the gate/);
    expect(printed).toContain('answer:   A second physical card costs [£8].');
    expect(printed).not.toContain('\u001B');
  });

  test('writes JUnit in which every cell is a case and every breaking finding’s cell a failure', () => {
    const xml = load(readFileSync(join(folder, 'report.xml'), 'utf8'), { xml: true });
    expect(xml('testcase').length).toBe(checked.report.cells.length);
    const broken = new Set(
      checked.findings
        .filter(({ tier }) => tier === 'ALERT')
        .map(({ probe, channel }) => `${probe.key} ${channel.key}`),
    );
    expect(xml('failure').length).toBe(broken.size);
  });

  test('cannot check, and says why in one sentence, without a service, without a key, or with one that may not', async () => {
    const told: string[] = [];
    const world = {
      environment: { DATA_DIR: folder },
      stdout: { write: () => true },
      stderr: { write: (text: string) => told.push(text) },
    };
    const options = { failOn: 'alert', timeout: 5 } as const;
    expect(await checkChannels({ ...options, url: 'http://127.0.0.1:9', key: 'x' }, world)).toBe(2);
    expect(await checkChannels({ ...options, url: service.url }, world)).toBe(2);
    expect(await checkChannels({ ...options, url: service.url, key: service.app.keys.help }, world)).toBe(2);
    expect(await checkChannels({ ...options, url: 'nonsense', key: 'x' }, world)).toBe(2);
    expect(told).toHaveLength(4);
    for (const sentence of told) expect(sentence).toMatch(/^[^\n]+[.?]\n$/);
  });
});

describe('over the API', () => {
  const query = `query ($after: String) { findings(first: 10, after: $after, tier: [ALERT], channel: "faq") {
    totalCount pageInfo { hasNextPage endCursor } nodes { id tier severity channel { key } owner { name } canonical { text span { start } } } } }`;

  test('findings come page by page, filtered, the most harmful first', async () => {
    const { data } = await service.graphql<{
      readonly findings: {
        readonly totalCount: number;
        readonly nodes: readonly {
          readonly severity: string;
          readonly tier: string;
          readonly channel: { readonly key: string };
        }[];
      };
    }>(query, {}, service.app.keys.operator);
    expect(data.findings.totalCount).toBe(
      checked.findings.filter(({ tier, channel }) => tier === 'ALERT' && channel.key === 'faq').length,
    );
    expect(data.findings.nodes).toHaveLength(10);
    expect(data.findings.nodes.every(({ tier, channel }) => tier === 'ALERT' && channel.key === 'faq')).toBe(true);
    const severities = data.findings.nodes.map(({ severity }) => severity);
    expect(severities).toEqual([...severities].sort());
  });

  test('observations of the last sweep can be narrowed to a state', async () => {
    const { data } = await service.graphql<{ readonly observations: { readonly totalCount: number } }>(
      '{ observations(state: [CONTRADICTS]) { totalCount } }',
      {},
      service.app.keys.operator,
    );
    expect(data.observations.totalCount).toBe(
      checked.report.cells.filter(({ state }) => state === 'CONTRADICTS').length,
    );
  });

  test('the report is broken down by topic, language and pair of channels, each summing up to the whole', async () => {
    const rate = 'rate { agreeing compared share low high }';
    const { data } = await service.graphql<{
      readonly consistency: Broken;
      readonly consistencyTrend: readonly Trend[];
    }>(
      `{ consistency { sameAnswerRates { channels ${rate} }
          byTopic { topic sameAnswerRates { channels ${rate} } } byLocale { locale sameAnswerRates { channels ${rate} } }
          byPair { one { key } other { key } ${rate} } }
        consistencyTrend(last: 5) { sweep pairs { ${rate} } all { channels } answeredByAll { share } } }`,
      {},
      await service.signIn(people.manager),
    );
    const { sameAnswerRates, byTopic, byLocale, byPair } = data.consistency;
    const sum = (rates: readonly Rate[], count: 'agreeing' | 'compared') =>
      rates.reduce((total, one) => total + one[count], 0);
    for (const parts of [byTopic, byLocale])
      for (const [i, whole] of sameAnswerRates.entries())
        for (const count of ['agreeing', 'compared'] as const)
          expect(
            sum(
              parts.map((part) => part.sameAnswerRates[i]?.rate as Rate),
              count,
            ),
          ).toBe(whole.rate[count]);
    expect(
      sum(
        byPair.map(({ rate }) => rate),
        'compared',
      ),
    ).toBe(sameAnswerRates[0]?.rate.compared);
    expect(byTopic.length).toBeGreaterThan(5);
    expect(byLocale.map(({ locale }) => locale)).toEqual(['en']);
    expect(byPair.find(({ one, other }) => one.key === 'help' && other.key === 'email')?.rate.share).toBe(1);
    expect(data.consistencyTrend).toMatchObject([{ pairs: { rate: sameAnswerRates[0]?.rate } }]);
  });

  test('those who watch the service read the figures at /metrics, and nobody without a key', async () => {
    const read = (headers: Record<string, string>) => fetch(`${service.url}/metrics`, { headers });
    expect((await read({})).status).toBe(401);
    expect((await read({ authorization: `Bearer ${service.app.keys.help}` })).status).toBe(403);
    const reply = await read({ authorization: `Bearer ${service.app.keys.operator}` });
    expect(reply.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const samples = (await reply.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    for (const line of samples)
      expect(line).toMatch(/^univocal_[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [\d.e+-]+$/);
    const share = checked.report.sameAnswerRates.find(({ channels }) => channels === 2)?.rate.share;
    expect(samples).toContain(`univocal_same_answer_rate{channels="2",reading="headline"} ${share}`);
  });

  test('a reviewer draws and labels a sample, and the corrected rate stands beside the report', async () => {
    const reviewer = await service.signIn(people.reviewer);
    const month = service.app.services.clock.now().toISOString().slice(0, 7);
    const { data } = await service.graphql<{
      readonly drawAuditSample: { readonly drawn: number; readonly pairs: readonly { readonly id: string }[] };
    }>(
      `mutation { drawAuditSample(month: "${month}", size: 10) { drawn pairs { id question canonical observed label } } }`,
      {},
      reviewer,
    );
    expect(data.drawAuditSample.drawn).toBe(10);
    const [first] = data.drawAuditSample.pairs;
    await service.graphql(
      `mutation { labelAuditSample(id: "${first?.id}", label: UNRELATED, note: "Else.") { label } }`,
      {},
      reviewer,
    );
    const read = await service.graphql<{
      readonly consistency: { readonly corrected: object };
      readonly labelledPairs: object;
    }>(
      '{ consistency { corrected { month labelled disagreeing cells { share high } } } labelledPairs { nodes { id label note labelledBy } } }',
      {},
      service.app.keys.operator,
    );
    expect(read.data.consistency.corrected).toMatchObject({ month, labelled: 1, disagreeing: 1, cells: { share: 0 } });
    expect(read.data.labelledPairs).toEqual({
      nodes: [{ id: first?.id, label: 'UNRELATED', note: 'Else.', labelledBy: people.reviewer }],
    });
  });

  test('the way of a fee that rose shows who still says the old one, and the channels that ask the API have it by receipt', async () => {
    const { data } = await service.graphql<{ readonly propagation: Way; readonly findingTimes: object }>(
      `{ propagation(answer: "getting-spare-card") { publishedAt channels { channel { key mode } says visibleBy address } }
        findingTimes { drift { count longestHours } undated bySeverity { severity drift { count } } } }`,
      {},
      service.app.keys.operator,
    );
    const saying = (key: string) => data.propagation.channels.find(({ channel }) => channel.key === key);
    expect(saying('faq')).toMatchObject({ says: 'OLD', visibleBy: null, address: expect.stringContaining('/faq') });
    for (const { channel, says, visibleBy } of data.propagation.channels)
      if (channel.mode === 'GOVERNED' && says !== 'SILENT')
        expect([channel.key, says, visibleBy]).toEqual([channel.key, 'NEW', 'OBSERVATION']);
    expect(data.findingTimes).toMatchObject({ drift: { count: checked.findings.length } });
  });

  test('weighted by traffic the rates of questions that nobody asked are the same, and findings have their exposure', async () => {
    await sql`truncate inquiry, search_event`.execute(service.app.db);
    type Shares = readonly { readonly channels: number; readonly rate: Readonly<Record<string, number>> }[];
    const { data } = await service.graphql<{
      readonly consistency: { readonly sameAnswerRates: Shares; readonly weightedByTraffic: Shares };
      readonly findings: { readonly nodes: readonly object[] };
    }>(
      `{ consistency { sameAnswerRates { channels rate { share low high } }
          weightedByTraffic { channels rate { share low high effectiveProbes } } }
        findings(first: 3, channel: "faq") { nodes { timesReturned exposure { told measuredBy } } } }`,
      {},
      service.app.keys.operator,
    );
    const { sameAnswerRates, weightedByTraffic } = data.consistency;
    expect(weightedByTraffic.map(({ channels }) => channels)).toEqual(sameAnswerRates.map(({ channels }) => channels));
    for (const [i, { rate }] of sameAnswerRates.entries())
      for (const end of ['share', 'low', 'high'])
        expect(weightedByTraffic[i]?.rate[end]).toBeCloseTo(rate[end] ?? Number.NaN, 9);
    const once = { timesReturned: 0, exposure: { told: 0, measuredBy: 'QUESTIONS' } };
    expect(data.findings.nodes).toEqual([once, once, once]);
  });

  test('strangers and agents see no findings and start no sweep', async () => {
    for (const token of [null, await service.signIn(people.agent), service.app.keys.webchat]) {
      for (const document of [
        '{ consistency { sweep { id } } }',
        '{ findings { totalCount } }',
        '{ observations { totalCount } }',
        '{ sweep(id: 1) { id } }',
        'mutation { runSweep { id } }',
      ]) {
        const { errors } = await service.graphql(document, {}, token);
        expect(['UNAUTHENTICATED', 'FORBIDDEN']).toContain(errors?.[0]?.extensions.code);
      }
    }
  });

  test('a sweep that does not exist is null, and an ID that is none is refused', async () => {
    const { data } = await service.graphql<{ readonly sweep: null; readonly consistency: null }>(
      '{ sweep(id: 999999) { id } consistency(sweep: 999999) { sweep { id } } }',
      {},
      service.app.keys.operator,
    );
    expect(data).toEqual({ sweep: null, consistency: null });
    const { errors } = await service.graphql('{ sweep(id: "one") { id } }', {}, service.app.keys.operator);
    expect(errors?.[0]?.extensions.code).toBe('BAD_INPUT');
  });
});
