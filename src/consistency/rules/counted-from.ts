import type { Analysis, Fact } from '../analysis/model.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import { difference, sameScope, type Reading, type Rule } from './reading.js';

/** The same term counted from another event: "within 30 days of delivery", "within 30 days of the order". */
export const countedFrom: Rule = (reading) => {
  const lexicon = lexiconNamed(reading.a.language);
  if (lexicon === undefined || !reading.sameLanguage) return [];
  const { countedFrom: after } = lexicon.phrases;
  if (!after.mayBegin(reading.a.begins) || !after.mayBegin(reading.b.begins)) return [];
  return reading.changed.flatMap(({ factPairs, likeness, hunks }) =>
    factPairs.flatMap(([a, b]) => {
      if (a.type !== 'duration' || a.key !== b.key || likeness < 0.55 || !sameScope(reading, a.scope, b.scope))
        return [];
      const [one, other] = [eventsOf(reading.a, a, lexicon), eventsOf(reading.b, b, lexicon)];
      if (one.size === 0 || other.size === 0 || meet(one, other)) return [];
      if (repeated(reading, a, other, lexicon) || repeated(reading, b, one, lexicon)) return [];
      const confidence = likeness >= 0.7 || hunks.length <= 3 ? 0.92 : 0.6;
      return [difference('event', confidence, quote(a, one), quote(b, other))];
    }),
  );
};

const longestEvent = 6;

// "The end of the notice period" is an end, "receipt of your order" a delivery of what was ordered.
function eventsOf({ sentences }: Analysis, { sentence, to }: Fact, lexicon: LexiconIndex): Set<string> {
  const tokens = sentences[sentence]?.tokens ?? [];
  const phrase = lexicon.phrases.countedFrom.at(tokens, to);
  const found = new Set<string>();
  if (phrase === null) return found;
  for (const { kind, folded } of tokens.slice(to + phrase.length, to + phrase.length + longestEvent)) {
    if (kind !== 'word' || lexicon.words.conditions.has(folded)) break;
    const event = lexicon.events.get(folded);
    if (event !== undefined) found.add(event);
    if (event === 'start' || event === 'end') break;
  }
  return found;
}

// The other text may count a second term of the same length from the same event.
function repeated(reading: Reading, fact: Fact, events: ReadonlySet<string>, lexicon: LexiconIndex): boolean {
  const analysis = reading.a.facts.includes(fact) ? reading.a : reading.b;
  return analysis.facts.some(
    (other) => other !== fact && other.key === fact.key && meet(eventsOf(analysis, other, lexicon), events),
  );
}

function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((event) => other.has(event));
}

function quote({ text, span, key }: Fact, events: ReadonlySet<string>) {
  return { text, span, value: `${key} from ${[...events].join('+')}` };
}
