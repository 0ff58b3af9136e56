import { rememberLatest } from './remember-latest.js';

/** The text as words are compared: NFKC, lower case, one kind of apostrophe; the same on every machine (no locale rules). */
export const normalise = rememberLatest((text) => text.normalize('NFKC').toLowerCase().replace(apostrophes, "'"));

/**
 * The key under which two phrasings count as the same words: case, punctuation, spacing and apostrophes do not matter.
 * Empty when the text has no word in it.
 */
export const phrasingKey = rememberLatest((text) => (normalise(text).match(wordsOnly) ?? []).join(' '));

const apostrophes = /[\u2018\u2019\u201B\u02BC\u0060\u00B4\uFF07]/gu;
const wordsOnly = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*/gu;
