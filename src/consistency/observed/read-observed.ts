import { isAppError } from '../../platform/errors.js';
import type { ChannelProbe } from '../probes/channel-probe.js';
import type { TextToCheck } from './check-texts.js';

/** The answers whose questions are put to a channel, and in which words and language. */
export interface AskedAnswers {
  readonly answers: readonly string[];
  readonly locale: string;
  /** The question of an answer as it is published, for a channel that is asked in words. */
  readonly questionOf: (answer: string) => string;
}

/** Of an answer that is not for everybody: no channel of others is asked about it. */
export function unread(answer: string): TextToCheck {
  return { answer, text: null, address: null, failure: null };
}

/** Reads what a channel says to the questions of answers, one after the other; what cannot be read says why. */
export async function readObserved(probe: ChannelProbe, asked: AskedAnswers): Promise<readonly TextToCheck[]> {
  const texts: TextToCheck[] = [];
  for (const answer of asked.answers) texts.push(await readOne(probe, asked, answer));
  return texts;
}

async function readOne(
  probe: ChannelProbe,
  { locale, questionOf }: AskedAnswers,
  answer: string,
): Promise<TextToCheck> {
  try {
    const said = await probe.probe({
      question: questionOf(answer),
      locale,
      expects: answer,
      scope: {},
      byWire: false,
    });
    const { state, text, address, failure, version } = said;
    if (state === 'said') return { answer, text, address, failure: null, version, locale: said.locale };
    return { answer, text: null, address, failure, silence: state === 'error' ? null : state };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { answer, text: null, address: null, failure: error.message };
  }
}
