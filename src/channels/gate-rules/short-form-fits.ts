import { type GateRule, maySee, newlyWrong } from '../../knowledge/index.js';
import { everyPlace } from '../networks.js';
import { type ChannelGate, shownForm } from './shown-form.js';

/** Where a channel has no room for the whole answer it must have room for the short form: a link alone is no reply. */
export function shortFormFits(gate: ChannelGate): GateRule {
  return (proposal) => {
    const places = everyPlace(gate.channels.values());
    return newlyWrong(proposal, (snapshot, answer) =>
      [...answer.texts.values()].flatMap((text) =>
        places
          .filter((channel) => maySee(channel, answer))
          .filter((channel) => shownForm(gate, snapshot, { answer, text, channel }) === 'link')
          .map(
            ({ name, limits }) =>
              `The short form of ${answer.key} in ${text.locale} is too long for ${name}, which shows at most ${limits.maxChars} characters.`,
          ),
      ),
    );
  };
}
