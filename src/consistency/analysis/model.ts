import type { Numbered, Numbering } from './numbering.js';
import type { Extractor } from './reader.js';

/** A half-open range of UTF-16 offsets in the text as it was given. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type TokenKind = 'word' | 'number' | 'mark' | 'email' | 'url' | 'break';

/** What a lexicon knows of a word, number or mark before its neighbours are seen: it is the same wherever that stands. */
export interface KnownWord extends Numbered {
  readonly kind: TokenKind;
  readonly text: string;
  /** Lower case without diacritics. */
  readonly folded: string;
  /** What it is compared by: a shared concept where it has one; null for what carries no meaning of its own. */
  readonly stem: string | null;
  /** A bit for each of the lexicon's lists of phrases of which one begins with it. */
  readonly begins: number;
  /** A bit for each list of words that has it, of those that are looked up at every word. */
  readonly lists: number;
  /** What may find a fact at it; null before it was asked for. */
  extractors: readonly Extractor[] | null;
}

/** One word, number or mark of the plain text. It holds its place only, for texts have many and are remembered. */
export class Token {
  readonly known: KnownWord;
  /** Its place in the text that its sentence was first read in: only distances within the sentence hold for all texts. */
  readonly start: number;
  readonly end: number;

  constructor(known: KnownWord, start: number, end: number) {
    this.known = known;
    this.start = start;
    this.end = end;
  }

  get kind(): TokenKind {
    return this.known.kind;
  }

  get text(): string {
    return this.known.text;
  }

  get folded(): string {
    return this.known.folded;
  }

  get stem(): string | null {
    return this.known.stem;
  }

  get begins(): number {
    return this.known.begins;
  }
}

export type FactType =
  | 'money'
  | 'percentage'
  | 'duration'
  | 'frequency'
  | 'date'
  | 'year'
  | 'time'
  | 'hours'
  | 'quantity'
  | 'count'
  | 'phone'
  | 'email'
  | 'url'
  | 'code'
  | 'reference';

/** How the value bounds what is meant: `equal` when no word says otherwise. */
export type Comparator = 'equal' | 'at-least' | 'more-than' | 'at-most' | 'less-than' | 'about';

/** What a fact says, apart from where it stands: two facts of one value mean the same thing to a customer. */
export interface FactValue {
  readonly type: FactType;
  /** Canonical text: equal values have equal keys unless units must be converted. */
  readonly key: string;
  readonly low: number;
  readonly high: number;
  /** Currency, unit of time or measure, noun; '' where there is none. */
  readonly unit: string;
  /** "a month", "night", "person" … what the value is counted by; '' where it is not. */
  readonly per: string;
}

/** When and for whom a statement holds, as far as its sentence says so. */
export interface StatementScope {
  /** "customer:business", "place:eu" … sorted. */
  readonly tags: readonly string[];
  readonly time: 'now' | 'past' | 'future' | 'dated';
  /** The date that a dated clause names, '' otherwise. */
  readonly date: string;
  readonly example: boolean;
}

/** The stems near a value, with their weight. */
export interface FactContext {
  /** Those of its own sentence. */
  readonly own: ReadonlyMap<string, number>;
  /** Those of the sentence before. */
  readonly before: ReadonlySet<string>;
  /** What a stem weighs that only the sentence before has. */
  readonly inherited: number;
  /** How many stems there are. */
  readonly size: number;
  /** What they weigh together. */
  readonly weight: number;
}

/** A typed value with its place and everything needed to know what it is about. */
export interface Fact extends FactValue {
  readonly span: Span;
  readonly text: string;
  readonly comparator: Comparator;
  readonly vague: boolean;
  readonly sentence: number;
  /** Token range in the sentence. */
  readonly from: number;
  readonly to: number;
  readonly scope: StatementScope;
  readonly context: FactContext;
  /** Days of the week as bits (Monday = 1) and minutes of the day, for `hours` only. */
  readonly days: number;
  readonly intervals: readonly (readonly [number, number])[];
}

/** A fact as an extractor finds it, before its surroundings are read. */
export type FoundFact = FactValue & {
  readonly from: number;
  readonly to: number;
  readonly comparator?: Comparator;
  readonly vague?: boolean;
  readonly days?: number;
  readonly intervals?: readonly (readonly [number, number])[];
};

/** A statement that says yes or no about something: "cats are not allowed". */
export interface Assertion {
  readonly concept: string;
  readonly positive: boolean;
  readonly only: boolean;
  /** Said of a case that may or may not be: "if the app does not accept the card". */
  readonly supposed: boolean;
  /** The clause without its negation and what comes and goes with it: equal frames say the same thing, or its opposite. */
  readonly frame: string;
  readonly stems: ReadonlySet<string>;
  readonly sentence: number;
  /** Token range in the sentence. */
  readonly from: number;
  readonly to: number;
  readonly span: Span;
  readonly text: string;
  readonly scope: StatementScope;
}

/** One unit of the sentence for word-by-word comparison: a word's stem, or a fact as a whole. */
export interface Unit {
  readonly fact: Fact | null;
  readonly token: Token;
}

export interface Sentence {
  readonly index: number;
  readonly tokens: readonly Token[];
  readonly span: Span;
  readonly text: string;
  /** Null before they were asked for. */
  units: readonly Unit[] | null;
  /** The numbers of the units in the numbering of the analysis. */
  readonly keys: readonly number[];
  readonly stems: ReadonlySet<string>;
  /** The bits of all its tokens: a list of phrases without its bit here has none in the sentence. */
  readonly begins: number;
  readonly facts: readonly Fact[];
  readonly assertions: readonly Assertion[];
  /** Greetings, thanks and signatures carry nothing to compare. */
  readonly courtesy: boolean;
  /** What the sentence answers when it opens with yes or no. */
  readonly reply: 'yes' | 'no' | null;
}

/** Everything the comparison needs to know of one text. */
export interface Analysis {
  readonly language: string;
  readonly plain: string;
  /** What the keys of its sentences are numbered by. */
  readonly numbering: Numbering;
  readonly sentences: readonly Sentence[];
  readonly facts: readonly Fact[];
  readonly assertions: readonly Assertion[];
  readonly stems: ReadonlySet<string>;
  /** The bits of all its sentences. */
  readonly begins: number;
}
