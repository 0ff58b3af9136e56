import { languageOf, type LintRule } from '../lint-rule.js';
import { proseOf } from '../sentences.js';

const irregular =
  'been|begun|bought|brought|built|chosen|done|drawn|found|given|held|kept|known|made|paid|put|read|seen|sent|set|shown|sold|spent|taken|told|written';

/** A form of "be" or "become" with a participle after it, at most two words between. */
const passives: Readonly<Record<string, RegExp>> = {
  en: new RegExp(
    `\\b(?:am|is|are|was|were|be|been|being)\\s+(?:(?:not|never|always|also|only|\\w{2,12}ly)\\s+){0,2}(?:\\w{2,20}ed|${irregular})\\b`,
    'iu',
  ),
  de: /(?<!\p{L})(?:wird|werden|wurde|wurden|worden)\s(?:[\p{L}\d.,-]{1,30}\s){0,8}(?:\p{L}{0,12}ge\p{L}{2,20}(?:t|en)|(?:be|er|ver|zer|ent)\p{L}{2,20}t)(?!\p{L})/iu,
  es: /(?<!\p{L})(?:es|son|fue|fueron|será|serán|ha sido|han sido)\s(?:\p{L}{2,12}mente\s)?\p{L}{2,20}[ai]d[oa]s?(?!\p{L})/iu,
};

const fewestSentences = 4;

/** Texts in which more than a third of the sentences hide who does it; a passive here and there is good style. */
export const passiveVoice: LintRule = {
  name: 'passive-voice',
  weight: 1,
  check: (text) => {
    const passive = passives[languageOf(text.locale)];
    const body = proseOf(text).filter(({ field }) => field === 'body');
    if (!passive || body.length < fewestSentences) return [];
    const hits = body.flatMap((sentence) => {
      const found = passive.exec(sentence.text);
      return found ? [{ at: sentence.start + found.index, words: found[0] }] : [];
    });
    if (hits.length * 3 <= body.length) return [];
    return hits.map(({ at, words }) => ({
      field: 'body',
      start: at,
      end: at + words.length,
      message: `${hits.length} of ${body.length} sentences are passive: say who does it.`,
      suggestion: null,
    }));
  },
};
