import {
  embedsIn,
  factValue,
  fillEmbeds,
  type GateRule,
  type LocalText,
  maySee,
  newlyWrong,
  type PublishedAnswer,
  type Snapshot,
} from '../../knowledge/index.js';
import { everyPlace } from '../networks.js';
import { type ChannelGate, shownForm } from './shown-form.js';

/**
 * No channel may drop what an answer must say.
 *
 * 2026-11-23: a clause is dropped where it is not said and no link leads to the whole answer, which is how omissions are counted when channels are
 * checked. So the short form with its link may be shorter; the short form alone, where the link has no room, must say it. In the answer's own language
 * the clause stands in the body word for word, and the short form says it in whatever words. In another language no rule can tell whether a sentence was
 * translated, that is for the person who reads it; but a clause's facts must be shown there too.
 */
export function mustSayKept(gate: ChannelGate): GateRule {
  return (proposal) => {
    const places = everyPlace(gate.channels.values());
    return newlyWrong(proposal, (snapshot, answer) => {
      if (answer.mustSay.length === 0) return [];
      return [...answer.texts.values()].flatMap((text) => {
        const alone = places
          .filter((channel) => maySee(channel, answer))
          .find((channel) => shownForm(gate, snapshot, { answer, text, channel }) === 'short');
        const said = { snapshot, answer, text };
        return [
          ...droppedIn(gate, said, text.body).map((clause) => sentence(answer, text, `does not say: “${clause}”`)),
          ...(alone ? droppedIn(gate, said, text.short) : []).map((clause) =>
            sentence(answer, text, `does not say in its short form, which ${alone?.name} shows alone: “${clause}”`),
          ),
        ];
      });
    });
  };
}

function sentence({ key }: PublishedAnswer, { locale }: LocalText, what: string): string {
  return `${key} in ${locale} ${what}`;
}

interface SaidText {
  readonly snapshot: Snapshot;
  readonly answer: PublishedAnswer;
  readonly text: LocalText;
}

/** The clauses, as readers of that language would get them, that a form of the text drops. */
function droppedIn({ omits }: ChannelGate, { snapshot, answer, text }: SaidText, form: string): readonly string[] {
  const valueOf = (key: string) => factValue(snapshot, key, answer.scope)?.content ?? null;
  const filled = (words: string) => fillEmbeds(words, text.locale, valueOf).text;
  const clauses = answer.mustSay.filter((clause) => !form.includes(clause));
  if (text.locale === snapshot.sourceLocale)
    return clauses.length > 0 ? omits(clauses.map(filled), filled(form), text.locale) : [];
  const shown = new Set(embedsIn(form).map(({ key }) => key));
  return clauses.filter((clause) => embedsIn(clause).some(({ key }) => !shown.has(key))).map(filled);
}
