import type { PageLocale } from './locales.js';
import { ar } from './words/ar.js';
import { de } from './words/de.js';
import { en } from './words/en.js';
import { es } from './words/es.js';

/** Everything the pages say of themselves; what they say of the bank are answers and comes from the API. */
export interface Words {
  readonly helpCentre: string;
  readonly skip: string;
  readonly language: string;
  readonly fictional: string;
  /** The name of the feed. */
  readonly changes: string;
  readonly home: { readonly heading: string; readonly lead: string; readonly topics: string; readonly count: Counted };
  readonly search: {
    readonly label: string;
    readonly hint: string;
    readonly button: string;
    readonly heading: string;
    readonly found: (count: number, text: string) => string;
    readonly more: string;
    readonly nothing: (text: string) => string;
    readonly tryAgain: string;
    readonly byTopic: string;
    /** That the reader's words were read as others. */
    readonly readAs: string;
    readonly narrow: string;
    readonly everyTopic: string;
    /** How results were come by that are not what was asked for. */
    readonly otherTopics: string;
    readonly anyWord: string;
    readonly otherLanguage: (asked: string, shown: string) => string;
    readonly about: (count: number, text: string) => string;
    readonly alike: string;
    readonly popular: string;
    readonly degraded: string;
    /** The name of the list beneath the box, and how many it holds. */
    readonly suggestions: string;
    readonly suggested: Counted;
  };
  readonly person: { readonly heading: string; readonly text: string; readonly chat: string };
  readonly answer: {
    readonly details: string;
    readonly version: string;
    readonly since: string;
    readonly verified: string;
    readonly team: string;
    readonly receipt: string;
    readonly address: string;
    readonly changed: string;
    readonly related: string;
    readonly fallback: (asked: string, shown: string) => string;
    /** Of an earlier version. */
    readonly fallbackThen: (asked: string, shown: string) => string;
    readonly outdated: string;
    readonly current: string;
    /** Of an earlier version: from which day to which it held. */
    readonly earlier: (from: string, to: string | null) => string;
    readonly today: string;
  };
  /** The page on which a receipt is looked up and verified. */
  readonly receipts: {
    readonly heading: string;
    readonly lead: string;
    readonly code: string;
    readonly find: string;
    readonly mistyped: Failure;
    readonly unknown: Failure;
    readonly given: Failure;
    readonly isCurrent: string;
    readonly isOld: string;
    readonly firstGiven: string;
    readonly channel: string;
    readonly answer: string;
    readonly file: string;
    readonly fileHint: string;
    readonly verify: string;
    readonly verifyHere: string;
    readonly verdicts: Readonly<Record<'GENUINE' | 'ALTERED' | 'UNKNOWN_KEY' | 'UNREADABLE', Failure>>;
  };
  readonly vote: {
    readonly question: string;
    readonly yes: string;
    readonly no: string;
    readonly thanks: string;
    /** Thanks for a no; a link to a person follows. */
    readonly sorry: string;
  };
  readonly scope: Readonly<Record<string, string>>;
  /** What customers call our channels, by key; one that is not here bears the name that the API gives it, such as a network's. */
  readonly channels: Readonly<Record<string, string>>;
  readonly failure: {
    readonly missing: Failure;
    readonly invalid: Failure;
    readonly unavailable: Failure;
    readonly unservable: Failure;
    readonly withdrawn: Failure;
    readonly forbidden: Failure;
    readonly busy: Failure;
  };
}

/** A heading and the sentence that says what to do next. */
export interface Failure {
  readonly heading: string;
  readonly text: string;
}

type Counted = (count: number) => string;

/** The pages' words in a language. */
export function wordsIn(locale: PageLocale): Words {
  return languages[locale];
}

const languages: Readonly<Record<PageLocale, Words>> = { en, es, de, ar };
