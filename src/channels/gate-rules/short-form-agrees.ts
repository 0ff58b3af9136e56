import type { GateRule } from '../../knowledge/index.js';
import type { ChannelGate } from './shown-form.js';
import { writtenWords } from './written-words.js';

/** New words: a short form may say less than its body, but not the contrary. A fact's new value is in both, so that it needs no second look. */
export function shortFormAgrees(gate: ChannelGate): GateRule {
  return ({ before, after, changed }) =>
    changed.flatMap((key) => {
      const answer = after.answers.get(key);
      if (!answer) return [];
      const earlier = before.answers.get(key);
      return [...answer.texts.values()]
        .filter(({ locale, hash }) => earlier?.texts.get(locale)?.hash !== hash)
        .flatMap((text) => {
          const written = writtenWords(gate, after, { answer, text });
          if (written === null || written.short.trim() === '') return [];
          return gate
            .contradictions(written.body, written.short, text.locale)
            .map(
              ({ said, other }) =>
                `${key} in ${text.locale} says “${other}” in its short form, but “${said}” in its body.`,
            );
        });
    });
}
