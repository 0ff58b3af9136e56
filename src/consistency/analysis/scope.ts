import type { StatementScope, Token } from './model.js';
import { isListed, mayHave, word, type Reader } from './reader.js';

/** The clauses of a sentence: bounded by a comma, semicolon, bracket or joining word. */
export interface Clauses {
  /** The first token of the clause that holds the tokens, and the one after its last. */
  around(from: number, to: number): readonly [number, number];
}

/** Finds the clauses of a sentence; most sentences are asked for few or none. */
export function clausesIn({ tokens }: Reader): Clauses {
  return {
    around(from, to) {
      let start = from;
      while (start > 0 && !endsClause(tokens[start - 1])) start -= 1;
      let end = to;
      while (end < tokens.length && !endsClause(tokens[end])) end += 1;
      return [start, end];
    },
  };
}

/** Tells when and for whom a clause holds: "for business accounts", "before April it was", "for example". */
export function scopesIn(reader: Reader, clauses: Clauses): (from: number, to: number) => StatementScope {
  const marks = marksOf(reader);
  if (marks === null) return () => always;
  const opening = clauses.around(0, 1)[1];
  const leading =
    marks.tags.length > 0 && opening <= 7 && !reader.tokens.slice(0, opening).some(({ kind }) => kind === 'number')
      ? tagsIn(marks, 0, opening)
      : untagged;
  return (from, to) => {
    const [start, end] = clauses.around(from, to);
    const tags = tagsIn(marks, start, end);
    // "For business customers, the fee is …": an opening without a value sets the scope of what follows.
    const { time, date } = timingOf(marks, start, end);
    const said = tags.length > 0 || start < opening ? tags : leading;
    const example = marks.example < to && from < marks.exampleEnd;
    return said.length === 0 && time === 'now' && !example ? always : { tags: said, time, date, example };
  };
}

const untagged: readonly string[] = [];
const always: StatementScope = { tags: untagged, time: 'now', date: '', example: false };

interface Marks {
  readonly tags: readonly (string | undefined)[];
  readonly past: readonly number[];
  readonly was: readonly number[];
  readonly future: readonly number[];
  /** "from 2027-04-01", "until *-04-01"; '' without one. */
  readonly bound: string;
  readonly example: number;
  readonly exampleEnd: number;
}

// Null where nothing in the sentence limits what it says.
function marksOf(reader: Reader): Marks | null {
  const { phrases } = reader.lexicon;
  const { tokens, begins } = reader;
  const bound = boundOf(reader);
  const tagged = mayHave(reader, 'scopes');
  if (bound === '' && !tagged && !phrases.past.mayBegin(begins) && !phrases.example.mayBegin(begins)) return null;
  const tags: string[] = [];
  const past: number[] = [];
  const was: number[] = [];
  const future: number[] = [];
  let example = -1;
  for (let index = 0; index < tokens.length; index += 1) {
    const tag = tagged ? tagAt(reader, index) : undefined;
    if (tag !== undefined) tags[index] = tag;
    if (phrases.past.at(tokens, index) !== null) past.push(index);
    if (isListed(tokens[index] as Token, 'wasVerbs')) was.push(index);
    if (phrases.future.at(tokens, index) !== null) future.push(index);
    if (example === -1 && phrases.example.at(tokens, index) !== null) example = index;
  }
  return {
    tags,
    past,
    was,
    future,
    bound,
    example: example === -1 ? Number.POSITIVE_INFINITY : example,
    exampleEnd: example === -1 ? 0 : bracketEnd(reader, example),
  };
}

// "(such as a house)": the example ends with its bracket.
function bracketEnd(reader: Reader, from: number): number {
  let open = false;
  for (let index = Math.max(0, from - 6); index < from; index += 1)
    if (word(reader, index) === '(') open = true;
    else if (word(reader, index) === ')') open = false;
  const close = reader.tokens.findIndex(({ text }, index) => index > from && text === ')');
  return open && close !== -1 ? close : Number.POSITIVE_INFINITY;
}

function tagAt(reader: Reader, index: number): string | undefined {
  if (!isListed(reader.tokens[index] as Token, 'scopes')) return undefined;
  const tag = reader.lexicon.scopes.get(word(reader, index));
  // "business days" and "personal number" say nothing about the customer.
  const other =
    tag !== undefined &&
    (reader.lexicon.timeUnits.has(word(reader, index + 1)) || reader.lexicon.words.phone.has(word(reader, index + 1)));
  return other ? undefined : tag;
}

function tagsIn({ tags }: Marks, start: number, end: number): readonly string[] {
  if (tags.length <= start) return untagged;
  return [...new Set(tags.slice(start, end).filter((tag) => tag !== undefined))].sort();
}

function timingOf(marks: Marks, start: number, end: number): Pick<StatementScope, 'time' | 'date'> {
  if (marks.past.some((index) => index < end)) return { time: 'past', date: '' };
  if (marks.bound === '') return unbounded;
  const inside = (index: number) => index >= start && index < end;
  if (marks.bound.startsWith('until') && marks.was.some(inside)) return { time: 'past', date: marks.bound };
  if (marks.bound.startsWith('from') && marks.future.some(inside)) return { time: 'future', date: marks.bound };
  return { time: 'dated', date: marks.bound };
}

const unbounded = { time: 'now', date: '' } as const;

function boundOf(reader: Reader): string {
  const { from, until } = reader.lexicon.phrases;
  if (!from.mayBegin(reader.begins) && !until.mayBegin(reader.begins)) return '';
  for (let index = 0; index < reader.tokens.length; index += 1) {
    for (const bound of ['from', 'until'] as const) {
      const phrase = reader.lexicon.phrases[bound].at(reader.tokens, index);
      const month = phrase === null ? '' : monthNear(reader, index + phrase.length);
      if (month !== '') return `${bound} ${month}`;
    }
  }
  return '';
}

const clauseMarks = new Set([',', ';', '(', ')', '—']);

function endsClause(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return token.kind === 'mark' ? clauseMarks.has(token.folded) : isListed(token, 'clauseWords');
}

// "1 April 2026", "April", "next April", "2026": the words up to the month or year.
function monthNear(reader: Reader, index: number): string {
  for (let at = index; at < index + 4; at += 1) {
    const token = reader.tokens[at];
    const month = token === undefined ? undefined : reader.lexicon.months.get(token.folded);
    if (token !== undefined && month !== undefined && (token.folded.length > 3 || /^\p{Lu}/u.test(token.text)))
      return dateKey(reader, at, month);
    if (/^(?:19|20)\d\d$/.test(token?.folded ?? '')) return `${token?.folded}-01-01`;
  }
  return '';
}

function dateKey(reader: Reader, at: number, month: number): string {
  const around = [-2, -1, 1, 2, 3].map((offset) => word(reader, at + offset));
  const stated = around.find((text) => /^(?:19|20)\d\d$/.test(text)) ?? '*';
  const day = around.slice(0, 3).find((text) => /^\d{1,2}$/.test(text)) ?? '1';
  return `${stated}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
