import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { baselineText, noBaseline, readBaseline } from '../src/command-line/check-baseline.js';
import { gateOf, type Threshold } from '../src/command-line/check-gate.js';
import { junitXml } from '../src/command-line/check-junit.js';
import { findingsText } from '../src/command-line/check-findings.js';
import { markdownText } from '../src/command-line/check-markdown.js';
import { matrixText } from '../src/command-line/check-matrix.js';
import { share } from '../src/command-line/check-rates.js';
import type { Cell, Checked, Finding, Rate } from '../src/command-line/check-report.js';
import { sarifText } from '../src/command-line/check-sarif.js';
import { terminalOf } from '../src/command-line/check-terminal.js';

const channels = [
  { key: 'help', name: 'Help pages', mode: 'GOVERNED' },
  { key: 'faq', name: 'Old FAQ site', mode: 'OBSERVED' },
] as const;

const rate = (agreeing: number, compared: number): Rate => ({
  agreeing,
  compared,
  share: compared === 0 ? null : agreeing / compared,
  low: compared === 0 ? null : 0.1,
  high: compared === 0 ? null : 0.9,
});

const cell = (question: string, channel: 0 | 1, state: Cell['state'], more: Partial<Cell> = {}): Cell => ({
  state,
  text: 'It costs £4.',
  version: null,
  receiptCode: null,
  address: null,
  failure: state === 'ERROR' ? 'faq.example could not be read.' : null,
  canonical: 'It costs £5.',
  canonicalVersion: 1,
  omits: [],
  probe: { key: question, question, expects: question },
  channel: channels[channel],
  differences: [],
  ...more,
});

const finding = (question: string, tier: Finding['tier'] = 'ALERT', more: Partial<Finding> = {}): Finding => ({
  id: question,
  kind: 'money',
  severity: 'SEV1',
  tier,
  claim: 'money: £5 against £4',
  signature: `money|${question}`,
  state: 'OPEN',
  firstSeenAt: '2026-11-01T09:00:00Z',
  lastSeenAt: '2026-11-01T09:00:00Z',
  severityReasons: [],
  timesReturned: 0,
  exposure: { told: 0, measuredBy: 'QUESTIONS' },
  owner: { name: 'Cards' },
  channel: channels[1],
  probe: { key: question, question },
  canonical: { text: '£5', span: { start: 9, end: 11 } },
  observed: { text: '£4', span: { start: 9, end: 11 } },
  ...more,
});

function checkedFrom(cells: readonly Cell[], findings: readonly Finding[] = []): Checked {
  const own = (key: string) => cells.filter(({ channel }) => channel.key === key);
  const count = (key: string, ...states: Cell['state'][]) =>
    own(key).filter(({ state }) => states.includes(state)).length;
  const spoken = ['SAME', 'CONTRADICTS', 'INCOMPLETE', 'EXTRA', 'UNRELATED'] as const;
  return {
    findings,
    report: {
      sweep: {
        id: '1',
        startedAt: '2026-11-01T09:00:00Z',
        finishedAt: null,
        cellsTotal: cells.length,
        stability: { rate: rate(0, 0) },
      },
      sameAnswerRates: [{ channels: 2, rate: rate(1, 2), strict: rate(1, 2), contradictionFree: rate(1, 2) }],
      byConstruction: rate(2, 2),
      byObservation: rate(2, 2),
      answeredByAll: rate(1, 2),
      byChannel: channels.map((channel) => ({
        channel,
        rate: rate(count(channel.key, 'SAME'), count(channel.key, ...spoken)),
        silent: count(channel.key, 'NO_ANSWER'),
        failed: count(channel.key, 'ERROR'),
      })),
      cells,
    },
  };
}

const good = [cell('fee', 0, 'SAME'), cell('fee', 1, 'SAME')];
const gate = (checked: Checked, failOn: Threshold, minRate: number | null = null) =>
  gateOf(checked, { failOn, minRate });

describe('the gate', () => {
  test('holds when nothing is found', () => {
    expect(gate(checkedFrom(good), 'any')).toEqual({ broken: [], unchecked: [] });
  });

  test('is broken by what was asked for and by nothing less sure', () => {
    const possible = checkedFrom(good, [finding('fee', 'POSSIBLE')]);
    const incomplete = checkedFrom([cell('fee', 0, 'SAME'), cell('fee', 1, 'INCOMPLETE')]);
    expect(gate(possible, 'alert').broken).toEqual([]);
    expect(gate(possible, 'possible').broken).toEqual(['1 finding breaks the gate (--fail-on possible).']);
    expect(gate(incomplete, 'possible').broken).toEqual([]);
    expect(gate(incomplete, 'any').broken).toEqual(['1 cell differs in some way from the answer (--fail-on any).']);
    expect(gate(checkedFrom(good, [finding('fee')]), 'never').broken).toEqual([]);
  });

  test('is broken by a rate below the least, and by one that cannot be known', () => {
    expect(gate(checkedFrom(good), 'never', 50).broken).toEqual([]);
    expect(gate(checkedFrom(good), 'never', 51).broken).toEqual([
      'The same-answer rate of any two channels is 50.0 %; 51 % is demanded.',
    ]);
    const { report } = checkedFrom(good);
    const unknown = { findings: [], report: { ...report, sameAnswerRates: [] } };
    expect(gate(unknown, 'never', 0).broken).toEqual([
      'There is no same-answer rate: no two channels answered the same question.',
    ]);
  });

  test('does not take a channel that could not be read for a good one', () => {
    expect(gate(checkedFrom([cell('fee', 0, 'SAME'), cell('fee', 1, 'ERROR')]), 'alert').unchecked).toEqual([
      'Old FAQ site could not be read: faq.example could not be read.',
    ]);
    expect(gate(checkedFrom([]), 'alert').unchecked).toHaveLength(1);
  });
});

describe('JUnit', () => {
  test('says for each channel and question: passed, failed with both quotes, not read, or not asked', () => {
    const cells = [
      cell('fee', 0, 'SAME'),
      cell('fee', 1, 'CONTRADICTS', { address: 'https://faq.example/#fee' }),
      cell('time', 0, 'NOT_APPLICABLE'),
      cell('time', 1, 'ERROR'),
    ];
    const xml = load(junitXml(checkedFrom(cells, [finding('fee')]), 'alert'), { xml: true });
    expect(
      xml('testsuite')
        .toArray()
        .map((suite) => [
          xml(suite).attr('name'),
          xml(suite).attr('failures'),
          xml(suite).attr('errors'),
          xml(suite).attr('skipped'),
        ]),
    ).toEqual([
      ['Help pages', '0', '0', '1'],
      ['Old FAQ site', '1', '1', '0'],
    ]);
    expect(xml('failure').text()).toBe(
      'SEV1 ALERT money: money: £5 against £4\nanswer: It costs [£5].\nchannel: It costs [£4].\nhttps://faq.example/#fee',
    );
    expect(xml('error').attr('message')).toBe('faq.example could not be read.');
  });

  test('passes what the gate lets pass', () => {
    const cells = [cell('fee', 0, 'SAME'), cell('fee', 1, 'CONTRADICTS')];
    expect(junitXml(checkedFrom(cells, [finding('fee', 'POSSIBLE')]), 'alert')).not.toContain('<failure');
    expect(junitXml(checkedFrom(cells, [finding('fee', 'POSSIBLE')]), 'possible')).toContain('<failure');
  });

  test('is well formed whatever the texts hold', () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.constantFrom('<', '>', '&', '"', "'", ']]>', '\u0000', '\u001B', '\uD800', '\uFFFE', '\n', 'é', '😀'),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
      maxLength: 30,
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const xml = junitXml(
          checkedFrom(
            [cell(text, 0, 'SAME'), cell(text, 1, 'CONTRADICTS', { text })],
            [finding(text, 'ALERT', { claim: text, observed: { text, span: null } })],
          ),
          'alert',
        );
        expect(XMLValidator.validate(xml)).toBe(true);
      }),
    );
  });
});

describe('the matrix', () => {
  const cells = [
    cell('What does it cost?', 0, 'SAME'),
    cell('What does it cost?', 1, 'CONTRADICTS', {
      differences: [{ kind: 'money', tier: 'ALERT', claim: '', canonical: null, observed: null }],
    }),
    cell('How long does it take?', 0, 'SAME'),
    cell('How long does it take?', 1, 'NOT_APPLICABLE'),
  ];
  const matrix = (width: number, all = false, environment = {}, isTTY = false) =>
    matrixText(checkedFrom(cells).report, terminalOf({ write: () => true, columns: width, isTTY }, environment), {
      all,
    });

  test('shows the rows on which there is something to see, and counts the others', () => {
    expect(matrix(120)).toContain('What does it cost?');
    expect(matrix(120)).not.toContain('How long does it take?');
    expect(matrix(120)).toContain('1 of 2 questions are not shown');
    expect(matrix(120, true)).toContain('How long does it take?');
    expect(matrix(120, true)).not.toContain('not shown');
  });

  test('is legible without colour: words where there is room, else signs with a legend', () => {
    expect(matrix(120)).toMatch(/What does it cost\?\s+same\s+CONTRADICTS/);
    expect(matrix(36)).toMatch(/What does it cost\?\s+=\s+≠/);
    expect(matrix(36)).toContain('≠ contradicts the answer');
  });

  test('names letters for the channels when not even their keys have room', () => {
    expect(matrix(30)).toContain('A Help pages · B Old FAQ site\n');
    expect(matrix(28)).toContain('A Help pages\nB Old FAQ site\n');
    expect(matrix(30)).toMatch(/What does it cost\?\s+=\s+≠/);
  });

  test('keeps to the width of the terminal', () => {
    for (const width of [30, 40, 80, 120]) {
      const rows = matrix(width, true)
        .split('\n')
        .filter((line) => /^(?:What|How)/.test(line));
      expect(rows).toHaveLength(2);
      for (const row of rows) expect(row.length).toBeLessThanOrEqual(width);
    }
  });

  test('is coloured on a terminal only, and never against NO_COLOR', () => {
    expect(matrix(120, false, {}, true)).toContain('\u001B[');
    expect(matrix(120, false, { NO_COLOR: '1' }, true)).not.toContain('\u001B');
    expect(matrix(120)).not.toContain('\u001B');
  });
});

describe('a rate in words', () => {
  test('is a dash where nothing was compared', () => {
    expect(share(rate(0, 0))).toBe('–');
  });

  test('never rounds to all or nothing what is not', () => {
    expect(share({ ...rate(999, 1_000), low: 0.004, high: 1 })).toBe('99.9 % (0.4–100)');
    expect(share({ ...rate(99_999, 100_000), low: 0, high: 1 })).toBe('99.9 % (0–100)');
    expect(share(rate(1, 2))).toBe('50 % (10–90)');
  });
});

describe('a baseline', () => {
  const inFile = <T>(text: string, work: (file: string) => T): T => {
    const folder = mkdtempSync(join(tmpdir(), 'univocal-baseline-'));
    try {
      const file = join(folder, 'baseline.json');
      writeFileSync(file, text);
      return work(file);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  test('knows the findings that it was written of, and no other question, channel or difference', () => {
    const { isKnown } = inFile(baselineText([finding('fee'), finding('time')]), readBaseline);
    expect([finding('fee'), finding('time', 'POSSIBLE')].map(isKnown)).toEqual([true, true]);
    const others = [
      finding('pin'),
      finding('fee', 'ALERT', { channel: channels[0] }),
      finding('fee', 'ALERT', { signature: 'money|£6' }),
    ];
    expect(others.map(isKnown)).toEqual([false, false, false]);
  });

  test('is the same text for the same findings in any order', () => {
    const some = [finding('fee'), finding('time'), finding('pin')];
    expect(baselineText(some.toReversed())).toBe(baselineText(some));
  });

  test.each([
    ['no JSON', 'cannot be read as JSON'],
    ['null', 'is no baseline'],
    ['{ "format": "other", "findings": [] }', 'is no baseline'],
  ])('is refused in one sentence when it is %s', (text, sentence) => {
    expect(() => inFile(text, readBaseline)).toThrow(sentence);
  });
});

describe('the report for code scanners', () => {
  test('tells each finding with its place, how bad it is, and whether it is new', () => {
    const cells = [cell('fee', 1, 'CONTRADICTS', { address: 'http://faq.example/card fees.html#fee' })];
    const some = [finding('fee'), finding('time', 'POSSIBLE')];
    const text = sarifText(checkedFrom(cells, some), { isKnown: ({ probe }) => probe.key === 'time' });
    const { version, runs } = JSON.parse(text) as { version: string; runs: { results: object[]; tool: object }[] };
    expect(version).toBe('2.1.0');
    expect(runs[0]?.tool).toMatchObject({ driver: { name: 'univocal', rules: [{ id: 'money' }] } });
    expect(runs[0]?.results).toMatchObject([
      {
        ruleId: 'money',
        level: 'error',
        baselineState: 'new',
        message: { text: 'fee\nThe answer: It costs [£5].\nOld FAQ site: It costs [£4].' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'http://faq.example/card%20fees.html' } } }],
      },
      { level: 'warning', baselineState: 'unchanged' },
    ]);
  });

  test.each([
    ['http://faq.example/card%20fees', 'http://faq.example/card%20fees'],
    ['leaflet/Gebühren \ud800.md', 'leaflet/Geb%C3%BChren%20%EF%BF%BD.md'],
  ])('writes the address %s as one that is valid, once', (address, uri) => {
    const cells = [cell('fee', 1, 'CONTRADICTS', { address })];
    const text = sarifText(checkedFrom(cells, [finding('fee')]), noBaseline);
    expect(text).toContain(`"uri": "${uri}"`);
  });
});

describe('the summary', () => {
  test('lists what is new and counts what is known', () => {
    const checked = checkedFrom(good, [finding('fee'), finding('time')]);
    const text = markdownText(checked, gate(checked, 'alert'), { isKnown: ({ probe }) => probe.key === 'time' });
    expect(text).toContain('## The channels do not say the same');
    expect(text).toContain('| SEV1 alert money, Old FAQ site | fee |');
    expect(text).not.toContain('| time |');
    expect(text).toContain('1 is in the baseline.');
    expect(markdownText(checkedFrom(good), gate(checkedFrom(good), 'alert'), noBaseline)).toContain('No new findings.');
  });

  test('says in few words how many were told, and how often it came back', () => {
    const words = (more: Partial<Finding>) => {
      const checked = checkedFrom(good, [finding('fee', 'ALERT', more)]);
      const terminal = terminalOf({ write: () => true, columns: 120 }, {});
      expect(markdownText(checked, gate(checked, 'alert'), noBaseline)).toContain('| SEV1 alert money, Old FAQ site');
      return [
        /Old FAQ site(, )?([^|]*) \|/.exec(markdownText(checked, gate(checked, 'alert'), noBaseline))?.[2],
        findingsText(checked, terminal).split('\n')[2],
      ];
    };
    expect(words({ exposure: { told: 140, measuredBy: 'QUESTIONS' }, timesReturned: 2 })).toEqual([
      'asked 140 times, came back 2 times',
      'SEV1 · ALERT · money · Old FAQ site · for Cards · asked 140 times · came back 2 times',
    ]);
    expect(words({ exposure: { told: 1, measuredBy: 'DELIVERIES' } })).toEqual([
      'told to 1 customer',
      'SEV1 · ALERT · money · Old FAQ site · for Cards · told to 1 customer',
    ]);
    expect(words({ exposure: null })).toEqual(['', 'SEV1 · ALERT · money · Old FAQ site · for Cards']);
  });

  test('stays one row a finding, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const one = finding('fee', 'ALERT', { observed: { text, span: null }, probe: { key: 'fee', question: text } });
        const checked = checkedFrom(good, [one]);
        const written = markdownText(checked, gate(checked, 'alert'), noBaseline);
        const rows = written.split('\n').filter((line) => line.startsWith('| SEV1'));
        expect(rows.length).toBe(1);
        expect(rows[0]?.match(/(?<!\\)(?:\\\\)*\|/g)?.length).toBe(5);
        expect(rows[0]).not.toMatch(/(?<!\\)[<`@[]/);
      }),
    );
  });
});
