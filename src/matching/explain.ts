import { type PublishedAnswer, visibleAnswer } from '../knowledge/index.js';
import { normalise } from '../platform/normalise.js';
import type { Ask, AskContext } from './ask.js';
import { evidenceNames } from './evidence.js';
import { waysToAsk } from './exact-phrasings.js';
import { featuresOf } from './features.js';
import { match } from './match.js';
import { cosinesTo } from './large/measure-large.js';
import type { DenseModel, Model } from './model.js';
import { nearestIndex, nearness } from './nearest.js';
import type { ServedModel } from './models.js';
import type { Making, Resolution } from './resolution.js';
import { corrected } from './spelling.js';
import { stemmerOf } from './stems.js';
import { tokensOf } from './tokens.js';

/** Why a question was resolved as it was. */
export interface Explanation extends Omit<Making, 'evidence' | 'ranked' | 'ruledOut'> {
  readonly candidates: readonly { readonly answer: PublishedAnswer; readonly score: number }[];
  readonly ruledOut: readonly PublishedAnswer[];
  /** The phrasings of the candidates that are nearest, by cosine of their stems; 1 = the same words. */
  readonly phrasings: readonly { readonly text: string; readonly answer: PublishedAnswer; readonly cosine: number }[];
  /** What each word did for the best candidate: its score with the word less its score without. */
  readonly words: readonly { readonly word: string; readonly contribution: number }[];
  readonly evidence: readonly { readonly name: string; readonly value: number }[];
}

const mostPhrasings = 5;
const mostWords = 10;
/** Each word is asked about once; a long message would be asked again a hundred times. */
const mostAskedAbout = 40;

/**
 * Explains a resolution by asking the same model again. It names only answers that the asker may see and their phrasings, and needs nothing
 * of a model but what `match` and its vocabulary give, so that it holds for a model of any size.
 */
export function explain(ctx: AskContext, input: Ask, { making }: Pick<Resolution, 'making'>): Explanation {
  const { evidence, ranked, ruledOut, ...made } = making;
  const served = ctx.models.for(making.locale, input.audience);
  const model = served?.model ?? null;
  const seen = (key: string): readonly PublishedAnswer[] => {
    const answer = visibleAnswer(ctx.snapshot, input, key);
    return answer ? [answer] : [];
  };
  const candidates = ranked.flatMap(({ answerKey, score }) => seen(answerKey).map((answer) => ({ answer, score })));
  const [best] = candidates;
  return {
    ...made,
    candidates,
    ruledOut: ruledOut.flatMap(seen),
    phrasings: model
      ? nearestPhrasings(
          model,
          making,
          candidates.map(({ answer }) => answer),
        )
      : [],
    words: served && best && !making.exact ? wordsFor(served, making.matched, best.answer.key) : [],
    evidence: (evidence ?? []).slice(1).map((value, at) => ({ name: evidenceNames[at] ?? '', value: rounded(value) })),
  };
}

function nearestPhrasings(
  model: Model,
  { matched, locale }: Making,
  answers: readonly PublishedAnswer[],
): Explanation['phrasings'] {
  const rows = answers.flatMap((answer) => waysToAsk(answer, locale).map(({ text }) => ({ text, answer })));
  const texts = rows.map(({ text }) => text);
  const cosines = model.design === 'large' ? cosinesTo(model, matched, texts) : cosinesOf(model, matched, texts);
  return rows
    .map((row, at) => ({ ...row, cosine: rounded(cosines[at] ?? 0) }))
    .filter(({ cosine }) => cosine > 0)
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, mostPhrasings);
}

function cosinesOf({ locale, vocabulary }: DenseModel, question: string, texts: readonly string[]): Float64Array {
  const stem = stemmerOf(locale);
  const index = nearestIndex(
    texts.map((text) => featuresOf(text, stem)),
    Int32Array.from(texts.keys()),
    vocabulary,
  );
  return nearness(corrected(featuresOf(question, stem), vocabulary), index, vocabulary, texts.length).ofAnswer;
}

/** Strongest first, for or against. */
function wordsFor({ model, embedded }: ServedModel, text: string, answerKey: string): Explanation['words'] {
  const { words, runs } = tokensOf(normalise(text));
  const without = (piece: string | null): string =>
    [...words.filter((word) => word !== piece), ...runs.map((run) => (piece ? run.replaceAll(piece, '') : run))].join(
      ' ',
    );
  // The embedding stays that of the whole text: it is the words' own weight that is told.
  const options = { allowed: (key: string) => key === answerKey, embedded: embedded && (() => embedded(text)) };
  const scoreOf = (piece: string | null) => match(model, without(piece), options).score;
  const whole = scoreOf(null);
  return [...new Set([...words, ...runs.flatMap(pairs)])]
    .slice(0, mostAskedAbout)
    .map((word) => ({ word, contribution: rounded(whole - scoreOf(word)) }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, mostWords);
}

/** Of a script without spaces two characters stand for a word. */
function pairs(run: string): readonly string[] {
  const characters = [...run];
  return characters.flatMap((one, at) => (at % 2 === 0 ? [one + (characters[at + 1] ?? '')] : []));
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
