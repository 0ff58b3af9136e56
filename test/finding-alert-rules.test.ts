import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuietHours } from '../src/consistency/index.js';
import { digestDay, isQuiet, localTime, tellingAt } from '../src/consistency/notifications/alert-time.js';
import type { FindingWords } from '../src/consistency/notifications/finding-words.js';
import { slackMessage } from '../src/consistency/notifications/slack-message.js';

const minute = 60_000;
const day = 1_440 * minute;
/** Zones that change their clocks by an hour, by half of one, at midnight, and not at all. */
const zone = fc.constantFrom(
  'Europe/London',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kathmandu',
  'Pacific/Apia',
);
const moment = fc
  .integer({ min: Date.parse('2026-01-01T00:00:00Z') / minute, max: Date.parse('2027-12-31T00:00:00Z') / minute })
  .map((minutes) => new Date(minutes * minute));
const time = fc
  .integer({ min: 0, max: 1_439 })
  .map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);
const quietHours = fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to);

const alert = (settings: object) =>
  ({
    schedule: 'AT_ONCE',
    hour: null,
    quietHours: null,
    workingDaysOnly: false,
    urgentInQuietHours: null,
    digestedFor: null,
    settledAt: new Date(0),
    ...settings,
  }) as Parameters<typeof tellingAt>[0];

/** Minutes of a quiet time, counted along the clock's face: the rule said in another way. */
function minutesOf({ from, to }: QuietHours): ReadonlySet<number> {
  const at = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const minutes = new Set<number>();
  for (let now = at(from); now !== at(to); now = (now + 1) % 1_440) minutes.add(now);
  return minutes;
}

describe('quiet hours', () => {
  it('are the minutes from one time of day on to the other, over midnight too, whatever the clocks do', () => {
    fc.assert(
      fc.property(moment, zone, quietHours, (now, timeZone, quiet) => {
        const local = localTime(now, timeZone);
        const minutes = Number(local.time.slice(0, 2)) * 60 + Number(local.time.slice(3));
        const is = isQuiet({ quietHours: quiet, workingDaysOnly: false }, local);
        expect(is).toBe(minutesOf(quiet).has(minutes));
        const { tells } = tellingAt(alert({ quietHours: quiet }), now, timeZone);
        expect(tells).toBe(is ? 'NOTHING' : 'ALL');
        const urgent = tellingAt(alert({ quietHours: quiet, urgentInQuietHours: 'SEV1' }), now, timeZone);
        expect(urgent.tells).toBe(is ? 'URGENT' : 'ALL');
      }),
      { numRuns: 300 },
    );
  });

  it('end on every day, also on the one on which the clocks leave their end out', () => {
    // On 28 March 2027 London has no 01:30.
    const quiet = alert({ quietHours: { from: '22:00', to: '01:30' } });
    const at = (moment: string) => tellingAt(quiet, new Date(moment), 'Europe/London').tells;
    expect([at('2027-03-28T00:59:00Z'), at('2027-03-28T01:00:00Z')]).toEqual(['NOTHING', 'ALL']);
    // On 25 October 2026 it has it twice: what was told between them is told, and the second is quiet until it is over.
    expect([at('2026-10-25T00:30:00Z'), at('2026-10-25T01:00:00Z'), at('2026-10-25T01:30:00Z')]).toEqual([
      'ALL',
      'NOTHING',
      'ALL',
    ]);
  });

  it('hold all Saturday and Sunday where only working days are told', () => {
    const working = alert({ workingDaysOnly: true });
    const at = (moment: string) => tellingAt(working, new Date(moment), 'Europe/London').tells;
    expect(
      ['2026-11-06T23:59:00Z', '2026-11-07T00:00:00Z', '2026-11-08T23:59:00Z', '2026-11-09T00:00:00Z'].map(at),
    ).toEqual(['ALL', 'NOTHING', 'NOTHING', 'ALL']);
  });
});

describe('a daily digest', () => {
  /** The local days that digests were for, when it was looked every so many minutes. */
  function digests(from: Date, days: number, look: number, settings: object, timeZone: string): readonly string[] {
    let digestedFor: string | null = null;
    const found: string[] = [];
    for (let at = from.getTime(); at < from.getTime() + days * day; at += look * minute) {
      const telling = tellingAt(
        alert({ schedule: 'DAILY', settledAt: from, ...settings, digestedFor }),
        new Date(at),
        timeZone,
      );
      if (telling.day === null) continue;
      digestedFor = telling.day;
      found.push(telling.day);
    }
    return found;
  }

  it('is due once for each day, whenever the clocks change and however often it is looked', () => {
    const looks = fc.integer({ min: 7, max: 240 });
    fc.assert(
      fc.property(moment, zone, fc.integer({ min: 0, max: 23 }), looks, (from, timeZone, hour, look) => {
        const found = digests(from, 12, look, { hour }, timeZone);
        const last = digestDay(localTime(new Date(from.getTime() + 12 * day - 240 * minute), timeZone), hour);
        const expected: string[] = [];
        const first = digestDay(localTime(from, timeZone), hour);
        for (let at = Date.parse(`${first}T00:00:00Z`) + day; ; at += day) {
          const next = new Date(at).toISOString().slice(0, 10);
          if (next > last) break;
          expected.push(next);
        }
        expect(found.slice(0, expected.length)).toEqual(expected);
        expect(found.length).toBeLessThanOrEqual(expected.length + 1);
      }),
      { numRuns: 60 },
    );
  });

  it('comes at its hour of the day, and not before', () => {
    const at = (moment: string) =>
      tellingAt(
        alert({ schedule: 'DAILY', hour: 9, settledAt: new Date('2026-11-02T12:00:00Z') }),
        new Date(moment),
        'Europe/London',
      ).day;
    expect(['2026-11-02T23:00:00Z', '2026-11-03T08:59:00Z', '2026-11-03T09:00:00Z'].map(at)).toEqual([
      null,
      null,
      '2026-11-03',
    ]);
  });

  it('is left out on Saturday and Sunday where only working days are told, and Monday’s comes at its hour', () => {
    const friday = new Date('2026-11-06T12:00:00Z');
    expect(digests(friday, 5, 30, { hour: 9, workingDaysOnly: true }, 'Europe/London')).toEqual([
      '2026-11-09',
      '2026-11-10',
      '2026-11-11',
    ]);
  });
});

describe('a message in the shape of Slack', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 1_500 }),
    fc.constantFrom(
      '<!channel> & <https://evil.example|harmless>',
      '&<>'.repeat(900),
      '&'.repeat(900),
      '\n\n<@U1>\t',
      '😀'.repeat(800),
    ),
  );
  const finding: fc.Arbitrary<FindingWords> = fc.record({
    id: fc.nat(),
    severity: fc.constantFrom('SEV1', 'SEV2', 'SEV3', 'SEV4'),
    question: text,
    channel: text,
    claim: text,
    answerSays: fc.option(text),
    channelSays: fc.option(text),
    becomes: fc.option(text),
    address: fc.option(text),
  });

  it('keeps within what Slack takes, and holds no markup of those who are quoted', () => {
    const some = fc.array(finding, { maxLength: 70 });
    fc.assert(
      fc.property(some, some, (opened, fixed) => {
        const { text: heading, blocks } = slackMessage({ opened, fixed }, 'https://univocal.example/graphql');
        const texts = blocks.map((block) => block.text?.text ?? block.elements?.[0]?.text ?? '');
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(3_000);
        for (const one of [heading, ...texts]) {
          expect(one).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
          expect(one.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('says how many more there are than it shows', () => {
    const one: FindingWords = {
      id: 1,
      severity: 'SEV2',
      question: 'How long?',
      channel: 'FAQ',
      claim: 'duration: 5 days against 7 days',
      answerSays: '5 days',
      channelSays: null,
      becomes: null,
      address: null,
    };
    const { text: heading, blocks } = slackMessage(
      { opened: Array.from({ length: 40 }, () => one), fixed: Array.from({ length: 16 }, () => one) },
      'https://x',
    );
    expect(heading).toBe('40 new findings, the worst SEV2');
    const notes = blocks.flatMap(({ elements }) => elements?.map((element) => element.text) ?? []);
    expect(notes.slice(0, 2)).toEqual(['10 more are open.', '1 more are fixed.']);
    expect(blocks[1]?.text?.text).toContain('*The channel says:* nothing of it');
  });
});
