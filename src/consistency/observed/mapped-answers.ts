import { AppError } from '../../platform/errors.js';
import { graphqlSource, macrosSource, mailsSource } from '../probes/export-sources.js';
import { fileSource, webPageSource } from '../probes/observed-source.js';

/** The keys of the answers that a channel's map names, in order; throws BAD_INPUT for a source that is not understood. */
export function mappedAnswers(kind: string, source: unknown): readonly string[] {
  if (kind === 'web-page') return Object.keys(webPageSource(source).pages).sort();
  if (kind === 'file') return Object.keys(fileSource(source).sections).sort();
  if (kind === 'macros') return Object.keys(macrosSource(source).macros).sort();
  if (kind === 'mails') return Object.keys(mailsSource(source).mails).sort();
  if (kind === 'graphql') return Object.keys(graphqlSource(source).answers).sort();
  throw new AppError('BAD_INPUT', `A channel of the kind ${kind} is not read by a map.`);
}
