import { z } from 'zod';
import { AppError } from '../../platform/errors.js';
import { placeFields, selectorFault } from './page-place.js';

/** Once a day. */
export const defaultRecheckHours = 24;

const longestPage = 2_000;
const name = z
  .string()
  .max(300)
  .refine((text) => text.isWellFormed(), 'must be well-formed text')
  .nullish();

const selector = z
  .string()
  .max(300)
  .superRefine((text, ctx) => {
    const fault = selectorFault(text);
    if (fault !== null) ctx.addIssue({ code: 'custom', message: `is no CSS selector: ${fault}` });
  })
  .nullish();

/** Where on a page a question is answered: an anchor, a selector, a heading or a question of its JSON-LD; without any of them by the page as a whole. */
const place = z
  .strictObject({ page: z.string().max(longestPage), anchor: name, selector, heading: name, jsonLd: name })
  .superRefine((given, ctx) => {
    const named = placeFields.filter((field) => given[field] != null);
    if (named.length > 1)
      ctx.addIssue({ code: 'custom', message: `names its place by ${named.join(' and by ')}: give one of them only` });
    const empty = placeFields.find((field) => field !== 'anchor' && given[field]?.trim() === '');
    if (empty) ctx.addIssue({ code: 'custom', path: [empty], message: 'must not be empty' });
    // A base stands in for the one that is not known here: whether a page is an address depends on the page alone.
    if (!/^https?:$/.test(URL.parse(given.page, 'https://base.invalid/')?.protocol ?? ''))
      ctx.addIssue({ code: 'custom', path: ['page'], message: 'is no address of a page' });
  });

/** A web site: which page, and which place on it, answers which question. */
const webPage = z.strictObject({
  kind: z.literal('web-page'),
  /** With no base the demo's own site is meant. */
  base: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  pages: z.record(z.string(), place),
  /** For how many hours a page that was read is fresh enough for a sweep that the schedule starts. */
  recheckAfterHours: z
    .int('must be a whole number')
    .min(1, 'must be from 1 to 720')
    .max(720, 'must be from 1 to 720')
    .nullish()
    .transform((hours) => hours ?? defaultRecheckHours),
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
