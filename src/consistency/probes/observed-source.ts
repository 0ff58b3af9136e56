import { z } from 'zod';
import { AppError } from '../../platform/errors.js';

/** A web site: which page, and which anchor on it, answers which question. */
const webPage = z.strictObject({
  kind: z.literal('web-page'),
  /** With no base the demo's own site is meant. */
  base: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  /** Without an anchor the page as a whole answers. */
  pages: z.record(z.string(), z.strictObject({ page: z.string(), anchor: z.string().nullish() })),
});

/** A Markdown file: under which heading, by its slug, which question is answered. */
const file = z.strictObject({
  kind: z.literal('file'),
  path: z.string().min(1),
  sections: z.record(z.string(), z.string()),
});

export type WebPageSource = z.output<typeof webPage>;
export type FileSource = z.output<typeof file>;

/** Where an observed web site is read; throws BAD_INPUT for a source that is none. */
export function webPageSource(source: unknown): WebPageSource {
  return parsed(webPage, source);
}

/** Where an observed file is read; throws BAD_INPUT for a source that is none. */
export function fileSource(source: unknown): FileSource {
  return parsed(file, source);
}

/** A source as a shape; throws BAD_INPUT with a sentence that names the field. */
export function parsed<T>(shape: z.ZodType<T>, source: unknown): T {
  const result = shape.safeParse(source);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AppError(
    'BAD_INPUT',
    `The channel’s source is not understood: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
  );
}
