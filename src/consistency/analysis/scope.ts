import type { StatementScope } from './model.js';
import { word, type Reader } from './reader.js';

/** The clauses of a sentence: bounded by a comma, semicolon, bracket or joining word. */
export interface Clauses {
  /** The first token of the clause that holds the tokens, and the one after its last. */
  around(from: number, to: number): readonly [number, number];
}

/** Reads the clauses of a sentence once. */
export function clausesIn(reader: Reader): Clauses {
  const { length } = reader.tokens;
  const starts: number[] = [0];
  for (let index = 0; index < length; index += 1)
    starts.push(endsClause(reader, index) ? index + 1 : (starts[index] as number));
  const ends = starts.slice();
  ends[length] = length;
  for (let index = length - 1; index >= 0; index -= 1)
    ends[index] = starts[index + 1] === index + 1 ? index : (ends[index + 1] as number);
  return { around: (from, to) => [starts[from] ?? 0, Math.max(to, ends[Math.min(to, length)] ?? length)] };
}

/** Tells when and for whom a clause holds: "for business accounts", "before April it was", "for example". */
export function scopesIn(reader: Reader, clauses: Clauses): (from: number, to: number) => StatementScope {
  const marks = marksOf(reader);
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

function marksOf(reader: Reader): Marks {
  const { phrases, words } = reader.lexicon;
  const { tokens } = reader;
  const tags: string[] = [];
  const past: number[] = [];
  const was: number[] = [];
  const future: number[] = [];
  let example = -1;
  for (let index = 0; index < tokens.length; index += 1) {
    const tag = tagAt(reader, index);
    if (tag !== undefined) tags[index] = tag;
    if (phrases.past.at(tokens, index) !== null) past.push(index);
    if (words.wasVerbs.has(word(reader, index))) was.push(index);
    if (phrases.future.at(tokens, index) !== null) future.push(index);
    if (example === -1 && phrases.example.at(tokens, index) !== null) example = index;
  }
  return {
    tags,
    past,
    was,
    future,
    bound: boundOf(reader),
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

function endsClause(reader: Reader, index: number): boolean {
  const token = reader.tokens[index];
  if (token?.kind === 'mark') return clauseMarks.has(token.folded);
  return token?.kind === 'word' && reader.lexicon.words.clauseWords.has(token.folded);
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
