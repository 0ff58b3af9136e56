import {
  embedsIn,
  factValue,
  fillEmbeds,
  type GateRule,
  type LocalText,
  newlyWrong,
  type PublishedAnswer,
  type Snapshot,
} from '../../knowledge/index.js';
import type { ChannelGate } from './shown-form.js';

/**
 * No form of an answer may drop what it must say.
 *
 * 2026-11-29: neither may a short form whose link leads to the whole answer. A link is often not followed, and a text message is kept without it. Where a
 * clause has no room in a short form, the answer goes without one. A short form from before this rule stands until it is written anew. In the answer's own language the clause stands in the body word for
 * word, and the short form says it in whatever words. In another language no rule can tell whether a sentence was translated, that is for the person who
 * reads it; but a clause's facts must be shown there too.
 */
export function mustSayKept(gate: Pick<ChannelGate, 'omits'>): GateRule {
  return (proposal) =>
    newlyWrong(proposal, (snapshot, answer) =>
      [...answer.texts.values()].flatMap((text) => {
        const said = { snapshot, answer, text };
        // What other words left out before excuses none that are written now.
        const stands = proposal.after.answers.get(answer.key)?.texts.get(text.locale)?.short === text.short;
        const inShort = stands && text.short.trim() !== '' ? droppedIn(gate, said, text.short) : [];
        return [
          ...droppedIn(gate, said, text.body).map((clause) => sentence(answer, text, `does not say: “${clause}”`)),
          ...inShort.map((clause) => sentence(answer, text, `does not say in its short form: “${clause}”`)),
        ];
      }),
    );
}

function sentence({ key }: PublishedAnswer, { locale }: LocalText, what: string): string {
  return `${key} in ${locale} ${what}`;
}

interface SaidText {
  readonly snapshot: Snapshot;
  readonly answer: PublishedAnswer;
  readonly text: LocalText;
}

/** The clauses, as they were written, that readers of that language do not get from a form of the text. */
function droppedIn(
  { omits }: Pick<ChannelGate, 'omits'>,
  { snapshot, answer, text }: SaidText,
  form: string,
): readonly string[] {
  const valueOf = (key: string) => factValue(snapshot, key, answer.scope)?.content ?? null;
  const filled = (words: string) => fillEmbeds(words, text.locale, valueOf).text;
  const clauses = answer.mustSay.filter((clause) => !form.includes(clause));
  if (text.locale === snapshot.sourceLocale) {
    const unsaid = new Set(clauses.length > 0 ? omits(clauses.map(filled), filled(form), text.locale) : []);
    return clauses.filter((clause) => unsaid.has(filled(clause)));
  }
  const shown = new Set(embedsIn(form).map(({ key }) => key));
  return clauses.filter((clause) => embedsIn(clause).some(({ key }) => !shown.has(key)));
}
