import { factValue, fillEmbeds, type Proposal, type PublishedAnswer, type Snapshot } from '../../knowledge/index.js';
import { type Statement, statementsIn } from './statement.js';

/** A sentence as readers of an answer get it in one locale. */
export interface Said {
  readonly answer: PublishedAnswer;
  readonly locale: string;
  readonly statement: Statement;
  /** With the values of its facts. */
  readonly text: string;
  /** What the facts put in. */
  readonly values: readonly string[];
}

/** The sentences of the changed answers that were not said before in so many words: also those that only show another value. */
export function changedStatements({ before, after, changed }: Proposal): readonly Said[] {
  return changed.flatMap((key) => {
    const answer = after.answers.get(key);
    return answer ? [...answer.texts.keys()].flatMap((locale) => newIn(before, saidIn(after, answer, locale))) : [];
  });
}

/** What an answer says in one locale, without the sentences that need a value which is missing. */
export function saidIn(snapshot: Snapshot, answer: PublishedAnswer, locale: string): readonly Said[] {
  const text = answer.texts.get(locale);
  return (text ? statementsIn(text) : []).flatMap((statement) => filled(snapshot, answer, locale, statement) ?? []);
}

/** The sentence with its values; null while one of them is missing. */
export function filled(snapshot: Snapshot, answer: PublishedAnswer, locale: string, statement: Statement): Said | null {
  const said = { answer, locale, statement };
  if (!statement.template.includes('{{')) return { ...said, text: statement.template, values: [] };
  const values: string[] = [];
  const valueOf = (key: string) => factValue(snapshot, key, answer.scope)?.content ?? null;
  const { text, missing } = fillEmbeds(statement.template, locale, valueOf, (value) => {
    values.push(value);
    return value;
  });
  return missing.length > 0 ? null : { ...said, text, values };
}

function newIn(before: Snapshot, statements: readonly Said[]): readonly Said[] {
  const [first] = statements;
  const earlier = first && before.answers.get(first.answer.key);
  if (!earlier) return statements;
  const known = new Set(saidIn(before, earlier, first.locale).map(({ text }) => text));
  return statements.filter(({ text }) => !known.has(text));
}
