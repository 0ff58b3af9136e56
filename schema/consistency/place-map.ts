import { AppError } from '../../src/platform/errors.js';

/** The map of a channel as it is kept; throws BAD_INPUT when an answer is named twice. */
export function mapOf<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  const twice = entries.find(([answer], place) => entries.findIndex(([other]) => other === answer) < place);
  if (twice) throw new AppError('BAD_INPUT', `The map names ${JSON.stringify(twice[0].slice(0, 100))} twice.`);
  return Object.fromEntries(entries);
}
