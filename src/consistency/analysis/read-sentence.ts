import type { PlainText } from './plain-text.js';
import type { Assertion, Comparator, Fact, FactContext, FoundFact, Sentence, StatementScope, Token } from './model.js';
import { assertionsIn } from './assertions.js';
import { contextsOf } from './context.js';
import { extractorsAt } from './extractors/index.js';
import type { Numbering } from './numbering.js';
import { isListed, mayHave, type Reader, word } from './reader.js';
import { clausesIn, scopesIn, type Clauses } from './scope.js';

/** Where a sentence stands: its number, the text, what numbers its units, the stems of the sentence before it, and how many facts may still be read. */
export interface SentencePlace {
  readonly index: number;
  readonly plain: PlainText;
  readonly numbering: Numbering;
  readonly before: ReadonlySet<string>;
  readonly mostFacts: number;
}

/** Reads the facts, assertions and words of one sentence. */
export function readSentence(reader: Reader, place: SentencePlace): Sentence {
  const { index, plain, before, numbering } = place;
  const found = findFacts(reader, place.mostFacts);
  const clauses = clausesIn(reader);
  const scopeOf = scopesIn(reader, clauses);
  const contexts = contextsOf(reader, found, clauses, before);
  const facts = found.map((fact, position) =>
    completeFact(reader, fact, { index, plain, clauses, scopeOf, context: contexts[position] as FactContext }),
  );
  const { tokens } = reader;
  const first = tokens[0] as Token;
  const last = tokens.at(-1) as Token;
  const courtesy = isCourtesy(reader, facts);
  return {
    index,
    tokens,
    span: plain.spanOf(first.start, last.end),
    text: plain.text.slice(first.start, last.end),
    units: null,
    keys: numbering.numbersOf(tokens, facts),
    stems: stemsOutside(tokens, found),
    begins: reader.begins,
    facts,
    assertions: courtesy ? ([] as Assertion[]) : assertionsIn(reader, { facts, sentence: index, plain, scopeOf }),
    courtesy,
    reply: replyOf(reader),
  };
}

interface Place {
  readonly index: number;
  readonly plain: PlainText;
  readonly clauses: Clauses;
  readonly scopeOf: (from: number, to: number) => StatementScope;
  readonly context: FactContext;
}

function findFacts(reader: Reader, most: number): FoundFact[] {
  const found: FoundFact[] = [];
  let index = 0;
  while (index < reader.tokens.length && found.length < most) {
    const fact = firstFact(reader, index);
    if (fact !== null) found.push(fact);
    index = fact === null ? index + 1 : Math.max(index + 1, fact.to);
  }
  return found;
}

function firstFact(reader: Reader, index: number): FoundFact | null {
  const token = reader.tokens[index];
  if (token === undefined) return null;
  for (const extract of extractorsAt(token, reader.lexicon)) {
    const fact = extract(reader, index);
    if (fact !== null) return fact;
  }
  return null;
}

function completeFact(reader: Reader, found: FoundFact, place: Place): Fact {
  const { tokens } = reader;
  const { plain } = place;
  const start = (tokens[found.from] as Token).start;
  const end = (tokens[Math.min(found.to, tokens.length) - 1] as Token).end;
  const ranged = found.low !== found.high;
  // Field by field, so that facts of all kinds have one layout in memory: what reads them stays fast.
  return {
    type: found.type,
    key: found.key,
    low: found.low,
    high: found.high,
    unit: found.unit,
    per: found.per,
    from: found.from,
    to: found.to,
    comparator: ranged || unbounded.has(found.type) ? 'equal' : (found.comparator ?? comparatorOf(reader, found)),
    vague: found.vague ?? isVague(reader, found, place.clauses),
    span: plain.spanOf(start, end),
    text: plain.text.slice(start, end),
    sentence: place.index,
    scope: place.scopeOf(found.from, found.to),
    context: place.context,
    days: found.days ?? 0,
    intervals: found.intervals ?? noIntervals,
  };
}

const noIntervals: Fact['intervals'] = [];
const unbounded: ReadonlySet<string> = new Set(['hours', 'phone', 'email', 'url', 'code', 'reference', 'frequency']);

function comparatorOf(reader: Reader, { from, to }: FoundFact): Comparator {
  const after = reader.lexicon.after.at(reader.tokens, to);
  if (after !== null) return after.meaning;
  for (let index = from - 1; index >= Math.max(0, from - 3); index -= 1) {
    const before = reader.lexicon.before.endingAt(reader.tokens, index);
    if (before !== null) return before.meaning;
    if (reader.tokens[index]?.kind === 'word' && reader.tokens[index]?.stem !== null) break;
  }
  return 'equal';
}

function isVague(reader: Reader, { from, to }: FoundFact, clauses: Clauses): boolean {
  if (!mayHave(reader, 'vague')) return false;
  const [start] = clauses.around(from, to);
  const end = Math.min(to + 2, reader.tokens.length);
  for (let index = Math.max(start, from - 6); index < end; index += 1)
    if (isListed(reader.tokens[index] as Token, 'vague')) return true;
  return false;
}

// The words of a value are compared as a value: "7 years" is "84 months".
function stemsOutside(tokens: readonly Token[], facts: readonly FoundFact[]): Set<string> {
  const stems = new Set<string>();
  let next = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    while (next < facts.length && index >= (facts[next] as FoundFact).to) next += 1;
    const inside = next < facts.length && index >= (facts[next] as FoundFact).from;
    const { stem } = tokens[index] as Token;
    if (stem !== null && !inside) stems.add(stem);
  }
  return stems;
}

function isCourtesy(reader: Reader, facts: readonly Fact[]): boolean {
  const phrase = reader.lexicon.phrases.courtesies.at(reader.tokens, 0);
  const short = reader.tokens.length <= 14 || facts.length === 0;
  return facts.length === 0 && short && phrase !== null && reader.tokens.length <= 30;
}

function replyOf(reader: Reader): 'yes' | 'no' | null {
  const no = reader.lexicon.phrases.no.at(reader.tokens, 0);
  const yes = reader.lexicon.phrases.yes.at(reader.tokens, 0);
  if (no !== null && (no.length > 1 || /^[,.!:;-]$/.test(word(reader, no.length)) || word(reader, 0) !== 'no'))
    return 'no';
  return yes === null ? null : 'yes';
}
