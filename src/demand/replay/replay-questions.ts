import { changesBetween, type Snapshot } from '../../knowledge/index.js';
import { areAskedAlike } from '../../matching/index.js';
import type { AskedQuestion } from '../inquiry.js';
import { classOf, type ReplayClass, replayClasses } from './class-of.js';
import { forEachInTurn, outcomeOf, outcomesOf, type ReplayOutcome, type ReplayState } from './outcome-of.js';

/** A question with what it comes to in the one state and in the other. */
export interface ReplayedQuestion extends AskedQuestion {
  readonly before: ReplayOutcome;
  readonly after: ReplayOutcome;
}

/** One class of a replay: how many times its questions were asked, how many different ones they are, and those asked most often. */
export interface ReplayedClass {
  readonly class: ReplayClass;
  readonly count: number;
  readonly distinct: number;
  readonly examples: readonly ReplayedQuestion[];
}

/** The classes of the questions on one topic; null = that no answer belongs to. */
export interface ReplayedTopic {
  readonly topic: string | null;
  readonly counts: Readonly<Record<ReplayClass, number>>;
}

/** All questions of a window in two states; counts are weighted by how often a question was asked. */
export interface Replay {
  readonly questions: number;
  readonly distinct: number;
  /** Those with questions in them, in the order of `replayClasses`. */
  readonly classes: readonly ReplayedClass[];
  /** In the order of their keys. */
  readonly topics: readonly ReplayedTopic[];
}

/** Resolves each question in both states and puts it into its class; `asked` is in order of frequency, and so are the examples. */
export async function replayQuestions(
  states: { readonly before: ReplayState; readonly after: ReplayState },
  locale: string,
  asked: readonly AskedQuestion[],
  mostExamples: number,
): Promise<Replay> {
  const { before, after } = states;
  const newTexts = changesBetween(before.snapshot, after.snapshot).answers;
  const classes = new Map<ReplayClass, { count: number; distinct: number; examples: ReplayedQuestion[] }>();
  const topics = new Map<string | null, Record<ReplayClass, number>>();
  const isAlike = alike(states, locale, asked);
  await forEachInTurn(asked, (question) => {
    const replayed = {
      ...question,
      ...(isAlike
        ? outcomesOf(states, locale, question)
        : { before: outcomeOf(before, locale, question), after: outcomeOf(after, locale, question) }),
    };
    const name = classOf(replayed.before, replayed.after, (answer) => newTexts.has(answer));
    const found = classes.get(name) ?? { count: 0, distinct: 0, examples: [] };
    found.count += question.count;
    found.distinct += 1;
    if (found.examples.length < mostExamples) found.examples.push(replayed);
    classes.set(name, found);
    const topic = topicOf(before.snapshot, replayed.before) ?? topicOf(after.snapshot, replayed.after);
    const counts = topics.get(topic) ?? { ...noCounts };
    counts[name] += question.count;
    topics.set(topic, counts);
  });
  return {
    questions: asked.reduce((sum, { count }) => sum + count, 0),
    distinct: asked.length,
    classes: replayClasses.flatMap((name) => {
      const found = classes.get(name);
      return found ? [{ class: name, ...found }] : [];
    }),
    topics: [...topics].map(([topic, counts]) => ({ topic, counts })).sort(byTopic),
  };
}

/** A release that changes only what answers say leaves it to each question to be asked once. */
function alike(
  { before, after }: { readonly before: ReplayState; readonly after: ReplayState },
  locale: string,
  asked: readonly AskedQuestion[],
): boolean {
  const modelOf = ({ models }: ReplayState, { audience }: AskedQuestion) => models.for(locale, audience)?.modelId;
  return (
    areAskedAlike(before.snapshot, after.snapshot) &&
    asked.every((question) => modelOf(before, question) === modelOf(after, question))
  );
}

const noCounts = Object.fromEntries(replayClasses.map((name) => [name, 0])) as Record<ReplayClass, number>;

/** Of choices, the topic of the likeliest. */
function topicOf(snapshot: Snapshot, outcome: ReplayOutcome): string | null {
  const key =
    outcome.outcome === 'answered' ? outcome.answer : outcome.outcome === 'choices' ? outcome.choices[0] : null;
  return (key && snapshot.answers.get(key)?.topicKey) ?? null;
}

function byTopic({ topic: one }: ReplayedTopic, { topic: other }: ReplayedTopic): number {
  if (one === other) return 0;
  return other === null || (one !== null && one < other) ? -1 : 1;
}
