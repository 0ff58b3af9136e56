import type { Analysis, Sentence } from '../analysis/model.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import { difference, type Rule } from './reading.js';

/** What one text surely asks of the customer and the other only may ask: "you will be asked to send a copy", "they may ask you to send a copy". */
export const requests: Rule = (reading) => {
  const lexicon = lexiconNamed(reading.a.language);
  if (lexicon === undefined || !reading.sameLanguage) return [];
  const begins = reading.a.begins | reading.b.begins;
  if (!lexicon.phrases.mayNeed.mayBegin(begins) || !lexicon.phrases.surelyNeed.mayBegin(begins)) return [];
  const [a, b] = [requestsOf(reading.a, lexicon), requestsOf(reading.b, lexicon)];
  return a.flatMap((one) => {
    const rivals = b.filter((other) => sameTask(one, other));
    const other = rivals.find(({ sure }) => sure !== one.sure);
    if (other === undefined || rivals.some(({ sure }) => sure === one.sure)) return [];
    if (a.some((agreeing) => agreeing.sure === other.sure && sameTask(agreeing, other))) return [];
    const confidence = one.conditions === other.conditions ? 0.91 : 0.6;
    return [difference('modality', confidence, quote(one), quote(other))];
  });
};

const mostRequests = 40;
const longestTask = 16;

interface Request {
  readonly sure: boolean;
  /** What is to be done. */
  readonly task: ReadonlySet<string>;
  readonly conditions: number;
  readonly sentence: Sentence;
}

function requestsOf({ sentences }: Analysis, lexicon: LexiconIndex): Request[] {
  const { mayNeed, surelyNeed } = lexicon.phrases;
  return sentences
    .filter(({ begins }) => mayNeed.mayBegin(begins) || surelyNeed.mayBegin(begins))
    .filter(({ tokens }) => tokens.at(-1)?.text !== '?')
    .flatMap((sentence) => requestsIn(sentence, lexicon))
    .slice(0, mostRequests);
}

function requestsIn(sentence: Sentence, lexicon: LexiconIndex): Request[] {
  const { tokens } = sentence;
  const { phrases, words } = lexicon;
  // "You will usually need to" leaves it as open as "you may need to".
  if (tokens.some(({ folded }) => words.vague.has(folded))) return [];
  const conditions = tokens.filter(({ folded }) => words.conditions.has(folded)).length;
  const found: Request[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const open = phrases.mayNeed.at(tokens, index);
    const phrase = open ?? phrases.surelyNeed.at(tokens, index);
    if (phrase === null) continue;
    const end = index + phrase.length;
    const denied = phrases.negators.endingAt(tokens, index - 1) !== null || phrases.negators.at(tokens, end) !== null;
    if (!denied && !isSupposed(sentence, index, lexicon))
      found.push({ sure: open === null, task: taskAt(sentence, end, lexicon), conditions, sentence });
    index = end - 1;
  }
  return found;
}

// "If you need to send a copy" asks for none.
function isSupposed({ tokens }: Sentence, index: number, { words }: LexiconIndex): boolean {
  for (let at = index - 1; at >= 0 && !/^[,;:()—]$/.test(tokens[at]?.text ?? ''); at -= 1)
    if (words.conditions.has(tokens[at]?.folded ?? '')) return true;
  return false;
}

function taskAt({ tokens }: Sentence, from: number, { words }: LexiconIndex): Set<string> {
  const task = new Set<string>();
  for (const { folded, stem } of tokens.slice(from, from + longestTask)) {
    if (/^[,;:—]$/.test(folded) || words.conditions.has(folded)) break;
    if (stem !== null) task.add(stem);
  }
  return task;
}

function sameTask({ task: a }: Request, { task: b }: Request): boolean {
  const shared = [...a].filter((stem) => b.has(stem)).length;
  return shared >= 3 && shared >= 0.9 * Math.min(a.size, b.size) && shared >= 0.6 * (a.size + b.size - shared);
}

function quote({ sure, sentence: { text, span } }: Request) {
  return { text, span, value: sure ? 'must' : 'may' };
}
