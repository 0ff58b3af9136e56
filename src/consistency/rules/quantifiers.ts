import type { Sentence } from '../analysis/model.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import { difference, type Rule } from './reading.js';

/** Near-equal sentences of which one is content with some and the other wants all: "at least one of the documents", "the documents". */
export const quantifiers: Rule = (reading) => {
  const lexicon = lexiconNamed(reading.a.language);
  if (lexicon === undefined || !reading.sameLanguage) return [];
  if (!lexicon.phrases.someOf.mayBegin(reading.a.begins | reading.b.begins)) return [];
  return reading.changed.flatMap(({ a, b, likeness }) => {
    if (likeness < 0.75) return [];
    const found = [wanted(a, b, lexicon), wanted(b, a, lexicon)];
    const said = found[0] ?? found[1];
    if (said === undefined || (found[0] !== undefined && found[1] !== undefined)) return [];
    if (isDenied(a, lexicon) || isDenied(b, lexicon)) return [];
    const [one, other] = found[0] === undefined ? ['all', 'some'] : ['some', 'all'];
    return [difference('quantifier', 0.91, quote(a, `${one} ${said}`), quote(b, `${other} ${said}`))];
  });
};

// The noun of which one sentence wants some and the other all; "one of the largest cities" is not "the largest city".
function wanted(some: Sentence, all: Sentence, lexicon: LexiconIndex): string | undefined {
  const { phrases } = lexicon;
  if (phrases.someOf.isIn(all) || !phrases.someOf.isIn(some)) return undefined;
  for (let index = 0; index < some.tokens.length; index += 1) {
    const phrase = phrases.someOf.at(some.tokens, index);
    if (phrase === null) continue;
    const noun = nounAt(some, index + phrase.length, lexicon);
    if (noun !== null && definite(all, noun, lexicon)) return noun;
    index += phrase.length - 1;
  }
  return undefined;
}

function nounAt({ tokens }: Sentence, from: number, { words }: LexiconIndex): string | null {
  const token = tokens.slice(from, from + 2).find(({ folded }) => !words.determiners.has(folded));
  return token?.kind === 'word' && token.stem !== null ? token.folded : null;
}

// "The documents", "all documents"; but "3 of the documents" are as many as the number says.
function definite({ tokens }: Sentence, noun: string, { words, phrases, numbers }: LexiconIndex): boolean {
  return tokens.some(({ folded }, index) => {
    if (folded !== noun) return false;
    let before = index - 1;
    while (words.determiners.has(tokens[before]?.folded ?? '') && !words.everyone.has(tokens[before]?.folded ?? ''))
      before -= 1;
    if (phrases.allOf.endingAt(tokens, before) !== null) return true;
    const counted = tokens
      .slice(Math.max(0, before - 3), before + 1)
      .some(({ kind, folded: text }) => kind === 'number' || numbers.has(text));
    return before < index - 1 && !counted && !words.articles.has(tokens[index - 1]?.folded ?? '');
  });
}

function isDenied(sentence: Sentence, { phrases }: LexiconIndex): boolean {
  return phrases.negators.isIn(sentence);
}

function quote({ text, span }: Sentence, value: string) {
  return { text, span, value };
}
