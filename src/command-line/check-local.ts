import { mappedAnswers, openLocalChannel, rateOf, readObserved, unread } from '../consistency/index.js';
import { AppError } from '../platform/errors.js';
import type { Checked, Rate, Report } from './check-report.js';
import type { CheckedService } from './check-service.js';
import { publicQuestions, sourceOf, textToCheck } from './observed-source-of.js';

/** A channel that is read on this machine instead of where it is live. */
export interface LocalPlace {
  readonly channel: string;
  /** The address of a server, or a folder. */
  readonly place: string;
}

const textsAtOnce = 100;
const userAgent = 'UnivocalChecker/0.1 (local check)';

/** Reads `channel=place`; throws BAD_INPUT for anything else. */
export function localPlace(text: string): LocalPlace {
  const [, channel, place] = /^([a-z][a-z0-9-]*)=(.+)$/.exec(text) ?? [];
  if (channel === undefined || place === undefined)
    throw new AppError(
      'BAD_INPUT',
      `--local must be a channel and a place, such as faq=http://127.0.0.1:3000 or faq=./build, not ${text}.`,
    );
  return { channel, place };
}

/** Reads channels on this machine by the maps that the service has, and has it hold their texts against the answers; nothing is kept there. */
export async function localReport(service: CheckedService, places: readonly LocalPlace[]): Promise<Checked> {
  const { run } = service;
  const known = (await run('CheckObservedChannels', {})).observedChannels;
  const checks: Checked[] = [];
  for (const { channel: key, place } of places) {
    const observed = known.find(({ channel }) => channel.key === key);
    if (!observed)
      throw new AppError(
        'BAD_INPUT',
        `--local names ${key}; the channels that are looked at are ${known.map(({ channel }) => channel.key).join(', ') || 'none'}.`,
      );
    const source = sourceOf(observed);
    const local = await openLocalChannel({ kind: source.kind, source }, place, userAgent);
    try {
      const answers = mappedAnswers(source.kind, source);
      const { locale, questions } = await publicQuestions(service, answers);
      const questionOf = (answer: string) => questions.get(answer) ?? answer;
      const asked = answers.filter((answer) => questions.has(answer));
      const unasked = answers.filter((answer) => !questions.has(answer)).map(unread);
      const read = await readObserved(local.probe, { answers: asked, locale, questionOf });
      const texts = [...read, ...unasked].map(textToCheck);
      for (let start = 0; start < texts.length; start += textsAtOnce)
        checks.push(
          (await run('CheckTexts', { channel: key, texts: texts.slice(start, start + textsAtOnce) })).checkTexts,
        );
    } finally {
      await local.close();
    }
  }
  return merged(checks);
}

/** Several checks as one report. Rates over sets of channels are of sweeps: here each channel stands by itself. */
function merged(checks: readonly Checked[]): Checked {
  const [first] = checks;
  if (!first) throw new AppError('BAD_INPUT', 'The map of the channel names no answer.');
  const cells = checks.flatMap(({ report }) => report.cells);
  const byChannel = [...Map.groupBy(checks, ({ report }) => report.byChannel[0]?.channel.key).values()];
  return {
    report: {
      ...first.report,
      sweep: { ...first.report.sweep, cellsTotal: cells.length },
      cells,
      byChannel: byChannel.flatMap(together),
    },
    findings: checks.flatMap(({ findings }) => findings),
  };
}

type ChannelRate = Report['byChannel'][number];

/** The parts of one channel's check. */
function together(checks: readonly Checked[]): readonly ChannelRate[] {
  const rates = checks.flatMap(({ report }) => report.byChannel);
  const [first] = rates;
  if (!first) return [];
  const sum = (count: (one: ChannelRate) => number) => rates.reduce((total, one) => total + count(one), 0);
  const agreeing = sum(({ rate }) => rate.agreeing);
  const compared = sum(({ rate }) => rate.compared);
  const rate: Rate = rates.length === 1 ? first.rate : rateOf(agreeing, compared);
  return [{ ...first, rate, silent: sum(({ silent }) => silent), failed: sum(({ failed }) => failed) }];
}
