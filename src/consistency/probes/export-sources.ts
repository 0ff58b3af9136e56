import { z } from 'zod';
import { AppError } from '../../platform/errors.js';
import { queryFault } from './graphql-query.js';
import { parsed } from './observed-source.js';

const path = z.string().min(1).max(500);
const places = z.record(z.string(), z.string().min(1).max(300));

/** An export of canned replies: which macro, by title, short code or id, answers which question. */
const macros = z.strictObject({ kind: z.literal('macros'), path, macros: places });

/** A mail, or a folder of them: which one, by file name or subject, answers which question. */
const mails = z.strictObject({ kind: z.literal('mails'), path, mails: places });

/** The way to a value in a reply, from `data` on; a number is a place in a list. */
const replyPath = z
  .string()
  .max(200)
  .regex(/^[_A-Za-z]\w*(?:\.\w+)*$/, 'must be names with dots between them, such as answer.body');

/** A GraphQL API of others: what it is asked, where in its reply the words stand, and by which key it knows which answer. */
const graphql = z.strictObject({
  kind: z.literal('graphql'),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((url) => URL.parse(url)?.username === '', 'must hold no name and password'),
  query: z.string().min(1).max(10_000),
  text: replyPath,
  version: replyPath.nullish(),
  locale: replyPath.nullish(),
  answers: places,
});

export type MacrosSource = z.output<typeof macros>;
export type MailsSource = z.output<typeof mails>;
export type GraphqlSource = z.output<typeof graphql>;

/** Where canned replies are read; throws BAD_INPUT for a source that is none. */
export function macrosSource(source: unknown): MacrosSource {
  return parsed(macros, source);
}

/** Where mails are read; throws BAD_INPUT for a source that is none. */
export function mailsSource(source: unknown): MailsSource {
  return parsed(mails, source);
}

/** How a GraphQL API is asked; throws BAD_INPUT for a source that is none, and for a query that does not ask what is read of its reply. */
export function graphqlSource(source: unknown): GraphqlSource {
  const given = parsed(graphql, source);
  const paths = (['text', 'version', 'locale'] as const).flatMap((field) => {
    const path = given[field];
    return path ? [{ field, path }] : [];
  });
  const fault = queryFault(given.query, paths);
  if (fault !== null) throw new AppError('BAD_INPUT', `The channel’s source is not understood: ${fault}`);
  return given;
}
