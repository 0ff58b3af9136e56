import type { Comparator } from '../analysis/model.js';

/** What a unit of time is called in one language. */
export type TimeUnit = 'minute' | 'hour' | 'day' | 'week' | 'fortnight' | 'month' | 'quarter' | 'year';

/** Words that say yes and words that say no about one thing: "allowed" and "forbidden". */
export interface Polarity {
  readonly positive: readonly string[];
  readonly negative: readonly string[];
}

/** Everything the analyser knows of one language. All words are written as in running text; phrases may hold blanks. */
export interface Lexicon {
  readonly language: string;
  readonly decimalComma: boolean;
  /** Words of the commonest kind, which carry no subject; also how the language is recognised. */
  readonly stopwords: readonly string[];
  /** Endings taken off a word, longest first. */
  readonly endings: readonly string[];
  /** Words that name the same thing, under a name shared by all languages. */
  readonly concepts: Readonly<Record<string, readonly string[]>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly multipliers: Readonly<Record<string, number>>;
  /** "and" inside a number: "one hundred and five". */
  readonly numberJoin: string;
  /** The decimal sign in words: "one point five". */
  readonly decimalWord: string;
  /** Words that mean 1 before a unit. */
  readonly articles: readonly string[];
  readonly ordinals: Readonly<Record<string, number>>;
  readonly times: Readonly<Record<string, number>>;
  readonly timeUnits: Readonly<Record<TimeUnit, readonly string[]>>;
  readonly workingDays: readonly string[];
  readonly working: readonly string[];
  readonly calendar: readonly string[];
  readonly every: readonly string[];
  readonly per: readonly string[];
  readonly frequencies: Readonly<Record<string, readonly [number, TimeUnit]>>;
  readonly measures: Readonly<Record<string, readonly string[]>>;
  readonly currencies: Readonly<Record<string, readonly string[]>>;
  readonly minor: Readonly<Record<string, readonly string[]>>;
  readonly percent: readonly string[];
  readonly free: readonly string[];
  readonly notFree: readonly string[];
  readonly half: readonly string[];
  readonly full: readonly string[];
  /** Words that something must be paid for, without saying how much. */
  readonly charged: readonly string[];
  readonly months: readonly (readonly string[])[];
  readonly weekdays: readonly (readonly string[])[];
  readonly dayGroups: Readonly<Record<string, number>>;
  readonly allHours: readonly string[];
  readonly through: readonly string[];
  readonly between: readonly string[];
  readonly and: readonly string[];
  readonly or: readonly string[];
  readonly clock: readonly string[];
  readonly noon: readonly string[];
  readonly midnight: readonly string[];
  readonly closed: readonly string[];
  readonly before: Readonly<Record<string, Comparator>>;
  readonly after: Readonly<Record<string, Comparator>>;
  readonly vague: readonly string[];
  readonly phone: readonly string[];
  readonly references: readonly string[];
  readonly clauseWords: readonly string[];
  /** Words that may be added or dropped without changing what a clause claims: "do", "too", "also". */
  readonly unstressed: readonly string[];
  /** Pronouns and auxiliaries: what stands between two commas without one continues a list. */
  readonly finite: readonly string[];
  /** Verbs that say little by themselves: "take orders", "make payments". */
  readonly lightVerbs: readonly string[];
  /** Ways to forbid; "must not" denies "may", not "must". */
  readonly forbidding: readonly string[];
  /** Negators that deny a clause only after its verb: "is not", but not "Card not here". */
  readonly lateNegators: readonly string[];
  readonly everyone: readonly string[];
  /** Words that determine a noun: what follows one is a thing of a kind, not a name. */
  readonly determiners: readonly string[];
  /** Words of which a title or a role is made, often with another for the same: "Customer Service", "Help Centre". */
  readonly generic: readonly string[];
  readonly onlyIf: readonly string[];
  readonly evenIf: readonly string[];
  /** "as many … as you like": a number without a bound. */
  readonly unlimited: readonly string[];
  /** "at any time": a deadline there is none of. */
  readonly anyTime: readonly string[];
  /** What is sure to happen, where "may" leaves it open. */
  readonly assured: readonly string[];
  /** Words that open what is only supposed: "if the app does not accept the card". */
  readonly conditions: readonly string[];
  readonly negators: readonly string[];
  readonly only: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly must: readonly string[];
  readonly may: readonly string[];
  /** What may be asked of the customer, and what surely is; an infinitive follows. */
  readonly mayNeed: readonly string[];
  readonly surelyNeed: readonly string[];
  /** Without an end, where another text gives a term: "permanently". */
  readonly endless: readonly string[];
  /** "at least one of" and "all of" what follows. */
  readonly someOf: readonly string[];
  readonly allOf: readonly string[];
  /** What a term can be counted from, under a name shared by all languages: delivery is not the order. */
  readonly events: Readonly<Record<string, readonly string[]>>;
  /** "Not before", "not until": what may not be done at any time. */
  readonly notUntil: readonly string[];
  readonly always: readonly string[];
  readonly closes: readonly string[];
  /** Verbs that open an order to have something with one: "bring your passport". */
  readonly bringing: readonly string[];
  /** Stems of what a person does who is let in, beside what lets him in: "tenants cannot apply". */
  readonly eligibility: readonly string[];
  /** Words between a term and the event that it is counted from. */
  readonly countedFrom: readonly string[];
  /** Words that open a question to be answered with yes or no. */
  readonly askers: readonly string[];
  /** Endings of adjectives that name rather than state when a noun follows: "prohibited uses". */
  readonly adjectiveEndings: readonly string[];
  readonly polar: Readonly<Record<string, Polarity>>;
  /** Two words that cannot both be true of one thing. */
  readonly opposites: readonly (readonly [string, string])[];
  readonly example: readonly string[];
  readonly past: readonly string[];
  readonly wasVerbs: readonly string[];
  readonly future: readonly string[];
  readonly from: readonly string[];
  readonly until: readonly string[];
  readonly scopes: Readonly<Record<string, readonly string[]>>;
  readonly courtesies: readonly string[];
  readonly fullAnswer: readonly string[];
}

/** Numbers from 21 to 99 written as one word or with a hyphen, built from their parts. */
export function compounds(
  tens: Readonly<Record<string, number>>,
  ones: Readonly<Record<string, number>>,
  join: (ten: string, one: string) => readonly string[],
): Record<string, number> {
  const built: Record<string, number> = {};
  for (const [ten, high] of Object.entries(tens))
    for (const [one, low] of Object.entries(ones)) for (const word of join(ten, one)) built[word] = high + low;
  return built;
}
