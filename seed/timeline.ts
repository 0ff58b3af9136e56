import type { AnswerText } from '../src/knowledge/index.js';
import type { Seed, SeedAnswer, SeedFact, SeedTranslation } from './read-seed.js';

/** One version of an answer as its history tells it. */
export interface SeedVersion extends AnswerText {
  readonly answer: SeedAnswer;
  readonly first: boolean;
  readonly note: string;
  readonly significance: 'MAJOR' | 'MINOR';
}

/** Something that happened at the bank on a day. */
export type SeedEvent = { readonly on: string } & (
  | { readonly kind: 'fact'; readonly fact: SeedFact; readonly value: SeedFact['values'][number] }
  | { readonly kind: 'formula'; readonly fact: SeedFact; readonly formula: SeedFact['formulas'][number] }
  | { readonly kind: 'version'; readonly version: SeedVersion }
  | { readonly kind: 'translation'; readonly translation: SeedTranslation }
  | { readonly kind: 'verification'; readonly answer: SeedAnswer; readonly number: number; readonly note: string }
);

const order = { fact: 0, formula: 1, version: 2, translation: 3, verification: 4 } as const;

/** All that happened, day by day; on one day facts come first, then what is derived from them, so that answers find both. */
export function timeline(seed: Seed): readonly SeedEvent[] {
  const facts = seed.facts.flatMap((fact) =>
    fact.values.map((value): SeedEvent => ({ on: value.recorded ?? value.from, kind: 'fact', fact, value })),
  );
  const formulas = seed.facts.flatMap((fact) =>
    fact.formulas.map(
      (formula): SeedEvent => ({ on: formula.recorded ?? formula.from, kind: 'formula', fact, formula }),
    ),
  );
  const versions = seed.answers.flatMap((answer) => versionsOf(answer));
  const translations = seed.translations.map(
    (translation): SeedEvent => ({ on: translation.on, kind: 'translation', translation }),
  );
  return [...facts, ...formulas, ...versions, ...translations, ...verificationsOf(seed)].sort((a, b) =>
    a.on < b.on ? -1 : a.on > b.on ? 1 : order[a.kind] - order[b.kind],
  );
}

/** A round looks at every answer of its topics in the version of that day. */
function verificationsOf({ organisation, answers }: Seed): readonly SeedEvent[] {
  return organisation.rounds.flatMap(({ on, topics, note }) =>
    answers
      .filter(({ topic, history }) => topics.includes(topic) && (history[0]?.on ?? on) < on)
      .map((answer): SeedEvent => {
        const number = answer.history.filter((entry) => entry.on <= on).length;
        return { on, kind: 'verification', answer, number, note };
      }),
  );
}

/** Each earlier text is the one after it with the words put back that it said instead. */
function versionsOf(answer: SeedAnswer): readonly SeedEvent[] {
  let text: AnswerText = { question: answer.question, title: answer.title, body: answer.body, short: answer.short };
  const events: SeedEvent[] = [];
  for (const [i, entry] of [...answer.history.entries()].reverse()) {
    const first = i === 0;
    text = withWords(text, entry.was);
    events.unshift({
      on: entry.on,
      kind: 'version',
      version: { ...text, answer, first, note: entry.note, significance: first ? 'MAJOR' : entry.significance },
    });
  }
  return events;
}

function withWords(text: AnswerText, was: Readonly<Record<string, string>>): AnswerText {
  const put = (words: string) =>
    Object.entries(was).reduce((result, [now, then]) => result.replaceAll(now, then), words);
  return { question: put(text.question), title: put(text.title), body: put(text.body), short: put(text.short) };
}
