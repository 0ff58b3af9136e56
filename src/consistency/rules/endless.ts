import type { Sentence, Unit } from '../analysis/model.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import { difference, type Rule } from './reading.js';

/** Near-equal sentences of which one says for how long and the other that there is no end: "for 6 months", "permanently". */
export const endless: Rule = (reading) => {
  const lexicon = lexiconNamed(reading.a.language);
  if (lexicon === undefined || !reading.sameLanguage) return [];
  if (!lexicon.phrases.endless.mayBegin(reading.a.begins | reading.b.begins)) return [];
  return reading.changed.flatMap(({ a, b, hunks, likeness }) =>
    likeness < 0.7
      ? []
      : hunks.flatMap((hunk) => {
          const [termA, termB] = [termOf(hunk.a), termOf(hunk.b)];
          const [endlessA, endlessB] = [isEndless(hunk.a, lexicon), isEndless(hunk.b, lexicon)];
          const confidence = hunks.length === 1 ? 0.91 : 0.6;
          if (termA !== null && termB === null && endlessB && !endlessA)
            return [difference('duration', confidence, quote(a, termA), quote(b, 'endless'))];
          if (termB !== null && termA === null && endlessA && !endlessB)
            return [difference('duration', confidence, quote(a, 'endless'), quote(b, termB))];
          return [];
        }),
  );
};

function termOf(units: readonly Unit[]): string | null {
  return units.find(({ fact }) => fact?.type === 'duration')?.fact?.key ?? null;
}

function isEndless(units: readonly Unit[], { phrases }: LexiconIndex): boolean {
  const tokens = units.map(({ token }) => token);
  return tokens.some((_, index) => phrases.endless.at(tokens, index) !== null);
}

function quote({ text, span }: Sentence, value: string) {
  return { text, span, value };
}
