import { normalise } from '../../platform/normalise.js';
import { isStopWord, particlesOf } from './stop-words.js';

/** What was typed, as the engine is to be asked. */
export interface Question {
  /** Words, and phrases and codes in quotes. */
  readonly terms: readonly string[];
  /** Whether the last word may be the beginning of one. */
  readonly open: boolean;
}

const part = /"([^"]*)"|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
const endsInWord = /[\p{L}\p{M}\p{N}]$/u;
/** From five signs on the engine would take one code for another. */
const code = /^(?=.*\p{N})(?=.*\p{L})[\p{L}\p{M}\p{N}]{5,}$/u;

/**
 * Reads what was typed; null when there is no word in it, for which the engine would give every document. Only words and phrases get through: a minus
 * before a word, which excludes with the engine, is none.
 */
export function readQuestion(text: string, locale: string, stopWords: 'kept' | 'left out'): Question | null {
  const parts = [...text.matchAll(part)].flatMap(([all, phrase]) => {
    const words = phrase === undefined ? all : (phrase.match(part)?.join(' ') ?? '');
    return words === '' ? [] : [{ words, isPhrase: phrase !== undefined }];
  });
  if (parts.length === 0 || onlyParticles(text, locale)) return null;
  const telling = parts.filter(({ words, isPhrase }) => isPhrase || !isStopWord(normalise(words), locale));
  const kept = stopWords === 'kept' || telling.length === 0 ? parts : telling;
  const last = parts.at(-1);
  return {
    terms: kept.map(({ words, isPhrase }) => (isPhrase || code.test(words) ? `"${words}"` : words)),
    open: kept.at(-1) === last && endsInWord.test(text),
  };
}

/** The question in the engine's own form: something after the last word says that it is whole. */
export function engineText({ terms, open }: Question): string {
  return open ? terms.join(' ') : `${terms.join(' ')} `;
}

function onlyParticles(text: string, locale: string): boolean {
  const all = particlesOf(locale).toSorted((a, b) => b.length - a.length);
  const rest = all.reduce((left, particle) => left.replaceAll(particle, ''), text);
  return !/[\p{L}\p{N}]/u.test(rest);
}
