import { phrasingKey } from '../../platform/normalise.js';
import type { GateRule } from '../gate.js';
import type { PublishedAnswer } from '../snapshot.js';

/** The same words cannot both ask for an answer and be ruled out for it; its question counts as one of its phrasings. */
export const askedAndRuledOut: GateRule = ({ before, after }) =>
  [...after.answers.values()].flatMap((answer) => {
    if (answer.negatives.size === 0 || answer === before.answers.get(answer.key)) return [];
    return contradictions(answer).map(
      (text) => `“${text}” would both ask for ${answer.key} and be ruled out for it: take one of the two out.`,
    );
  });

function contradictions({ negatives, phrasings, texts }: PublishedAnswer): readonly string[] {
  return [...negatives].flatMap(([locale, list]) => {
    const question = texts.get(locale)?.question;
    const asked = new Set([...(phrasings.get(locale) ?? []), ...(question ? [question] : [])].map(phrasingKey));
    return list.filter((text) => asked.has(phrasingKey(text)));
  });
}
