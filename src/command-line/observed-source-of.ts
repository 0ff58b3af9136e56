import type { Operations } from '../../schema/operations/operations.js';
import type { TextToCheck } from '../consistency/index.js';
import type { CheckedService } from './check-service.js';

type Observed = Operations['CheckObservedChannels']['result']['observedChannels'][number];
type SentText = Extract<Operations['CheckTexts']['variables']['texts'], { readonly answer: string }>;

const answersAtOnce = 100;

/** The map of a channel as the probes take it. */
export function sourceOf({ site, file, macros, mails, graphql }: Observed) {
  if (site) {
    const pages = site.pages.map(({ answer, ...place }) => [answer, place] as const);
    return { kind: 'web-page', base: site.base, pages: Object.fromEntries(pages) } as const;
  }
  if (macros) {
    const places = macros.macros.map(({ answer, macro }) => [answer, macro] as const);
    return { kind: 'macros', path: macros.path, macros: Object.fromEntries(places) } as const;
  }
  if (mails) {
    const places = mails.mails.map(({ answer, mail }) => [answer, mail] as const);
    return { kind: 'mails', path: mails.path, mails: Object.fromEntries(places) } as const;
  }
  if (graphql) {
    const keys = graphql.answers.map(({ answer, key }) => [answer, key ?? answer] as const);
    return { kind: 'graphql', ...graphql, answers: Object.fromEntries(keys) } as const;
  }
  const sections = (file?.sections ?? []).map(({ answer, heading }) => [answer, heading] as const);
  return { kind: 'file', path: file?.path ?? '', sections: Object.fromEntries(sections) } as const;
}

/** What the service publishes for everybody, of the answers that a map names. */
export interface PublicQuestions {
  /** The organisation's own language, in which channels are asked. */
  readonly locale: string;
  /** By the answers' keys. */
  readonly questions: ReadonlyMap<string, string>;
}

/** The questions that may be put to a server of others. */
export async function publicQuestions({ run }: CheckedService, keys: readonly string[]): Promise<PublicQuestions> {
  const questions = new Map<string, string>();
  let locale = 'en';
  for (let start = 0; start < keys.length; start += answersAtOnce) {
    const { answers } = await run('CheckQuestions', { keys: keys.slice(start, start + answersAtOnce) });
    for (const { key, question, audience, locales } of answers.nodes) {
      locale = locales[0] ?? locale;
      if (audience === 'PUBLIC') questions.set(key, question);
    }
  }
  return { locale, questions };
}

/** What was read, as the API takes it. */
export function textToCheck({ silence, ...text }: TextToCheck): SentText {
  const state = silence === 'no-answer' ? 'NO_ANSWER' : silence === 'not-applicable' ? 'NOT_APPLICABLE' : null;
  return { ...text, state };
}
