import { isAppError } from '../../platform/errors.js';
import type { ChannelProbe } from '../probes/channel-probe.js';
import type { TextToCheck } from './check-texts.js';

/** Reads what a channel says to the questions of answers, one after the other; what cannot be read says why. */
export async function readObserved(
  probe: ChannelProbe,
  answers: readonly string[],
  locale: string,
): Promise<readonly TextToCheck[]> {
  const texts: TextToCheck[] = [];
  for (const answer of answers) texts.push(await readOne(probe, answer, locale));
  return texts;
}

async function readOne(probe: ChannelProbe, answer: string, locale: string): Promise<TextToCheck> {
  try {
    const said = await probe.probe({ question: answer, locale, expects: answer, scope: {}, byWire: false });
    const { state, text, address, failure } = said;
    return state === 'said'
      ? { answer, text, address, failure: null }
      : { answer, text: null, address, failure: failure ?? 'The channel says nothing there.' };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { answer, text: null, address: null, failure: error.message };
  }
}
